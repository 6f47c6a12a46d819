"""Settings of the engine, each with where it came from."""

from __future__ import annotations

import os

import pytest

from resultaat.core.settings import Settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RESULTAAT_THREADS", "RESULTAAT_GEHEUGEN", "RESULTAAT_REGISTER"):
        monkeypatch.delenv(name, raising=False)


def test_what_nobody_set() -> None:
    found = Settings.read()
    assert found.threads == os.cpu_count()
    assert (found.memory, found.register) == ("4GB", None)
    assert set(found.origin.values()) == {"standaard"}


def test_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESULTAAT_THREADS", "3")
    monkeypatch.setenv("RESULTAAT_GEHEUGEN", "500MB")
    monkeypatch.setenv("RESULTAAT_REGISTER", "postgresql+psycopg://ik:geheim@server/db")
    found = Settings.read()
    assert (found.threads, found.memory) == (3, "500MB")
    assert found.register == "postgresql+psycopg://ik:geheim@server/db"
    assert found.origin == {
        "threads": "RESULTAAT_THREADS",
        "geheugen": "RESULTAAT_GEHEUGEN",
        "register": "RESULTAAT_REGISTER",
    }


def test_an_address_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESULTAAT_REGISTER", "postgresql+psycopg://ik:geheim@server/db")
    assert "geheim" not in repr(Settings.read())


@pytest.mark.parametrize("said", ["", "veel", "-1", "1.5"])
def test_nonsense_is_not_a_setting(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("RESULTAAT_THREADS", said)
    found = Settings.read()
    assert found.threads >= 1
    assert found.origin["threads"] == "standaard"


def test_at_least_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESULTAAT_THREADS", "0")
    assert Settings.read().threads == 1

"""Settings of the engine, each with where it came from."""

from __future__ import annotations

import os

import pytest

from resultaat.core.diagnostics import ResultaatError
from resultaat.core.settings import Settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "RESULTAAT_THREADS",
        "RESULTAAT_GEHEUGEN",
        "RESULTAAT_CELLEN",
        "RESULTAAT_REGISTER",
    ):
        monkeypatch.delenv(name, raising=False)


def test_what_nobody_set() -> None:
    found = Settings.read()
    assert found.threads == os.cpu_count()
    assert (found.memory, found.cells, found.register) == ("4GB", 2 * 10**9, None)
    assert set(found.origin.values()) == {"standaard"}


def test_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESULTAAT_THREADS", "3")
    monkeypatch.setenv("RESULTAAT_GEHEUGEN", "500MB")
    monkeypatch.setenv("RESULTAAT_CELLEN", "1.5 MB")
    monkeypatch.setenv("RESULTAAT_REGISTER", "postgresql+psycopg://ik:geheim@server/db")
    found = Settings.read()
    assert (found.threads, found.memory, found.cells) == (3, "500MB", 1_500_000)
    assert found.register == "postgresql+psycopg://ik:geheim@server/db"
    assert found.origin == {
        "threads": "RESULTAAT_THREADS",
        "geheugen": "RESULTAAT_GEHEUGEN",
        "cellen": "RESULTAAT_CELLEN",
        "register": "RESULTAAT_REGISTER",
    }


def test_an_address_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESULTAAT_REGISTER", "postgresql+psycopg://ik:geheim@server/db")
    assert "geheim" not in repr(Settings.read())


def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESULTAAT_THREADS", "")
    found = Settings.read()
    assert found.threads >= 1
    assert found.origin["threads"] == "standaard"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        *(("RESULTAAT_THREADS", said) for said in ("veel", "-1", "1.5", "0")),
        *(("RESULTAAT_GEHEUGEN", said) for said in ("veel", "8", "8 liter", "-1GB")),
    ],
)
def test_nonsense_is_told(monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    monkeypatch.setenv(name, said)
    with pytest.raises(ResultaatError) as told:
        Settings.read()
    assert [each.code for each in told.value.diagnostics] == ["R2015"]

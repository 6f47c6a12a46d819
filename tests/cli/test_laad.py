"""The command `laad`, as a data engineer uses it."""

from __future__ import annotations

from pathlib import Path

from cli_runner import Resultaat

BRON = "indicators/bronnen/trajecten.yaml"
DATA = "data/trajecten.csv"


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_load_look_back_and_go_back(resultaat: Resultaat, werkmap: Path) -> None:
    done = resultaat("laad", "trajecten", "--json", cwd=werkmap)
    assert done.code == 0
    (first,) = done.json["uitkomst"]["ladingen"]
    assert (first["rijen"], first["gebruikt"], first["terzijde"]) == (160, 160, 0)
    assert first["nieuw"]
    assert sum(part["rijen"] for part in first["delen"]) == 160
    assert all(len(part["hash"]) == 64 for part in first["delen"])

    change(werkmap, BRON, "# hoogstens_terzijde", "hoogstens_terzijde")
    change(werkmap, DATA, ";2024-", ";2024/")
    done = resultaat("laad", "trajecten", cwd=werkmap)
    assert done.code == 1
    assert "R3004" in done.out
    assert "1 bevinding." in done.err

    done = resultaat("laad", "trajecten", "--geschiedenis", "--json", cwd=werkmap)
    assert [each["lading"] for each in done.json["uitkomst"]["ladingen"]] == [1, 2]
    done = resultaat("laad", "trajecten", "--terug", "1", cwd=werkmap)
    assert done.code == 3  # the contract is another one now
    assert "R3205" in done.err


def test_wrong_use(resultaat: Resultaat, werkmap: Path) -> None:
    for arguments, words in (
        (["laad", "trajectn"], "Bedoelt u `trajecten`?"),
        (["laad", "--terug", "1"], "R2048"),
        (["laad", "trajecten", "--terug", "gisteren"], "R2046"),
        (["laad", "trajecten", "--terug", "vorige"], "R2046"),
    ):
        done = resultaat(*arguments, cwd=werkmap)
        assert done.code == 2, done.err
        assert words in done.err


def test_a_refused_source_is_exit_3_and_json_says_why(resultaat: Resultaat, werkmap: Path) -> None:
    change(werkmap, DATA, ";2024-", ";2024/")
    done = resultaat("laad", "--json", cwd=werkmap)
    assert done.code == 3
    assert done.json["uitkomst"]["ladingen"] == []
    assert [each["code"] for each in done.json["meldingen"]] == ["R3004"]

"""`schema` writes what an editor needs; `uitleg` knows every document; `check` counts them."""

from __future__ import annotations

import json
import re
from pathlib import Path

from cli_runner import Resultaat

ROOT = Path(__file__).resolve().parents[2]
KINDS = ["bron", "doelen", "escalatie", "indicator", "interventie", "regeling", "samenwerking"]


def test_schema_writes_a_file_per_kind(resultaat: Resultaat, tmp_path: Path) -> None:
    done = resultaat("schema")
    assert done.code == 0
    names = [f"{kind}.json" for kind in [*KINDS, "werkmap"]]
    assert sorted(path.name for path in (tmp_path / ".schema").iterdir()) == names
    assert [Path(line).name for line in done.out.splitlines()] == names
    assert json.loads((tmp_path / ".schema" / "bron.json").read_text(encoding="utf-8"))


def test_schema_tells_a_program_where_they_are(resultaat: Resultaat, tmp_path: Path) -> None:
    done = resultaat("schema", "--naar", "ergens/anders", "--json")
    assert done.code == 0
    assert done.json["uitkomst"]["map"] == str(tmp_path / "ergens" / "anders")
    assert "indicator.json" in done.json["uitkomst"]["bestanden"]


def test_schema_where_a_file_stands(resultaat: Resultaat, tmp_path: Path) -> None:
    (tmp_path / "vol").write_text("x", encoding="utf-8")
    done = resultaat("schema", "--naar", "vol")
    assert done.code == 2
    assert "R2009" in done.err
    assert (tmp_path / "vol").read_text(encoding="utf-8") == "x"


def test_uitleg_reads_a_document_in_words(resultaat: Resultaat) -> None:
    done = resultaat("uitleg", "praktijkondersteuner_jeugd", cwd=ROOT)
    assert done.code == 0
    assert done.out.startswith("Praktijkondersteuner jeugd bij de huisarts (interventie)\n")
    assert "na 6 maanden; bewijs: onbekend" in done.out


def test_uitleg_of_a_goal_says_what_is_not_measured(resultaat: Resultaat) -> None:
    done = resultaat("uitleg", "veilig_opgroeien", "--json", cwd=ROOT)
    assert done.json["uitkomst"]["soort"] == "doel"
    terms = [term for term, _ in done.json["uitkomst"]["regels"]]
    assert terms.count("Bewust niet gemeten") == 2


def test_uitleg_of_an_indicator_says_what_stands_around_it(resultaat: Resultaat) -> None:
    done = resultaat("uitleg", "doelrealisatie_jeugdhulp", cwd=ROOT)
    assert "Bedoeling: " in done.out
    assert "Gewijzigd vanaf 1 januari 2025: " in done.out
    assert "Interventie: Gezinscoach bij jeugdhulp" in done.out


def test_uitleg_guesses_at_every_kind_of_name(resultaat: Resultaat) -> None:
    done = resultaat("uitleg", "bijzondere_bijstnd", cwd=ROOT)
    assert done.code == 2
    assert "Bedoelt u `bijzondere_bijstand`?" in done.err


def test_check_counts_every_kind_and_says_what_is_covered(resultaat: Resultaat) -> None:
    done = resultaat("check", cwd=ROOT)
    assert done.code == 0
    assert re.search(
        r"\d+ interventies, \d+ samenwerking.*, \d+ regelingen en \d+ afspraken", done.out
    )
    assert "Geen fouten en geen bevindingen." in done.out
    assert "met gemeten condities." in done.out
    outcome = resultaat("check", "--json", cwd=ROOT).json["uitkomst"]
    assert outcome["resultaten_met_condities"] == outcome["resultaten"]
    assert sum(each["uren_per_jaar"] for each in outcome["meetlast"]) > 0


def test_check_still_tells_the_rest_beside_a_note(resultaat: Resultaat, werkmap: Path) -> None:
    path = werkmap / "indicators" / "hulp" / "aanmeldingen.yaml"
    more = path.read_text(encoding="utf-8") + "meetlast: {uren_per_jaar: 4, bij: ons}\n"
    path.write_text(more, encoding="utf-8")
    result = werkmap / "indicators" / "hulp" / "doel_bereikt.yaml"
    text = result.read_text(encoding="utf-8").replace(
        "buiten_onze_invloed: [aanmeldingen]", "# zonder context"
    )
    result.write_text(text, encoding="utf-8")
    done = resultaat("check", cwd=werkmap)
    assert done.code == 0
    assert "R1516 opmerking" in done.out
    assert "3 indicatoren en 1 bron gelezen." in done.out

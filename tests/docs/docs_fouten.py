"""The pages in `docs/fouten`, made of the list of codes (`resultaat/core/codes.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docs_pages import DOCS

from resultaat.core.codes import CodePage, all_codes

FOLDER = DOCS / "fouten"
GOLDEN = Path(__file__).parents[1] / "golden" / "fouten"


@dataclass(frozen=True, slots=True)
class Range:
    """Codes that begin alike, and the page that they are on."""

    start: str
    name: str
    titel: str
    about: str

    @property
    def file(self) -> str:
        return f"{self.start}-{self.name}.md"


#: A longer start goes before a shorter one: R31 is a range of its own within R3.
RANGES = (
    Range("R10", "lezen", "Lezen", "Het bestand zelf en de vorm van de YAML."),
    Range("R11", "velden", "Velden", "De sleutels van een definitie en hun waarden."),
    Range("R12", "uitdrukkingen", "Uitdrukkingen", "Wat achter `waar`, `som` en `aandeel` staat."),
    Range("R13", "tellen", "Tellen", "Wat er wordt geteld, en of de bron dat kan geven."),
    Range("R14", "verwijzingen", "Verwijzingen", "Namen van andere definities."),
    Range("R15", "ideeen", "Ideeën", "Bevindingen: het cijfer kan, maar het verhaal klopt niet."),
    Range("R2", "gebruik", "Gebruik", "De opdracht zoals u die gaf."),
    Range("R31", "gebieden", "Gebieden", "De gebiedenlijst."),
    Range("R3", "gegevens", "Gegevens", "De levering van een bron."),
    Range("R4", "rekenen", "Rekenen", "De berekening zelf."),
    Range("R5", "ophalen", "Ophalen", "Bestanden ophalen bij het CBS of uit een databank."),
    Range("R6", "register", "Register", "De berekeningen die zijn bewaard."),
)

_MADE = (
    "<!-- Gemaakt van resultaat/core/codes.toml. Verander daar de tekst en schrijf deze bladzijden "
    "opnieuw: RESULTAAT_FOUTEN=1 python -m pytest tests/docs -->"
)
_INTRO = """# Fouten en bevindingen

Elke melding van `resultaat` heeft een code: de letter R en vier cijfers. Hier staat per code wat
hij betekent en hoe u het oplost. In de terminal geeft `resultaat leg-uit R1203` dezelfde tekst.

- Een **fout** moet u eerst verhelpen. Met een fout rekent het programma niet.
- Een **bevinding** houdt het rekenen niet tegen. Er is dan iets wat een lezer op het verkeerde been
  kan zetten. Waarom dat ertoe doet, staat in het
  [handboek](../handboek/beleidsmedewerker.md#bevindingen-en-waarom-zij-er-zijn).
"""


def pages() -> dict[str, str]:
    """Return the text of every page by the name of its file."""
    codes = list(all_codes().values())
    per_range = {each: [page for page in codes if range_of(page.code) is each] for each in RANGES}
    made = {each.file: _page(each, found) for each, found in per_range.items()}
    return {"README.md": _index(per_range), **made}


def range_of(code: str) -> Range:
    """Return the range of a code; raises StopIteration where it has none."""
    longest_first = sorted(RANGES, key=lambda each: -len(each.start))
    return next(each for each in longest_first if code.startswith(each.start))


def write() -> None:
    """Write every page anew, and remove pages that are no longer made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def shown(code: str) -> str:
    """Return a message with this code as a broken definition gives it; empty where none does.

    Of the cases in `tests/golden/fouten`, the first that is named after the code, else the first.
    """
    cases = sorted(GOLDEN.glob("*/verwacht.txt"), key=lambda path: _named_after(path, code))
    for case in cases:
        for message in case.read_text(encoding="utf-8").split("\n\n"):
            lines = message.strip().splitlines()
            if lines and re.search(rf" {code} (?:fout|bevinding|opmerking)$", lines[0]):
                return "\n".join(each for each in lines if "resultaat leg-uit" not in each)
    return ""


def _named_after(path: Path, code: str) -> tuple[bool, str]:
    return not path.parent.name.startswith(code.lower()), path.parent.name


def _index(per_range: dict[Range, list[CodePage]]) -> str:
    parts = [_MADE, _INTRO.strip()]
    for each, found in per_range.items():
        table = ["| code | wat er is |", "|---|---|"]
        table += [
            f"| [{page.code}]({each.file}#{page.code.lower()}) | {page.titel} |" for page in found
        ]
        parts += [f"## [{each.titel}]({each.file})", each.about, "\n".join(table)]
    return _joined(parts)


def _page(about: Range, found: Iterable[CodePage]) -> str:
    parts = [_MADE, f"# {about.titel}", f"{about.about} Terug naar [alle codes](README.md)."]
    for page in found:
        # The code alone is the heading, so that a link to it outlives a better title.
        parts += [f"## {page.code}", f"**{page.titel}**", page.uitleg.strip()]
        if example := shown(page.code):
            parts += ["*Zo ziet het eruit.*", f"```text\n{example}\n```"]
        parts.append(f"*Oplossen.* {page.herstel.strip()}")
        if page.uitzondering:
            parts.append(f"*Toestaan.* {page.uitzondering}")
    return _joined(parts)


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"

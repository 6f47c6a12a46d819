"""The whole file: small, fixed, closed, escaped, and sound as a document."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from report_definitions import wilgenstad_files
from report_wilgenstad import wilgenstad
from report_worlds import (
    CBS,
    SECRET,
    Folder,
    context_files,
    context_rows,
    hidden,
    indeling_of,
    land,
    released,
    run_info,
    stad,
    write_folder,
)

from resultaat.core.dutch import number
from resultaat.gebied.indeling import Gebied
from resultaat.gebied.niveau import Niveau
from resultaat.report import render
from resultaat.report.page import MAX_BYTES, _css_string, _static

_VOID = {"meta", "link", "br", "img", "input", "hr", "path", "circle", "use"}


class Document(HTMLParser):
    """Ids, links, headings, scripts and texts of a page; and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given["href"]))
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "script":
            self.scripts.append((given, ""))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            given, text = self.scripts[-1]
            self.scripts[-1] = (given, text + data)
        elif not self.open or self.open[-1] != "style":
            self.words.append(data)


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = wilgenstad(tmp_path_factory.mktemp("wilgenstad"))
    return render(folder.released, folder.catalog, folder.indeling)


@pytest.fixture(scope="module")
def document(html: str) -> Document:
    return Document(html)


def rendered(folder: Folder) -> str:
    return render(folder.released, folder.catalog, folder.indeling)


def test_the_same_input_gives_the_same_bytes(html: str, tmp_path: Path) -> None:
    assert rendered(wilgenstad(tmp_path)) == html


def test_size(html: str) -> None:
    assert len(html.encode()) <= MAX_BYTES == 2_500_000


def test_a_country_fits(tmp_path: Path) -> None:
    made = rendered(land(tmp_path, below=9))
    assert len(made.encode()) <= MAX_BYTES
    assert made.count("Voorbeeldgemeente 355") >= 9
    assert "Niet in dit rapport: 3.195 wijken en 3.195 buurten." in made


def test_what_does_not_fit_is_left_out_and_said(tmp_path: Path) -> None:
    """150 indicators of 99 wijken and 479 buurten: the buurten give way, the file stays small."""
    many = [(f"{name}_{at}", titel, *rest) for at in range(15) for name, titel, *rest in CBS]
    wijken = [(f"WK9997{at:02d}", f"Wijk {at} Voorbeeld") for at in range(99)]
    buurten = [(f"BU9997{at % 99:02d}{at // 99:02d}", f"Buurt {at}") for at in range(479)]
    own = Gebied("GM9997", "Grootstad", Niveau.GEMEENTE)
    indeling = indeling_of(own, wijken, buurten)
    catalog = write_folder(tmp_path, context_files("Grootstad", "GM9997", many))  # type: ignore[arg-type]
    rows = context_rows(indeling, many)  # type: ignore[arg-type]
    run = run_info("GM9997", "Grootstad", over="2019")
    made = render(released(rows, run), catalog, indeling)
    assert len(made.encode()) <= MAX_BYTES
    assert "Wijk 98 Voorbeeld" in made
    assert "Niet in dit rapport: 479 buurten." in made


def test_no_hidden_number_is_anywhere(html: str) -> None:
    written = {str(SECRET), str(int(SECRET)), number(int(SECRET)), "918273"}
    assert not [each for each in written if each in html]


def test_nothing_is_fetched(html: str, document: Document) -> None:
    assert "http://" not in html
    assert "https://" not in html
    fetching = ("src", "srcset", "action", "data", "poster", "background")
    assert not [each for each in document.attributes if each[1] in fetching]
    assert not [each for each in document.links if not each.startswith("#")]
    assert "url(" not in _static("report.css")
    assert "@import" not in html


def test_only_two_scripts_may_run(html: str, document: Document) -> None:
    policy = next(value for tag, name, value in document.attributes if "script-src" in value)
    assert "unsafe-eval" not in policy
    assert policy.count("unsafe-inline") == 1
    assert "default-src 'none'" in policy
    packed = next(text for given, text in document.scripts if given.get("id") == "deel-plotly")
    runs = [text.encode() for given, text in document.scripts if not given.get("type")]
    runs.append(gzip.decompress(base64.b85decode(packed.replace(",", "<"))))
    assert len(runs) == 2
    hashes = [base64.b64encode(hashlib.sha256(each).digest()).decode() for each in runs]
    assert f"script-src 'sha256-{hashes[0]}' 'sha256-{hashes[1]}';" in policy
    # The policy comes before anything that could run.
    assert html.index("Content-Security-Policy") < html.index("<script")


def test_ids_are_unique_and_links_arrive(document: Document) -> None:
    assert len(document.ids) == len(set(document.ids))
    assert not [each for each in document.links if each[1:] not in document.ids]
    labelled = [v for _, name, v in document.attributes if name == "aria-labelledby"]
    assert set(labelled) <= set(document.ids)


def test_every_indicator_has_its_permalink(document: Document, tmp_path: Path) -> None:
    names = {Path(name).stem for name in wilgenstad_files() if name.count("/") == 2}
    names -= {"trajecten", "inwoners"} - {"inwoners"}
    assert names <= set(document.ids)
    assert {f"{name}-methode" for name in names} <= set(document.ids)


@pytest.mark.parametrize("world", [wilgenstad, stad])
def test_headings_descend_one_step_at_a_time(world: Any, tmp_path: Path) -> None:
    levels = Document(rendered(world(tmp_path))).levels
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_says_where_it_comes_from(document: Document, html: str) -> None:
    text = " ".join(document.words)
    for said in (
        "Jaarstukken 2025",
        "1 mei 2026",
        "concept",
        "20260503-141500-1a2b3c",
        "3 mei 2026, 14.15 uur (UTC)",
        "3f9a1c77d2e8",
        "a1b2c3d4",
        "resultaat 0.1.0",
    ):
        assert said in text
    # The same on every page of paper.
    on_paper = html[html.index("@bottom-left { content:") :][:400]
    assert "run 20260503-141500-1a2b3c" in on_paper
    assert "definities 3f9a1c77d2e8" in on_paper


def test_no_cause_is_claimed(document: Document) -> None:
    text = " ".join(document.words).lower()
    for claim in ("dankzij", "heeft geleid tot", "zorgde voor", "door ons beleid", "komt door"):
        assert claim not in text
    assert "wat hiervan aan de gemeente te danken is, is nog niet onderzocht." in text


def test_states_are_words(document: Document) -> None:
    text = " ".join(document.words)
    for word in ("verborgen", "ontbreekt", "voorlopig", "te vroeg", "niet gehaald", "niet op orde"):
        assert word in text


def _hostile(root: Path) -> Folder:
    folder = wilgenstad(root)
    files = wilgenstad_files()
    name = "indicators/zorg/eenzaamheid.yaml"
    evil = "<script>alert(1)</script><b>&"
    files[name] = files[name].replace("naam: Inwoners die zich eenzaam voelen", f'naam: "{evil}"')
    gebieden = dict(folder.indeling.gebieden)
    wijk = gebieden["WK999902"]
    gebieden["WK999902"] = Gebied(wijk.code, "<img src=x>", wijk.niveau, wijk.deel_van)
    indeling = type(folder.indeling)(gebieden, "GM9999")
    return Folder(folder.released, write_folder(root, files), indeling)


def test_names_are_text_and_nothing_else(tmp_path: Path) -> None:
    made = rendered(_hostile(tmp_path))
    assert "<script>alert" not in made
    assert "<img" not in made
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;&amp;" in made
    Document(made)


def test_text_in_css_cannot_leave_its_string() -> None:
    assert _css_string('a"b\\</style>') == '"a\\22 b\\5c \\3c \\2f style\\3e "'


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("text", "planes"),
    [
        ("inkt", ("papier", "vlak", "vlak-conditie")),
        ("inkt-zacht", ("papier", "vlak", "vlak-conditie")),
        ("blauw", ("papier", "vlak", "vlak-conditie")),
        ("roest", ("papier", "blauw-licht")),
        ("goed", ("goed-vlak", "papier", "vlak-conditie")),
        ("niet", ("niet-vlak", "papier", "vlak-conditie")),
        ("rond", ("rond-vlak", "papier", "vlak-conditie")),
        ("weet", ("weet-vlak", "papier", "vlak-conditie")),
    ],
)
def test_contrast_of_the_house_style(text: str, planes: tuple[str, ...]) -> None:
    tokens = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", _static("report.css")))
    for plane in planes:
        light, dark = sorted((_luminance(tokens[text]), _luminance(tokens[plane])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, plane)


def test_what_others_still_deliver_stands_in_one_table(tmp_path: Path) -> None:
    """No section with empty charts for what has not come, and no silence about it either."""
    own = Gebied("GM9997", "Grootstad", Niveau.GEMEENTE)
    indeling = indeling_of(own, [("WK999700", "Wijk Noord")], [])
    catalog = write_folder(tmp_path, context_files("Grootstad", "GM9997", CBS))
    awaited = {"herkomst": "levert derden", **hidden("ontbreekt")}
    rows = [
        {**row, **awaited} if row["indicator"] == "woz_waarde" else row
        for row in context_rows(indeling, CBS)
    ]
    made = render(released(rows, run_info("GM9997", "Grootstad", over="2019")), catalog, indeling)
    _, _, table = made.partition('id="deel-derden"')
    table, _, _ = table.partition("</section>")
    assert "Gemiddelde WOZ-waarde van woningen" in table
    assert "levert derden" in table
    assert "Kerncijfers wijken en buurten 2019" in table
    assert "Aantal huishoudens" not in table
    assert 'id="woz_waarde-methode"' not in made
    assert Document(made).ids.count("woz_waarde") == 1
    assert str(int(SECRET)) not in made
    without = render(
        released(context_rows(indeling, CBS), run_info("GM9997", "Grootstad", over="2019")),
        catalog,
        indeling,
    )
    assert "deel-derden" not in without

"""The report in a real browser: it draws, fetches nothing, fits every screen, and prints."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_READY = "document.documentElement.dataset.grafieken === 'klaar'"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, or a skip that says why; with RESULTAAT_BROWSER=required absence is a failure."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    absent = pytest.fail if os.environ.get("RESULTAAT_BROWSER") == "required" else pytest.skip
    if program is None:
        absent("Chromium is not installed: apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        absent("playwright is not installed: pip install playwright")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        yield started
        started.close()


class Visit:
    """A page that was opened, with everything it said and asked for."""

    def __init__(self, browser: Any, report: Path, width: int = 1440, **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 1000}, **options)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(report.as_uri())

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def drawn(self) -> Visit:
        """Wait for the script, then have every chart drawn as printing would."""
        self.page.wait_for_function(_READY)
        self.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        self.page.evaluate("dispatchEvent(new Event('afterprint'))")
        return self


@pytest.fixture(scope="module", params=["wilgenstad", "bijlagen", "stad", "land"])
def visit(
    browser: Any, reports: dict[str, Path], request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """Each report, opened once and wholly drawn."""
    with Visit(browser, reports[request.param]).drawn() as opened:
        yield opened


def test_nothing_is_said_and_nothing_is_fetched(visit: Visit) -> None:
    visit.page.hover("[data-grafiek]")
    assert visit.said == []
    assert visit.asked == [visit.page.url]


def test_every_chart_is_drawn(visit: Visit) -> None:
    marks = "nodes => nodes.map(node => node.querySelectorAll('.main-svg .trace path').length)"
    counts = visit.page.eval_on_selector_all("[data-grafiek]", marks)
    assert len(counts) >= 5
    assert min(counts) >= 1


def test_no_two_places_on_an_axis_are_written_alike(visit: Visit) -> None:
    axes = """nodes => nodes.flatMap(node => [node._fullLayout.xaxis, node._fullLayout.yaxis]
        .filter(axis => axis && axis.type === 'linear' && axis.tickmode !== 'array' && axis._vals)
        .map(axis => axis._vals.map(each => each.text).filter(text => text)))"""
    labels = visit.page.eval_on_selector_all("[data-grafiek]", axes)
    assert len(labels) >= 5
    assert [each for each in labels if len(set(each)) < len(each)] == []


def test_tables_fit_on_a_wide_screen(visit: Visit) -> None:
    visit.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    too_wide = "boxes => boxes.filter(b => b.scrollWidth > b.clientWidth + 1).map(b => b.ariaLabel)"
    for width in (1280, 1440, 1920):
        visit.page.set_viewport_size({"width": width, "height": 1000})
        visit.page.wait_for_timeout(200)
        assert visit.page.eval_on_selector_all(".schuif", too_wide) == [], width


def test_charts_offer_no_upload(visit: Visit) -> None:
    visit.page.hover("[data-grafiek]")
    assert visit.page.locator(".modebar-btn").count() == 0
    context = "document.querySelector('[data-grafiek]')._context"
    assert visit.page.evaluate(f"{context}.showSendToCloud") is False
    assert visit.page.evaluate(f"{context}.plotlyServerURL") == ""


def test_no_scrolling_sideways(visit: Visit) -> None:
    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    visit.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for width in (390, 820, 1440):
        visit.page.set_viewport_size({"width": width, "height": 1000})
        visit.page.wait_for_timeout(200)
        assert visit.page.evaluate(beyond) <= 0, width


def test_tables_that_do_not_fit_can_be_reached_with_the_keyboard(visit: Visit) -> None:
    out_of_reach = (
        "boxes => boxes.filter(b => (b.scrollWidth > b.clientWidth) !== (b.tabIndex === 0)).length"
    )
    for width in (390, 1440):
        visit.page.set_viewport_size({"width": width, "height": 1000})
        visit.page.wait_for_timeout(200)
        assert visit.page.eval_on_selector_all(".schuif", out_of_reach) == 0, width


def test_charts_fill_their_column_again_after_printing(
    browser: Any, reports: dict[str, Path]
) -> None:
    widths = "nodes => nodes.map(n => [n.clientWidth, n.querySelector('.main-svg').clientWidth])"
    with Visit(browser, reports["wilgenstad"]).drawn() as visit:
        visit.page.wait_for_timeout(300)
        for column, chart in visit.page.eval_on_selector_all("[data-grafiek]", widths):
            assert chart == column > 300


def test_charts_wait_until_they_are_near(browser: Any, reports: dict[str, Path]) -> None:
    with Visit(browser, reports["wilgenstad"]) as visit:
        visit.page.wait_for_function(_READY)
        assert visit.page.locator("[data-grafiek] .main-svg").count() == 0
        visit.page.evaluate("document.querySelector('[data-grafiek]').scrollIntoView()")
        visit.page.wait_for_selector("[data-grafiek] .main-svg")
        total = visit.page.locator("[data-grafiek]").count()
        assert visit.page.locator("[data-grafiek]:has(.main-svg)").count() < total


def test_keyboard_reaches_the_tiles(browser: Any, reports: dict[str, Path]) -> None:
    with Visit(browser, reports["wilgenstad"]) as visit:
        seen = []
        for _ in range(12):
            visit.page.keyboard.press("Tab")
            seen.append(visit.page.evaluate("document.activeElement.getAttribute('href')"))
        assert seen[0] == "#deel-inhoud"
        assert "#deel-verantwoording" in seen
        assert "#doelrealisatie_jeugdhulp" in seen
        outline = "getComputedStyle(document.querySelector('.tegel:focus-within')).outlineStyle"
        assert visit.page.evaluate(outline) == "solid"
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_function("location.hash.length > 1")


def test_a_permalink_opens_what_is_folded(browser: Any, reports: dict[str, Path]) -> None:
    with Visit(browser, reports["wilgenstad"]) as visit:
        visit.page.goto(f"{reports['wilgenstad'].as_uri()}#doelrealisatie_jeugdhulp-BU99990101")
        row = visit.page.locator("#doelrealisatie_jeugdhulp-BU99990101")
        assert row.is_visible()
        assert "Markt" in row.inner_text()


def test_without_script_the_page_is_whole(browser: Any, reports: dict[str, Path]) -> None:
    with Visit(browser, reports["wilgenstad"], java_script_enabled=False) as visit:
        text = visit.page.inner_text("body")
        assert "De streefwaarde van minstens 70% is gehaald." in text
        assert visit.page.locator("#doelrealisatie_jeugdhulp table").first.is_visible()
        assert not visit.page.locator("[data-grafiek]").first.is_visible()


def test_prints_on_a4_with_charts_and_provenance(
    browser: Any, reports: dict[str, Path], tmp_path: Path
) -> None:
    target = tmp_path / "rapport.pdf"
    with Visit(browser, reports["wilgenstad"]) as visit:
        visit.page.wait_for_function(_READY)
        visit.page.pdf(path=target, prefer_css_page_size=True, print_background=True)
        # Printing itself draws what was not yet on screen.
        total = visit.page.locator("[data-grafiek]").count()
        assert visit.page.locator("[data-grafiek]:has(.main-svg)").count() == total
    content = target.read_bytes()
    assert 15 < len(re.findall(rb"/Type\s*/Page\b", content)) < 80
    assert re.search(rb"/MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12]", content)


def test_prints_what_is_folded(browser: Any, reports: dict[str, Path]) -> None:
    with Visit(browser, reports["wilgenstad"]) as visit:
        visit.page.emulate_media(media="print")
        assert visit.page.locator("#doelrealisatie_jeugdhulp-BU99990101").is_visible()
    with Visit(browser, reports["stad"]) as visit:
        visit.page.emulate_media(media="print")
        note = visit.page.get_by_text("deze tabel is te lang voor papier").first
        assert note.is_visible()


def test_greyscale_tells_verdicts_apart(browser: Any, reports: dict[str, Path]) -> None:
    """Each oordeel has its own shape beside its words."""
    shapes = (
        "nodes => nodes.map(node => [node.textContent, node.querySelector('use').href.baseVal])"
    )
    with Visit(browser, reports["wilgenstad"]) as visit:
        found = dict(visit.page.eval_on_selector_all(".sleutel .oordeel", shapes))
        assert len(set(found.values())) == len(found) == 6


def test_axe_finds_nothing(browser: Any, reports: dict[str, Path]) -> None:
    """WCAG 2.2 AA as far as a program can tell; axe-core comes from npm, so its path is given."""
    script = os.environ.get("RESULTAAT_AXE")
    if not script:
        pytest.skip("set RESULTAAT_AXE to the path of axe.min.js (npm install axe-core)")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    for width in (390, 1440):
        # axe is a script of its own: only here the policy of the page is set aside.
        with Visit(browser, reports["bijlagen"], width, bypass_csp=True).drawn() as visit:
            visit.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            visit.page.add_script_tag(path=script)
            found = visit.page.evaluate("tags => axe.run({runOnly: tags})", tags)
            assert [(each["id"], each["help"]) for each in found["violations"]] == []

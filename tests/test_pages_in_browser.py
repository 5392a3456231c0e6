"""Every page in a real browser: axe finds nothing, nothing is cut off, the keyboard reaches every link."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from send_audit.render.documents import render_view
from send_audit.render.manner import AS_USUAL, Manner
from tests.every_document import EVERY_DOCUMENT, OfBorough, School, Which, view_of
from tests.in_browser import (
    TEXT_SPACING,
    chart_contrasts,
    colliding,
    open_browser,
    shown,
    too_wide,
    violations,
    width,
)

pytestmark = pytest.mark.slow

WIDE, MIDDLE, NARROW = 1280, 700, 320
"""In pixels. 320 is what 1280 is at a zoom of 400%."""

LOOKS: tuple[tuple[Literal["light", "dark"], Literal["none", "active"]], ...] = (
    ("light", "none"),
    ("dark", "none"),
    ("light", "active"),
    ("dark", "active"),
)
LEAST = {
    "chart-text": 4.5,
    "chart-axis": 4.5,
    "chart-bar": 3.0,
    "chart-range": 3.0,
    "chart-median": 3.0,
}
"""The contrast with the page that each part of a chart must have. The track and the box say nothing alone."""

MANNERS = {"usual": AS_USUAL, "large": Manner(large=True)}
every_page = pytest.mark.parametrize("which", EVERY_DOCUMENT, ids=str)
in_each_manner = pytest.mark.parametrize("manner", MANNERS)
SOME: tuple[Which, ...] = (
    School("saltmarsh-primary", "plan"),
    School("pier-road-primary", "working"),
    OfBorough("officers"),
)

FOCUSED = """() => {
    const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
    return {
        at: [...document.querySelectorAll('a[href]')].indexOf(at),
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        seen: box.top >= -1 && box.bottom <= innerHeight + 1 && box.width > 0,
    };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, which: Which, manner: str, tmp_path: Path) -> Iterator[Page]:
    """The page, and at the end the proof that it asked for nothing but itself."""
    file = tmp_path / f"{which}.html"
    how = MANNERS[manner]
    file.write_bytes(render_view(view_of(which, how), "html", how))
    with shown(browser, file) as (opened, asked):
        yield opened
        assert [address for address in asked if not address.startswith(("file:", "data:"))] == []


@every_page
@in_each_manner
def test_axe_finds_nothing_and_nothing_is_cut_off(page: Page) -> None:
    for pixels in (WIDE, MIDDLE, NARROW):
        width(page, pixels)
        assert too_wide(page) == [], pixels
        assert colliding(page) == [], pixels
        if pixels != MIDDLE:
            assert violations(page, colours=False) == [], pixels


@every_page
@pytest.mark.parametrize("manner", ["usual"])
def test_contrast_suffices_in_every_look(page: Page) -> None:
    """Large print has the same colours, but for grey, which it has not."""
    width(page, WIDE)
    for scheme, forced in LOOKS:
        page.emulate_media(color_scheme=scheme, forced_colors=forced)
        assert violations(page, colours=True) == [], (scheme, forced)
        for kind, contrast in chart_contrasts(page).items():
            assert contrast >= LEAST.get(kind, 0), (scheme, forced, kind)


@every_page
@in_each_manner
def test_wider_spacing_loses_nothing(page: Page) -> None:
    page.add_style_tag(content=TEXT_SPACING)
    for pixels in (WIDE, NARROW):
        width(page, pixels)
        assert too_wide(page) == []
        assert colliding(page) == []


@every_page
@pytest.mark.parametrize("manner", ["usual"])
def test_the_page_has_one_heading_one_text_and_named_parts(page: Page) -> None:
    counts = page.evaluate(
        "() => ['h1', 'main', 'header', 'nav', 'nav[aria-labelledby=contents]', '#contents']"
        ".map((what) => document.querySelectorAll(what).length)"
    )
    # A summary of two pages has no contents.
    contents = counts[3]
    assert counts == [1, 1, 1, *[contents] * 3]
    is_summary = page.evaluate("document.querySelector('.summary') !== null")
    assert contents == (0 if is_summary else 1)


@every_page
@pytest.mark.parametrize("manner", ["usual"])
def test_the_keyboard_reaches_every_link_once_in_order(page: Page) -> None:
    links = page.evaluate("document.querySelectorAll('a[href]').length")
    walked = []
    for _ in range(links):
        page.keyboard.press("Tab")
        walked.append(page.evaluate(FOCUSED))
    assert [one["at"] for one in walked] == list(range(links))
    assert [one["at"] for one in walked if not one["outlined"]] == []
    assert [one["at"] for one in walked if not one["seen"]] == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


@every_page
@in_each_manner
def test_the_skip_link_leads_past_the_contents(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.tagName === 'MAIN'")
    top = page.evaluate("document.querySelector('main h2').getBoundingClientRect().top")
    assert 0 <= top < 200
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('header, nav')") is None


@pytest.mark.parametrize("which", SOME, ids=str)
@in_each_manner
def test_on_paper_no_word_is_lost(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    said = (
        page.evaluate("document.querySelector('main').innerText")
        .replace("\N{SOFT HYPHEN}", "")
        .split()
    )
    printed = PdfReader(io.BytesIO(page.pdf(format="A4")))
    # Long addresses are broken where the line ends, so that words are compared without the gaps between them.
    text = "".join("".join(sheet.extract_text() for sheet in printed.pages).split())
    assert [word for word in said if word not in text and len(word) < 20] == []
    kept = page.evaluate(
        "[...document.querySelectorAll('.mark')].map((one) => getComputedStyle(one).printColorAdjust)"
    )
    assert set(kept) <= {"exact"}
    grounds = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert grounds == "rgb(255, 255, 255)"

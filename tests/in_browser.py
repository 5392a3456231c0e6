"""A real browser to read pages in: the system's own Chromium, and axe-core for what rules can check."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
CONTRAST = "color-contrast"

# WCAG 2.2, 1.4.12: what a reader may set without losing anything.
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium as the machine has it, never one that is downloaded. Skips the test where there is none."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("SEND_AUDIT_REQUIRE_ALL") == "1":
            pytest.fail("Chromium is missing.")
        pytest.skip("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def shown(browser: Browser, file: Path) -> Iterator[tuple[Page, list[str]]]:
    """A page of its own that shows a file, and the addresses that it asks for."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    yield page, asked
    page.close()


def width(page: Page, pixels: int) -> None:
    page.set_viewport_size({"width": pixels, "height": 900})


def violations(page: Page, *, colours: bool) -> list[str]:
    """What axe finds by all its rules but that of contrast, or with `colours` by that rule alone.

    Where it cannot say whether contrast suffices, that counts too, but not for texts of drawings: it sees a
    drawing below them and gives up. `chart_contrasts` measures those.
    """
    options = {
        "resultTypes": ["violations", "incomplete"],
        "runOnly": {"type": "rule", "values": [CONTRAST]}
        if colours
        else {"type": "tag", "values": RULES},
        "rules": {CONTRAST: {"enabled": colours}},
    }
    found: Mapping[str, Any] = Axe().run(page, options=options).response
    return [
        *_told(found["violations"]),
        *(
            line
            for line in _told([one for one in found["incomplete"] if one["id"] == CONTRAST])
            if "<text" not in line
        ),
    ]


def _told(rules: Sequence[Mapping[str, Any]]) -> list[str]:
    return [f"{rule['id']}: {node['html'][:120]}" for rule in rules for node in rule["nodes"]]


def too_wide(page: Page) -> list[str]:
    """What stands out of the window, or is cut off, so that one would have to scroll sideways."""
    found: list[str] = page.evaluate(
        """() => {
            const root = document.documentElement, wrong = [];
            if (root.scrollWidth > root.clientWidth) wrong.push(`page: ${root.scrollWidth} px`);
            for (const one of document.querySelectorAll('body *')) {
                const style = getComputedStyle(one);
                if (style.overflowX === 'visible' || one.closest('svg') || one.clientWidth <= 1) continue;
                if (one.scrollWidth > one.clientWidth + 1) wrong.push(`${one.className}: ${one.innerText}`);
            }
            return wrong;
        }"""
    )
    return found


def colliding(page: Page) -> list[str]:
    """Texts of a drawing that lie on one another, or beyond its edges."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('svg')].flatMap((drawing) => {
            const frame = drawing.getBoundingClientRect();
            const texts = [...drawing.querySelectorAll('text')]
                .map((one) => [one, one.getBoundingClientRect()]);
            const wrong = texts.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1);
            const beside = (a, b) => a.left < b.right && b.left < a.right;
            const level = (a, b) => a.top < b.bottom - 3 && b.top < a.bottom - 3;
            const pairs = texts.flatMap(([one, a], n) => texts.slice(n + 1)
                .filter(([, b]) => beside(a, b) && level(a, b))
                .map(([other]) => `${one.textContent} on ${other.textContent}`));
            return [...wrong.map(([one]) => `${one.textContent} beyond the edge`), ...pairs];
        })"""
    )
    return found


def chart_contrasts(page: Page) -> Mapping[str, float]:
    """The contrast of each kind of shape with the page's ground, the least of its kind."""
    colours: dict[str, list[str]] = page.evaluate(
        """() => {
            const found = {ground: [getComputedStyle(document.documentElement).backgroundColor]};
            for (const one of document.querySelectorAll('svg [class]')) {
                const style = getComputedStyle(one), kind = one.getAttribute('class');
                (found[kind] ??= []).push(one.tagName === 'line' ? style.stroke : style.fill);
            }
            return found;
        }"""
    )
    (ground,) = colours.pop("ground")
    return {
        kind: min(_contrast(one, ground) for one in set(all_)) for kind, all_ in colours.items()
    }


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(part) / 255 for part in colour.partition("(")[2].rstrip(")").split(",")[:3]]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

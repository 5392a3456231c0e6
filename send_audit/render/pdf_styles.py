"""The fonts and the styles of the paged edition, read once in a process and shared by its documents."""

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from send_audit.render.fonts import linked_font_faces
from send_audit.render.pdf_fetcher import FONT_BASE, make_fetcher
from send_audit.render.pdf_log import watched_log

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

_ELEMENT = re.compile(r"<style>\s*(.*?)</style>", re.DOTALL)

_MOST = 16
"""So many styles are kept: three editions in a few sizes, and a council's own colours."""

_OF_ONE_DOCUMENT = ("@font-face", "@import", "@counter-style", "@color-profile")
"""What styles with any of these leave behind, or fetch, is of one document alone."""


@dataclass(frozen=True, slots=True)
class Style:
    """What `HTML.write_pdf` takes as `stylesheets` and `font_config`."""

    sheets: "list[CSS]"
    fonts: "FontConfiguration"


def take_style(html: str) -> tuple[str, Style]:
    """Take the styles out of a page: the page without them, and them parsed.

    They are in our own pages one `style` element that starts with our fonts, and the same text is parsed only
    once. WeasyPrint then takes them for the user's and not the author's, which is all the same where there
    are no others. A page that is not so keeps its styles. Raises `RenderWarningError` for what is wrong.
    """
    found = _ELEMENT.search(html)
    css = found[1].removeprefix(linked_font_faces(FONT_BASE)) if found is not None else ""
    alone = any(rule in css for rule in _OF_ONE_DOCUMENT)
    if found is None or html.count("<style") > 1 or css == found[1] or alone:
        return html, Style([], _no_fonts())
    process = os.getpid()
    faces = _faces(process)
    style = Style([*faces.sheets, _sheet(process, css)], faces.fonts)
    return html[: found.start()] + html[found.end() :], style


def _no_fonts() -> "FontConfiguration":
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@lru_cache(maxsize=1)
def _faces(process: int) -> Style:  # noqa: ARG001
    """Our fonts, loaded. A fork needs its own: Pango looks for fonts in threads, and those a fork has not."""
    from multiprocessing.util import Finalize

    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    class SharedFonts(FontConfiguration):  # type: ignore[misc]  # WeasyPrint publishes no types
        """Fonts that live as long as their process.

        WeasyPrint copies fonts to a folder, and takes it away with the object. A process of a pool ends
        without freeing its objects, and any other when modules are gone already: the folder goes before.
        """

        def __del__(self) -> None:
            """Leave the folder to `clear`."""

        def clear(self) -> None:
            """Take the folder away."""
            super().__del__()

    fonts = SharedFonts()
    Finalize(None, fonts.clear, exitpriority=0)
    with watched_log():
        css = linked_font_faces(FONT_BASE)
        return Style([CSS(string=css, font_config=fonts, url_fetcher=make_fetcher())], fonts)


@lru_cache(maxsize=_MOST)
def _sheet(process: int, css: str) -> "CSS":
    """Styles, parsed. What they have pictures from is fetched by each document itself."""
    from weasyprint import CSS

    with watched_log():
        return CSS(string=css, font_config=_faces(process).fonts, url_fetcher=make_fetcher())

"""A document's view to a tagged PDF (PDF/UA-1): nothing fetched from outside, no warning let through."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from send_audit.render.manner import AS_USUAL, Manner
from send_audit.render.pdf_fetcher import FONT_BASE, make_fetcher
from send_audit.render.pdf_log import watched_log
from send_audit.render.pdf_page import open_page
from send_audit.render.pdf_streams import pack_streams
from send_audit.render.pdf_styles import take_style
from send_audit.render.pdf_tags import finish_tags
from send_audit.render.to_html import LOGO, render_print_html
from send_audit.render.views import DocumentView

if TYPE_CHECKING:
    import pydyf
    from weasyprint.urls import URLFetcher

VARIANT = "pdf/ua-1"


def render_pdf(
    view: DocumentView, manner: Manner = AS_USUAL, audit_folder: Path | None = None
) -> bytes:
    """Render the paged edition; the same view gives the same bytes.

    `audit_folder` is the only folder from which a template may take files of its own. Raises
    `RenderWarningError` where WeasyPrint or fontTools logs a warning or an error.
    """
    pictures = dict(view.pictures)
    if manner.brand is not None and manner.brand.logo is not None:
        pictures[LOGO] = manner.brand.logo.data
    return html_to_pdf(render_print_html(view, FONT_BASE, manner), audit_folder, pictures)


def html_to_pdf(
    html: str, audit_folder: Path | None = None, pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """Render a page of HTML to a tagged PDF, under the rules of `render_pdf`."""
    with _collector_held(), watched_log():
        return _write(html, make_fetcher(audit_folder, pictures))


def _write(html: str, fetcher: "URLFetcher") -> bytes:
    """A function of its own: what it makes is let go before the collector comes back to look at it all."""
    bare, style = take_style(html)
    data: bytes = open_page(bare, fetcher).write_pdf(
        pdf_variant=VARIANT,
        stylesheets=style.sheets,
        font_config=style.fonts,
        finisher=_finish,
    )
    return data


def _finish(document: object, pdf: "pydyf.PDF") -> None:  # noqa: ARG001
    """What WeasyPrint does before it writes the file: it hands over what it has drawn."""
    finish_tags(pdf)
    pack_streams(pdf)


@contextmanager
def _collector_held() -> Iterator[None]:
    """Hold the garbage collector off: a render makes many objects that live to its end."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

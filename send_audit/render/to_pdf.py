"""A document's view to a tagged PDF (PDF/UA-1): nothing fetched from outside, no warning let through."""

import gc
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from send_audit.render.fonts import font_file
from send_audit.render.manner import AS_USUAL, Manner
from send_audit.render.not_made import RenderWarningError
from send_audit.render.pdf_tags import finish_tags
from send_audit.render.to_html import LOGO, PICTURE_BASE, render_print_html
from send_audit.render.views import DocumentView

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

VARIANT = "pdf/ua-1"
FONT_BASE = "bundled:fonts/"
_WATCHED = ("weasyprint", "fontTools")


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
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    with _collector_held():
        with _watched_log():
            page = HTML(string=html, url_fetcher=make_fetcher(audit_folder, pictures))
            data: bytes = page.write_pdf(
                pdf_variant=VARIANT, font_config=FontConfiguration(), finisher=finish_tags
            )
        return data


def make_fetcher(
    audit_folder: Path | None = None, pictures: Mapping[str, bytes] | None = None
) -> "URLFetcher":
    """A fetcher that serves bundled fonts, `pictures` and files below `audit_folder`, and refuses all else.

    `pictures` are photographs that a view holds already, by what follows `picture:` in their addresses.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class BundledFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint publishes no types
        """No network, no redirects, no data URIs, no file outside the audit's own folder."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
            picture = (pictures or {}).get(url.removeprefix(PICTURE_BASE))
            if url.startswith(PICTURE_BASE) and picture is not None:
                return URLFetcherResponse(url, picture, {"Content-Type": "image/jpeg"})
            path = _allowed_path(url, audit_folder)
            return URLFetcherResponse(url, path.read_bytes())

    return BundledFetcher(allowed_protocols=("bundled", "file", "picture"), allow_redirects=False)


def _allowed_path(url: str, audit_folder: Path | None) -> Path:
    """The file behind `url`; raises `ValueError` where the document may not have it."""
    if url.startswith(FONT_BASE):
        try:
            return font_file(url.removeprefix(FONT_BASE))
        except KeyError:
            raise ValueError(f"There is no bundled font behind {url}.") from None
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc and audit_folder is not None:
        path = Path(unquote(parts.path)).resolve()
        if path.is_relative_to(audit_folder.resolve()) and path.is_file():
            return path
    raise ValueError(f"A document may not fetch {url}.")


class _Collected(logging.Handler):
    """Keeps what is logged from warnings upwards."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name}: {record.getMessage()}")


@contextmanager
def _watched_log() -> Iterator[None]:
    """Raise `RenderWarningError` at the end where a warning or an error was logged on the way."""
    collected = _Collected()
    loggers = [logging.getLogger(name) for name in _WATCHED]
    for logger in loggers:
        logger.addHandler(collected)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(collected)
    if collected.messages:
        raise RenderWarningError("; ".join(dict.fromkeys(collected.messages)))


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

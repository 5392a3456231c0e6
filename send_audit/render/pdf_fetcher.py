"""What the paged edition may fetch: bundled fonts, its own photographs, files of the audit's own folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from send_audit.render.fonts import font_file
from send_audit.render.to_html import PICTURE_BASE

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

FONT_BASE = "bundled:fonts/"


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

"""A page of our own HTML, read for the renderer by the system's XML parser where that reads the same."""

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

_DOCTYPE = "<!DOCTYPE html>\n"
_VOID = re.compile(r"<((?:meta|br|img|hr|wbr|col|link|source)\b[^<>]*?)\s*/?>")


def open_page(html: str, fetcher: "URLFetcher") -> "HTML":
    """The page as WeasyPrint takes it.

    Its own parser mends any HTML at all and is written in Python. Our templates make HTML that is XML but
    for elements without an end, so these are closed, and a page that is no XML even then goes to WeasyPrint
    as it is.
    """
    from weasyprint import HTML

    tree = _read(html)
    if tree is None:
        return HTML(string=html, url_fetcher=fetcher)
    page = HTML(string=_DOCTYPE, url_fetcher=fetcher)
    page.wrapper_element = type(page.wrapper_element).from_html_root(tree, content_language=None)
    page.etree_element = page.wrapper_element.etree_element
    return page


def _read(html: str) -> ET.Element | None:
    """The tree of a whole page from `html` down, or `None` where it is not plainly one."""
    if not html.startswith(f"{_DOCTYPE}<html "):
        return None
    try:
        # No entity can be declared: the document type is gone, and one further down is an error.
        return ET.fromstring(_VOID.sub(r"<\1/>", html.removeprefix(_DOCTYPE)))  # noqa: S314
    except ET.ParseError:
        return None

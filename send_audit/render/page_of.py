"""A view's finished page, read back for the formats that are made of it."""

import re

from send_audit.render.manner import Manner
from send_audit.render.not_made import BrandRefusedError
from send_audit.render.pdf_fetcher import FONT_BASE
from send_audit.render.reading import Page, read_page
from send_audit.render.to_html import render_print_html
from send_audit.render.views import DocumentView

_UNSAFE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold: control characters, halves of a character, and two that are none."""


def page_of(view: DocumentView, manner: Manner) -> Page:
    """The page of a view, without characters that no format can hold.

    Raises `BrandRefusedError` where a brand's template puts words outside every paragraph. From a template of
    ours that is a fault: `ValueError`.
    """
    html = render_print_html(view, FONT_BASE, manner)
    try:
        return read_page(_UNSAFE.sub("", html))
    except ValueError as error:
        if manner.brand is None:
            raise
        raise BrandRefusedError(f"{manner.brand.folder}: {error}") from None

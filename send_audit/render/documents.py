"""Which editions and formats there are: one assessed audit in, the bytes of a document out."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from send_audit.model.results import Assessed
from send_audit.render.album import open_album
from send_audit.render.manner import AS_USUAL, Manner
from send_audit.render.plan_view import plan_view
from send_audit.render.progress_view import progress_view
from send_audit.render.to_html import render_html
from send_audit.render.to_pdf import render_pdf
from send_audit.render.views import DocumentView
from send_audit.render.working_view import working_view

Format = Literal["pdf", "html"]
Edition = Literal["plan", "progress", "working"]


def _html(view: DocumentView, manner: Manner) -> bytes:
    return render_html(view, manner).encode("utf-8")


def _plan(assessed: Assessed, manner: Manner) -> DocumentView:
    return plan_view(assessed, show_costs=manner.show_costs)


def _progress(assessed: Assessed, manner: Manner) -> DocumentView:
    return progress_view(assessed, show_costs=manner.show_costs)


def _working(assessed: Assessed, manner: Manner) -> DocumentView:  # noqa: ARG001 - editions are made alike
    return working_view(assessed, open_album(assessed.audit, assessed.file))


FORMATS: Mapping[Format, Callable[[DocumentView, Manner], bytes]] = MappingProxyType(
    {"pdf": render_pdf, "html": _html}
)
EDITIONS: Mapping[Edition, Callable[[Assessed, Manner], DocumentView]] = MappingProxyType(
    {"plan": _plan, "progress": _progress, "working": _working}
)


def make_view(assessed: Assessed, edition: Edition, manner: Manner = AS_USUAL) -> DocumentView:
    """All that an edition prints, its photographs read: made once, it serves for every format."""
    return EDITIONS[edition](assessed, manner)


def render_view(view: DocumentView, format_: Format, manner: Manner = AS_USUAL) -> bytes:
    """Render one document. Raises `RenderWarningError` where the PDF would not be as it should."""
    return FORMATS[format_](view, manner)


def render_document(
    assessed: Assessed, edition: Edition, format_: Format, manner: Manner = AS_USUAL
) -> bytes:
    """Make and render one document, under the rules of `render_view`."""
    return render_view(make_view(assessed, edition, manner), format_, manner)

"""Which editions and formats there are: one assessed audit in, the bytes of a document out."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from send_audit.model.results import Assessed
from send_audit.render.album import open_album
from send_audit.render.manner import AS_USUAL, Manner
from send_audit.render.plan_view import plan_view
from send_audit.render.progress_view import progress_view
from send_audit.render.summary_view import summary_view
from send_audit.render.to_brf import render_brf
from send_audit.render.to_docx import render_docx
from send_audit.render.to_html import render_html
from send_audit.render.to_pdf import render_pdf
from send_audit.render.to_txt import render_txt
from send_audit.render.views import DocumentView
from send_audit.render.working_view import working_view

Format = Literal["pdf", "html", "docx", "txt", "brf"]
Edition = Literal["plan", "summary", "progress", "working"]


def _html(view: DocumentView, manner: Manner) -> bytes:
    return render_html(view, manner).encode("utf-8")


def _plan(assessed: Assessed, manner: Manner) -> DocumentView:
    return plan_view(assessed, show_costs=manner.show_costs)


def _summary(assessed: Assessed, manner: Manner) -> DocumentView:
    return summary_view(assessed, easy=manner.easy)


def _progress(assessed: Assessed, manner: Manner) -> DocumentView:
    return progress_view(assessed, show_costs=manner.show_costs)


def _working(assessed: Assessed, manner: Manner) -> DocumentView:  # noqa: ARG001 - editions are made alike
    return working_view(assessed, open_album(assessed.audit, assessed.file))


FORMATS: Mapping[Format, Callable[[DocumentView, Manner], bytes]] = MappingProxyType(
    {
        "pdf": render_pdf,
        "html": _html,
        "docx": render_docx,
        "txt": render_txt,
        "brf": render_brf,
    }
)
EDITIONS: Mapping[Edition, Callable[[Assessed, Manner], DocumentView]] = MappingProxyType(
    {"plan": _plan, "summary": _summary, "progress": _progress, "working": _working}
)


def make_view(assessed: Assessed, edition: Edition, manner: Manner = AS_USUAL) -> DocumentView:
    """All that an edition prints, its photographs read: made once, it serves for every format."""
    return EDITIONS[edition](assessed, manner)


def render_view(view: DocumentView, format_: Format, manner: Manner = AS_USUAL) -> bytes:
    """Render one document. Raises `NotMadeError` where it cannot be made as it should be."""
    return FORMATS[format_](view, manner)


def render_document(
    assessed: Assessed, edition: Edition, format_: Format, manner: Manner = AS_USUAL
) -> bytes:
    """Make and render one document, under the rules of `render_view`."""
    return render_view(make_view(assessed, edition, manner), format_, manner)

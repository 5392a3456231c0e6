"""Which editions and formats there are: one assessed audit in, the bytes of a document out."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from send_audit.model.results import Assessed
from send_audit.render.plan_view import PlanView, plan_view
from send_audit.render.to_html import render_html
from send_audit.render.to_pdf import render_pdf

Format = Literal["pdf", "html"]
Edition = Literal["plan"]


def _html(view: PlanView) -> bytes:
    return render_html(view).encode("utf-8")


FORMATS: Mapping[Format, Callable[[PlanView], bytes]] = MappingProxyType(
    {"pdf": render_pdf, "html": _html}
)
EDITIONS: Mapping[Edition, Callable[[Assessed], PlanView]] = MappingProxyType({"plan": plan_view})


def render_document(assessed: Assessed, edition: Edition, format_: Format) -> bytes:
    """Render one document. Raises `RenderWarningError` where the PDF would not be as it should."""
    return FORMATS[format_](EDITIONS[edition](assessed))

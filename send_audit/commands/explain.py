"""`send-audit explain`: any kind of problem, or any item, on a page."""

from typing import Annotated

import typer

from send_audit.commands.options import show_text
from send_audit.problems import KINDS, SendAuditError


def explain(
    word: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]",
            help="A code such as SA403, its name, or an item such as PE-0102.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Explain a kind of problem, with a wrong and a right example; without a code, list them all."""
    if word is None:
        for kind in sorted(KINDS.values(), key=lambda kind: kind.code):
            show_text(f"{kind.code} {kind.severity:7}  {kind.name}: {kind.title}")
        return 0
    from send_audit.render.explanations import explanation_of, find_kind

    if (found := find_kind(word)) is not None:
        show_text(explanation_of(found.code).text)
        return 0
    from send_audit.commands.checklist import show
    from send_audit.load.library import Library
    from send_audit.suggest import nearest

    if word.upper() in Library().items:
        return show(word)
    near = nearest(word, [known for k in KINDS.values() for known in (k.code, k.name)])
    hint = f"Did you mean {near}?" if near else "See: send-audit explain"
    raise SendAuditError(f"There is no kind of problem and no item “{word}”. {hint}")

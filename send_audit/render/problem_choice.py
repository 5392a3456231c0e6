"""Which problems a run shows: those asked for, and always those that make a file unreadable."""

from collections.abc import Sequence

from send_audit.problems import KINDS, Problem, ProblemKind, SendAuditError
from send_audit.suggest import nearest

_ALWAYS = ("SA1", "SA2")
"""The groups whose errors stop a file from being read: nothing may hide them."""


def read_codes(text: str | None, option: str) -> frozenset[str] | None:
    """The codes that a comma list of codes, beginnings of codes or names stands for; `None` for no list.

    Raises `SendAuditError` where a word stands for none, or would hide that a file cannot be read.
    """
    if text is None:
        return None
    codes: set[str] = set()
    words = [part.strip() for part in text.split(",") if part.strip()]
    if not words:
        raise SendAuditError(f"{option}: no code is named. Leave the option out, or name one.")
    for word in words:
        kinds = [k for k in KINDS.values() if k.code.startswith(word.upper()) or k.name == word]
        if not kinds:
            near = nearest(word, [known for k in KINDS.values() for known in (k.code, k.name)])
            hint = f"Did you mean {near}?" if near else "They are listed by: send-audit explain"
            raise SendAuditError(f"{option}: there is no kind of problem “{word}”. {hint}")
        if option == "--ignore" and all(map(_stops_reading, kinds)):
            raise SendAuditError(
                f"{option}: “{word}” cannot be ignored, since such a file cannot be read."
            )
        codes |= {kind.code for kind in kinds}
    return frozenset(codes)


def choose(
    problems: Sequence[Problem],
    wanted: frozenset[str] | None,
    unwanted: frozenset[str] | None,
    *,
    errors_only: bool = False,
) -> list[Problem]:
    """The problems to show."""
    return [
        p
        for p in problems
        if _is_shown(p.kind, wanted, unwanted) and (p.kind.severity == "error" or not errors_only)
    ]


def _is_shown(
    kind: ProblemKind, wanted: frozenset[str] | None, unwanted: frozenset[str] | None
) -> bool:
    if _stops_reading(kind):
        return True
    return (wanted is None or kind.code in wanted) and kind.code not in (unwanted or ())


def _stops_reading(kind: ProblemKind) -> bool:
    return kind.severity == "error" and kind.code.startswith(_ALWAYS)

"""Long lists of schools in a printed report: as many as fit a page, and where to find the rest."""

from collections.abc import Sequence

from send_audit.render.wording import joined

MOST_NAMED = 24


def named(names: Sequence[str], file: str, most: int = MOST_NAMED) -> str:
    """“A, B and C”, or the first of them and how many more there are in which file."""
    if len(names) <= most:
        return f"{joined(names)}."
    return f"{', '.join(names[:most])}, and {len(names) - most} more: see {file}."

"""“Did you mean”: the known word nearest to one that is not known."""

import difflib
import os
from collections.abc import Iterable

_ALIKE_ENOUGH = 0.6


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or `None` where none is near.

    Of words equally alike the one with the longest same start wins: PE-0192 is nearer to PE-0102 than
    to PE-0902, since a section is mistyped less often than a number in it.
    """
    matcher = difflib.SequenceMatcher(b=word, autojunk=False)
    best: tuple[float, int] = (_ALIKE_ENOUGH, -1)
    found = None
    for candidate in known:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() < best[0] or matcher.quick_ratio() < best[0]:
            continue
        rank = (matcher.ratio(), len(os.path.commonprefix([word, candidate])))  # noqa: RUF071 - letters are meant
        if rank > best:
            best, found = rank, candidate
    return found

"""Whether a text names a school of the list: by its whole name, or by what people call it for short."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from send_audit.borough.area import Area

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

_DROPPED = frozenset(("the", "ysgol"))
"""At the start of a name these are no part of what it is called for short."""

_COMMON = frozenset(
    "st saint saints holy all our sacred christ royal king queen north south east west "
    "central upper lower great little new old high park green hill town village city bridge wood field road "
    "street lane way first learning education inclusion".split()
)
"""Words that many names start with: alone they name no school, with the word after them they do."""

_KINDS = frozenset(
    "primary infant infants junior nursery secondary grammar special school academy college community "
    "church catholic cofe ce rc c federation trust sixth form centre unit pupil referral and of for".split()
)
"""Words for what a setting is: at these what it is called for short ends."""


class SchoolNames:
    """Finds the names of schools in texts.

    A name is found where all its words stand together, in small or capital letters. Its short form is found
    where it starts with a capital letter: the first word of the name (“Tideway” of Tideway Pupil Referral
    Unit); after common words the next one too (“St Mary's”, “Park Lane”). A first word that is also in the
    name of the area names no school by itself.
    """

    def __init__(self, names: Iterable[str], area_name: str) -> None:
        own = {word.casefold() for word in _words(area_name)}
        self._whole: set[tuple[str, ...]] = set()
        self._short: set[tuple[str, ...]] = set()
        for name in names:
            words = tuple(word.casefold() for word in _words(name))
            if len(words) > 1:
                self._whole.add(words)
            short = _short_form(words)
            if short and not set(short) <= own:
                self._short.add(short)
        self._longest = max(map(len, (*self._whole, *self._short)), default=0)

    def are_in(self, *texts: str | None) -> bool:
        """Whether any of the texts names a school."""
        return any(self._in(text) for text in texts if text)

    def _in(self, text: str) -> bool:
        words = list(_words(text))
        folded = tuple(word.casefold() for word in words)
        return any(
            folded[at:end] in self._whole
            or (words[at][0].isupper() and folded[at:end] in self._short)
            for at in range(len(words))
            for end in range(at + 1, min(at + self._longest, len(words)) + 1)
        )


def names_in_area(area: Area) -> SchoolNames:
    """The names of all schools that the list and the returns name."""
    round_ = area.round
    names = [standing.entry.school.name for standing in round_.standings]
    heads = [standing.head for standing in round_.standings if standing.head is not None]
    names += [head.name for head in (*heads, *round_.closed, *round_.unknown)]
    return SchoolNames(names, area.borough.name)


def _words(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFC", text).replace("’", "'")  # noqa: RUF001 - as it is typed
    for word in _WORD.findall(plain):
        yield word.removesuffix("'s") or word


def _short_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """What a school is called for short; empty where nothing in its name is its own."""
    start = 0
    while start < len(words) and words[start] in _DROPPED:
        start += 1
    end = start
    while end < len(words) and words[end] in _COMMON:
        end += 1
    if end < len(words) and words[end] not in _KINDS:
        return words[start : end + 1]
    return words[start:end] if end - start > 1 else ()

"""Names of files made of names of schools: safe on every system, and each once."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath

_LONGEST = 80
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
"""What Windows takes for a device, whatever follows the dot."""

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe", "&": " and "}
)


def file_stem(name: str) -> str:
    """The name in small ASCII letters, figures and hyphens, at most 80 characters, cut between words."""
    text = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    text = re.sub(r"['’‘`´.]", "", text)
    text = text.encode("ascii", "ignore").decode("ascii")
    stem = "-".join(re.findall("[a-z0-9]+", text)) or "school"
    if _RESERVED.fullmatch(stem):
        stem = f"{stem}-school"
    if len(stem) > _LONGEST:
        cut = stem[: _LONGEST + 1].rpartition("-")[0]
        stem = cut or stem[:_LONGEST]
    return stem


def file_stems(names: Mapping[str, str], taken: Iterable[PurePath]) -> dict[str, str]:
    """The stem for each URN; `names` are the schools' names by URN.

    Where two would have the same, or a file of that stem is there, the URN is added.
    """
    there = {file.stem.casefold() for file in taken}
    stems = {urn: file_stem(name) for urn, name in names.items()}
    times = Counter(stems.values())
    found = {}
    for urn, stem in stems.items():
        base = f"{stem}-{urn}" if times[stem] > 1 or stem in there else stem
        name, number = base, 2
        while name in there:
            name, number = f"{base}-{number}", number + 1
        found[urn] = name
    return found

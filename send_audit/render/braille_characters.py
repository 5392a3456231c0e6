"""Text of any characters to text that liblouis has cells for: what it has none for is said in words.

For a character that its table lacks, liblouis writes the number of the character. No reader can use that.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from string import ascii_letters, digits, punctuation

_ASCII = frozenset(ascii_letters + digits + punctuation + " ")
_BOTH = _ASCII | frozenset(
    "¡¢£¥§©®°±¶·¼½¾¿ÀÁÂÄÆÈÉÊËÌÍÎÏÒÓÔÖ×ÙÚÛÜÝßàáâäæèéêëìíîïòóôõö÷ùúûüýÿŴŵŶŷŸỲỳ–—‘’“”…€™"
)
_ENGLISH = _BOTH | frozenset(
    "²³ÃÅÇÐÑÕØÞãåçðñøþĀāĂăĆćĈĉČčĎďĐđĒēĔĕĚěĞğĢģĪīĬĭĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŪūŬŭŮůŹźŽž"
    "ẀẁẂẃẄẅ′″≈≠≤≥✓•"
)
_WORDS = {
    "→": " to ",
    "⇒": " to ",
    "←": " from ",
    "↔": " to and from ",
    "✓": " tick ",
    "✔": " tick ",
    "☑": " tick ",
    "✅": " tick ",
    "✗": " cross ",
    "✘": " cross ",
    "❌": " cross ",
    "≈": " about ",
    "≤": " at most ",
    "≥": " at least ",
    "≠": " not equal to ",
    "‚": ",",
    "„": "“",
    "‟": "“",
    "‛": "‘",
    "‹": "‘",
    "›": "’",
    "«": "“",
    "»": "”",
    "´": "’",
    "‐": "-",
    "‑": "-",
    "‒": "–",
    "―": "—",
    "−": "-",
    "⁄": "/",
    "ı": "i",
    "•": " - ",
}


def sayable(text: str, *, welsh: bool = False) -> str:
    """The text in characters that the braille table has. Accents that it lacks go; other writing is named."""
    known = _BOTH if welsh else _ENGLISH
    parts = (_known(char, known) for char in unicodedata.normalize("NFC", text))
    named = groupby(parts, key=lambda part: part if part.startswith("\0") else None)
    return "".join(" " + name[1:] + " " if name else "".join(found) for name, found in named)


@lru_cache(maxsize=4096)
def _known(char: str, known: frozenset[str]) -> str:
    """What stands for a character; with a NUL before it where it is a name, said once for a run of it."""
    if char in known:
        return char
    if char in _WORDS:
        return _WORDS[char]
    kind = unicodedata.category(char)
    if kind[0] == "Z" or char in "\t\n\r\f\v":
        return " "
    if kind in {"Cc", "Cf", "Mn", "Me"}:
        return ""
    plain = "".join(_bare(unicodedata.normalize("NFKD", char)))
    if plain and all(one in known for one in plain):
        return plain
    return f"\0{_name(char, kind)}"


def _bare(chars: str) -> Iterator[str]:
    for char in chars:
        if not unicodedata.combining(char):
            yield _WORDS.get(char, char)


def _name(char: str, kind: str) -> str:
    name = unicodedata.name(char, "")
    if not name:
        return "(unknown character)"
    if kind[0] in "LMN":
        script = name.partition(" ")[0]
        return f"({script if script == 'CJK' else script.capitalize()} writing)"
    return f"({name.lower()})"

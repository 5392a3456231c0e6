"""SA8: personal data, which has no place in a file that is shared and published."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from send_audit.load.nodes import Path, Scalar
from send_audit.validate.context import FileContext
from send_audit.validate.telling import (
    Common,
    Found,
    find_name,
    find_telling,
    may_name,
    may_tell,
    scalars_of,
    start_of,
)


def check_privacy(context: FileContext) -> None:
    """Note what should not stand in a file that others read, once for each text and kind."""
    if context.document.root is None:
        return
    scalars = scalars_of(context.document.root)
    # One cheap look at all texts together, then one at each: the patterns themselves run seldom.
    # Of eight hundred texts in a return, most are one of the same few words and dates.
    everything = "\0".join({scalar.text: None for _, _, scalar in scalars})
    watches = [watch for watch in _WATCHES if watch.may_find(everything)]
    if not watches:
        return
    common = Common(context)
    room = _MOST_READ
    harmless: set[str] = set()
    for above, step, scalar in scalars:
        text = scalar.text[:room]
        room -= len(text)
        if len(text) < _SHORTEST or text in harmless:
            continue
        rules = [rule for watch in watches if watch.is_worth(text) for rule in watch.rules]
        path = (*above, step)
        all_found = [(rule, rule.find(text, common)) for rule in rules]
        if not any(found for _, found in all_found):
            harmless.add(text)
        for rule, found in all_found:
            if found is not None and rule.not_below.isdisjoint(path):
                _note(context, path, scalar, rule.name, found)


_MOST_READ = 600_000
"""Characters of one file that are looked at: several times a full audit. The patterns take a second for a
million, and a file may not take longer."""


def _note(context: FileContext, path: Path, scalar: Scalar, name: str, found: Found) -> None:
    key = next((step for step in reversed(path) if isinstance(step, str)), "text")
    message = f"`{key}` {found.says}."
    line, column = scalar.line, scalar.column
    context.found.add(name, message, found.fix, line=line, column=column, path=path)


# --- numbers and addresses ---------------------------------------------------------------------

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN = re.compile(rf"(?<![A-Za-z0-9])[{_UPN_LETTERS}]\d{{11}}[\d{_UPN_LETTERS}](?![A-Za-z0-9])")
_NHS = re.compile(
    r"(?<![\w.,/+-])(?<!\d[ \u00a0])[1-9]\d\d([ \u00a0-]?)\d{3}\1\d{4}(?!\w|[.,/-]\d)(?![ \u00a0]\d)"
    r"|(?<![\w.,/+-])[1-9]\d{9}(?!\w|[.,/-]\d)"
)
_URL = r"(?:https?://|www\.)\S+"
_EMAIL = re.compile(
    rf"{_URL}|(?P<found>(?<![\w.+'-])[\w.+'-]{{1,64}}@(?:[\w-]{{1,63}}\.){{1,5}}[^\W\d_]{{2,24}})"
)
_PHONE = re.compile(
    rf"{_URL}|(?P<found>(?<![\w.,/:#@=+-])(?<!\d[ \u00a0])"
    r"(?:(?:\+|00)44[ \u00a0]?(?:\(0\)[ \u00a0]?)?|\(?0)[1-35789](?:[ \u00a0()-]{0,2}\d){8,9}"
    r"(?!\w|[.,:/-]\d|[ \u00a0]\d))"
)
_LONG_ENOUGH = 3
"""Digits in the first group of a number that starts with 0; a date, 01 09 2026, has fewer."""


def _find_upn(text: str, _: Common) -> Found | None:
    for match in _UPN.finditer(text.upper() if text.isascii() else text):
        if _is_upn(match[0]):
            fix = "Delete it, here and in copies that were sent; no audit needs it."
            return Found(f"holds a unique pupil number, {start_of(match[0])}", fix)
    return None


def _is_upn(number: str) -> bool:
    """Whether the first letter is the one that the others give, by the DfE's rule of weights 2 to 13."""
    values = [int(c) if c.isdigit() else _UPN_LETTERS.index(c) for c in number[1:]]
    total = sum(weight * value for weight, value in enumerate(values, start=2))
    return _UPN_LETTERS[total % len(_UPN_LETTERS)] == number[0]


def _find_nhs(text: str, _: Common) -> Found | None:
    for match in _NHS.finditer(text):
        if _is_nhs([int(c) for c in match[0] if c.isdigit()]):
            fix = "Delete it, here and in copies that were sent; no audit needs it."
            return Found(f"holds an NHS number, {start_of(match[0])}", fix)
    return None


def _is_nhs(digits: list[int]) -> bool:
    """Whether modulus 11 gives the last digit. Ten equal digits pass it, and stand for no one."""
    total = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return (11 - total % 11) % 11 == digits[-1] and len(set(digits)) > 1


def _find_email(text: str, _: Common) -> Found | None:
    found = next((m["found"] for m in _EMAIL.finditer(text) if m["found"]), None)
    if found is None:
        return None
    fix = "Delete it, or put a role's address under `contact:` of the plan or strategy."
    return Found(f"holds an e-mail address, {start_of(found)}, outside `contact`", fix)


def _find_phone(text: str, _: Common) -> Found | None:
    for match in _PHONE.finditer(text):
        found = match["found"]
        if found and (found[0] == "+" or len(re.findall(r"\d+", found)[0]) >= _LONG_ENOUGH):
            fix = "Delete it, or put a role's number under `contact:` of the plan or strategy."
            return Found(f"holds a telephone number, {start_of(found)}, outside `contact`", fix)
    return None


# --- dates of birth ----------------------------------------------------------------------------

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_YEAR = r"(?:19[3-9]\d|20\d\d)"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:{_YEAR}-\d\d-\d\d|\d{{1,2}}(?P<sep>[/.-])\d{{1,2}}(?P=sep)(?:{_YEAR}|\d\d)"
    rf"|(?:{_NTH}(?: of)? )?{_MONTH},? {_YEAR}|{_MONTH} {_NTH},? {_YEAR})(?!\d)"
)
_BIRTH = (
    r"\b(?:born|dob|d\.o\.b\.?|date of birth|birth ?date|birthday"
    r"(?! (?:part|cake|card|treat|assembl|celebrat|list|book|tea|club)))(?!\w)"
)
_BESIDE = r"(?:[\s:;,=()–—-]|\b(?:is|was|on|the|in|of|falls|his|her|their)\b){0,8}"
_BORN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BIRTH}{_BESIDE}(?P<date>{_DATE})",
        rf"(?<![\d/.-])(?P<date>{_DATE}){_BESIDE}{_BIRTH}",
        rf"\b(?:born on|birthday){_BESIDE}(?P<date>{_NTH}(?: of)? {_MONTH}\b)(?! \d{{4}})",
    )
)
_BORN_OF_MANY = re.compile(
    r"\b(?:children|pupils|students|learners|those|all|anyone|babies|schools?['’]?s?|nursery['’]s"
    r"|college['’]s|academy['’]s|trust['’]s|king['’]s|queen['’]s)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""A year's intake, or the school's own birthday."""


def _find_birth(text: str, _: Common) -> Found | None:
    for pattern in _BORN:
        for match in pattern.finditer(text):
            if not _BORN_OF_MANY.search(text, max(0, match.start() - 40), match.start()):
                fix = "Delete the date; if age matters, write the phase or the key stage."
                start = start_of(match["date"])
                return Found(f"holds what reads as a date of birth, {start}", fix)
    return None


# --- the rules ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule, which does not look below the keys `not_below`."""

    name: str
    find: Callable[[str, Common], Found | None]
    not_below: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Watch:
    """Rules that look for the same things: in a file's texts together, then in one text."""

    may_find: Callable[[str], object]
    is_worth: Callable[[str], object]
    rules: tuple[_Rule, ...]


def _has_addresses(everything: str) -> bool:
    return everything.count("@") > 1  # the schema line has one


def _has_births(everything: str) -> bool:
    lower = everything.lower()
    return any(word in lower for word in ("born", "dob", "d.o.b", "birth"))


_LONG_NUMBER = re.compile(r"[0-9+][0-9]{2}(?:[0-9]{6}|[0-9 \u00a0()-]{8})").search
"""Longer than a date."""
_REACHED_AT = frozenset({"contact", "complaints"})
"""Where families are told whom to ask."""
_SHORTEST = len("Jo (Y3)")
_WATCHES = (
    _Watch(
        _LONG_NUMBER,
        _LONG_NUMBER,
        (
            _Rule("upn", _find_upn),
            _Rule("nhs-number", _find_nhs, frozenset({"ids"})),
            _Rule("telephone-number", _find_phone, _REACHED_AT | {"ids"}),
        ),
    ),
    _Watch(
        _has_addresses, re.compile("@").search, (_Rule("email-address", _find_email, _REACHED_AT),)
    ),
    _Watch(_has_births, re.compile("[0-9]").search, (_Rule("date-of-birth", _find_birth),)),
    _Watch(may_name, re.compile(" ").search, (_Rule("pupil-named", find_name),)),
    _Watch(may_tell, may_tell, (_Rule("telling-phrase", find_telling),)),
)

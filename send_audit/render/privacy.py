"""What may be printed for everyone: the one place that knows which answers, actions and sums stay private."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from send_audit.model.audit import Answer, Audit, Response, School
from send_audit.model.plan_document import Action
from send_audit.model.rating import rate
from send_audit.model.results import Assessed, Outcome
from send_audit.outcomes import answer_at
from send_audit.render.views import Link

_DIGITS = r"(?:\d{1,3}(?:[ \u00a0]\d{3}){1,3}(?!\d)|\d+(?:[.,]\d+)*|(?<!\d)\.\d+)"
_TIMES = r"(?:\s?(?:k|m|bn|thousand|million|billion)\b)"
_NUMBER = rf"{_DIGITS}{_TIMES}?"
_SIGN = r"(?:£|€|\b(?:GBP|EUR))"
# “£45-48k”, “£2 to 3 million”; but in “£20 to 30 pupils” what follows is no money.
_TO_MORE = rf"(?:\s?[-–/]\s?{_SIGN}?\s?{_NUMBER}|\sto\s(?:{_SIGN}\s?{_NUMBER}|{_DIGITS}{_TIMES}))"
_FROM_LESS = rf"(?:{_NUMBER}(?:\s?[-–/]\s?|\sto\s))"
_UNIT = r"(?:pounds?(?:\s?sterling)?|quid|pence|GBP|EUR|euros?)\b"
_SPELT = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundred|thousand|million|half|few|several|a|and"
)
# A number is tried from its first digit only, and so many words of one: from each digit, or each word, a
# long row of them would take minutes.
_SUM = re.compile(
    rf"{_SIGN}\s?{_NUMBER}{_TO_MORE}?(?:\s?{_UNIT})?"
    rf"|(?<!\w)(?<!\d[.,]){_FROM_LESS}?{_NUMBER}\s?(?:£|€|{_UNIT})"
    rf"|(?<![\w.,])\d+p\b"
    rf"|\b(?:(?:{_SPELT})[ -]){{1,8}}{_UNIT}",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
_PHONE = re.compile(r"\+?[\d ()\-]{6,20}")


def is_private(outcome: Outcome) -> bool:
    """Whether the answer is private: as a whole, or in every place that falls short."""
    response = outcome.response
    if response is None:
        return False
    if response.private or response.places is None:
        return response.private
    short = [answer for answer in response.places.values() if _falls_short(outcome, answer)]
    return bool(short) and all(answer.private for answer in short)


def places_short(assessed: Assessed, outcome: Outcome) -> tuple[str, ...]:
    """The names of the places where the item is partly met or not met; private ones left out."""
    subject = assessed.audit.subject
    response = outcome.response
    if response is None or response.places is None or not isinstance(subject, School):
        return ()
    return tuple(
        subject.places[key].name
        for key, answer in response.places.items()
        if key in subject.places and not answer.private and _falls_short(outcome, answer)
    )


def public_places(audit: Audit, action: Action) -> list[str]:
    """The names of the places of an action, without those where an answer that it is for is private."""
    subject = audit.subject
    if not isinstance(subject, School):
        return []
    return [
        subject.places[key].name
        for key in action.at
        if key in subject.places
        and not any(_is_private_at(audit.responses.get(id_), key) for id_ in action.for_)
    ]


def public_items(assessed: Assessed, action: Action) -> list[str]:
    """The items that an action is for, without those whose whole answer is private."""
    responses = _all_responses(assessed)
    found = ((id_, responses.get(id_)) for id_ in action.for_)
    return [id_ for id_, response in found if response is None or not response.private]


def _all_responses(assessed: Assessed) -> Mapping[str, Response]:
    """The school's own answers, and those of the group that count."""
    shared = assessed.shared.responses if assessed.shared is not None else {}
    return {**shared, **assessed.audit.responses}


def _is_private_at(response: Response | None, place: str) -> bool:
    answer = answer_at(response, place)
    return (response is not None and response.private) or (answer is not None and answer.private)


def _falls_short(outcome: Outcome, answer: Answer) -> bool:
    return rate(outcome.item, answer) in ("partly-met", "not-met")


def public_actions(assessed: Assessed) -> tuple[Action, ...]:
    """The actions that are not private, in the plan's order."""
    return tuple(action for action in assessed.plan.actions if not action.private)


def count_private(assessed: Assessed) -> int:
    """How many answers, places and actions are kept out of the document."""
    answers = sum(_private_entries(response) for response in _all_responses(assessed).values())
    return answers + sum(action.private for action in assessed.plan.actions)


def _private_entries(response: Response) -> int:
    if response.private:
        return 1
    return sum(answer.private for answer in (response.places or {}).values())


def without_sums(text: str) -> str:
    """Words on money with every sum taken out: costs are not printed in public editions."""
    return _SUM.sub("a sum not shown", text)


def cut_short(text: str, longest: int) -> str:
    """The start of a text, at most so long, cut at a word and never within a sum, which would stay hidden."""
    if len(text) <= longest:
        return text
    short = text[:longest].rsplit(" ", 1)[0]
    for found in _SUM.finditer(text):
        if found.start() < len(short) < found.end():
            short = text[: found.start()]
    return short.rstrip()


_Part = TypeVar("_Part")


def strip_sums(part: _Part) -> _Part:
    """A view, or a part of one, with every sum taken out of its texts. Addresses to follow stay."""
    stripped: Any = part
    if isinstance(part, str):
        stripped = without_sums(part)
    elif isinstance(part, tuple):
        stripped = tuple(map(strip_sums, part))
    elif isinstance(part, Link):
        stripped = replace(part, text=without_sums(part.text))
    elif is_dataclass(part) and not isinstance(part, type):
        stripped = replace(
            part, **{f.name: strip_sums(getattr(part, f.name)) for f in fields(part)}
        )
    return cast("_Part", stripped)


def public_text(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in order, without sums."""
    return tuple(dict.fromkeys(without_sums(text) for text in texts))


def web_link(text: str, url: str | None) -> Link:
    """A link for web addresses only: nothing else that a file says may be followed from a document."""
    if url is None:
        return Link(text=text, href=None)
    try:
        parts = urlsplit(url)
    except ValueError:
        return Link(text=text, href=None)
    safe = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    return Link(text=text, href=url if safe else None)


def email_link(address: str) -> Link:
    """An e-mail address that can be followed where it looks like one."""
    return Link(text=address, href=f"mailto:{address}" if _EMAIL.fullmatch(address) else None)


def phone_link(number: str) -> Link:
    """A telephone number that can be followed where it looks like one."""
    digits = re.sub(r"[^\d+]", "", number)
    return Link(text=number, href=f"tel:{digits}" if _PHONE.fullmatch(number) else None)

"""The words, numbers and dates of every document and of the terminal, so that all say the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from send_audit.model.applicability import phase_of
from send_audit.model.audit import Audit, Group, LocalAuthority, School
from send_audit.model.results import Assessed, Score
from send_audit.model.scalars import Day
from send_audit.model.words import (
    ActionStatus,
    DutyStatus,
    GroupKind,
    Horizon,
    Nation,
    Need,
    Rating,
    Repeats,
    Strand,
    StrandOrNone,
)
from send_audit.render.numbers import percentage

INCOMPLETE_BELOW = Fraction(9, 10)
"""Below this completeness the word *incomplete* stands with every number (design.md, section 4)."""

NO_FIGURE = "none yet"

RATING_WORDS: Mapping[Rating | None, str] = MappingProxyType(
    {
        "met": "Met",
        "partly-met": "Partly met",
        "not-met": "Not met",
        "not-applicable": "Not applicable",
        None: "Not yet answered",
    }
)
RATING_SYMBOLS: Mapping[Rating | None, str] = MappingProxyType(
    {"met": "✓", "partly-met": "◐", "not-met": "✕", "not-applicable": "–", None: "?"}
)
STRAND_TITLES: Mapping[StrandOrNone, str] = MappingProxyType(
    {
        "curriculum": "Taking part in the curriculum",
        "physical-environment": "Buildings and grounds",
        "information": "Getting information",
        "none": "Beyond the three strands",
    }
)
STRAND_NAMES: Mapping[Strand, str] = MappingProxyType(
    {
        "curriculum": "Curriculum",
        "physical-environment": "Buildings and grounds",
        "information": "Information",
    }
)
STRAND_AIMS: Mapping[Strand, str] = MappingProxyType(
    {
        "curriculum": "take a fuller part in lessons, clubs and trips",
        "physical-environment": "can get to, into and around every place here",
        "information": "get the information that others get, in ways that suit them",
    }
)
NATION_NAMES: Mapping[Nation, str] = MappingProxyType(
    {
        "england": "England",
        "wales": "Wales",
        "scotland": "Scotland",
        "northern-ireland": "Northern Ireland",
    }
)
DUTY_STATUS_WORDS: Mapping[DutyStatus, str] = MappingProxyType(
    {
        "no-gap-found": "no gap found in the evidence supplied",
        "gap-found": "gap found",
        "not-fully-assessed": "not fully assessed",
        "not-applicable": "Schedule 10 does not apply",
    }
)
NEED_NAMES: Mapping[Need, str] = MappingProxyType(
    {
        "wheelchair": "wheelchair users",
        "walking": "walking",
        "dexterity": "hand use",
        "vision": "vision",
        "hearing": "hearing",
        "deafblind": "deafblindness",
        "speech-language": "speech and language",
        "learning": "learning",
        "autism": "autism",
        "mental-health": "mental health",
        "medical": "medical conditions",
        "energy": "low energy",
        "appearance": "appearance",
    }
)
HORIZON_WORDS: Mapping[Horizon, str] = MappingProxyType(
    {"short": "Short term", "medium": "Medium term", "long": "Longer term"}
)
STATUS_WORDS: Mapping[ActionStatus, str] = MappingProxyType(
    {
        "planned": "planned",
        "in-progress": "under way",
        "done": "done",
        "ongoing": "going on all the time",
        "waiting": "waiting",
        "dropped": "not going ahead",
    }
)
REPEATS_WORDS: Mapping[Repeats, str] = MappingProxyType(
    {"termly": "every term", "yearly": "every year"}
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def rating_word(rating: Rating | None) -> str:
    """“Partly met”; no rating is “Not yet answered”."""
    return RATING_WORDS[rating]


def rating_label(rating: Rating | None) -> str:
    """Symbol and word, for plain text: “◐ Partly met”."""
    return f"{RATING_SYMBOLS[rating]} {RATING_WORDS[rating]}"


def points(share: Fraction | None) -> str:
    """A share from 0 to 1 as points of 100, cut to one decimal: “58.9”. Only a true 1 gives “100”."""
    if share is None:
        return NO_FIGURE
    if share in (0, 1):
        return str(int(share * 100))
    return f"{percentage(share):.1f}"


def percent(share: Fraction | None) -> str:
    """As `points`, with the sign: “58.9%”."""
    return NO_FIGURE if share is None else f"{points(share)}%"


def is_incomplete(score: Score) -> bool:
    """Whether too little is answered for the numbers of this set to stand without a warning."""
    return score.completeness is not None and score.completeness < INCOMPLETE_BELOW


def flagged(text: str, score: Score) -> str:
    """The number's text, with the word *incomplete* where the set needs it."""
    return f"{text} (incomplete)" if is_incomplete(score) else text


def date_text(day: date) -> str:
    """“15 September 2027”."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_text(day: date) -> str:
    """“September 2027”."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def day_text(day: Day) -> str:
    """A day, or only its month where the file names only a month."""
    return month_text(day.last) if day.is_month else date_text(day.last)


def plural(count: int, one: str, many: str | None = None) -> str:
    """“1 duty”, “3 duties”: the number with the noun that fits it."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def joined(parts: Iterable[str], last: str = "and") -> str:
    """“a, b and c”; an empty text for nothing."""
    words = list(parts)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(text: str) -> str:
    """The text with a full stop, where it has no end mark of its own."""
    stripped = text.strip()
    return stripped if stripped.endswith((".", "!", "?", "…", ":")) else f"{stripped}."


def upper_first(text: str) -> str:
    """The text with a capital at its start, the rest untouched."""
    return text[:1].upper() + text[1:]


GROUP_WORDS: Mapping[GroupKind, str] = MappingProxyType(
    {
        "multi-academy-trust": "trust",
        "federation": "federation",
        "proprietor": "proprietor",
        "other": "group",
    }
)
"""What a group of schools is called in a sentence about one of its schools."""


def shared_sentence(one: Assessed) -> str | None:
    """“12 answers and 2 actions are the trust's: TITLE.” `None` where the school shares none."""
    answers, actions = len(one.shared_outcomes), len(one.shared_actions)
    if one.shared is None or not answers + actions:
        return None
    parts = [plural(answers, "answer")] if answers else []
    parts += [plural(actions, "action")] if actions else []
    verb = "is" if answers + actions == 1 else "are"
    return sentence(
        f"{joined(parts)} {verb} the {GROUP_WORDS[one.shared.kind]}'s: {one.shared.title}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks, and of whom: “our college”, “students”, “additional learning needs (ALN)”.

    `several` is whether `ours` is more than one place, so that its verbs agree with it.
    """

    pupil: str
    pupils: str
    ours: str
    several: bool
    document: str
    needs: str

    def verb(self, one: str, many: str) -> str:
        """The form of a verb that goes with `ours`."""
        return many if self.several else one


def voice_of(audit: Audit) -> Voice:
    """The words that suit the audit's subject and nation."""
    subject = audit.subject
    wales = subject.nation == "wales"
    pupil, pupils, ours = _people_and_place(subject)
    return Voice(
        pupil=pupil,
        pupils=pupils,
        ours=ours,
        several=not isinstance(subject, School),
        document="strategy" if isinstance(subject, LocalAuthority) else "plan",
        needs="additional learning needs (ALN)" if wales else "special educational needs (SEN)",
    )


def _people_and_place(subject: School | Group | LocalAuthority) -> tuple[str, str, str]:
    if isinstance(subject, LocalAuthority):
        return "pupil", "pupils", "the schools we are responsible for"
    if isinstance(subject, Group):
        return "pupil", "pupils", "our schools"
    phase = phase_of(subject)
    if phase == "nursery":
        return "child", "children", "our nursery"
    if phase == "post-16":
        return "student", "students", "our college"
    if subject.type == "pupil-referral-unit":
        return "pupil", "pupils", "our unit"
    return "pupil", "pupils", "our school"


def no_findings(assessed: Assessed) -> str:
    """What is said where there is no finding: of an audit without an answer, nothing can be said."""
    asked = [outcome for outcome in assessed.outcomes if outcome.asked]
    answered = sum(outcome.known is not None for outcome in asked)
    if not answered:
        return "Nothing is answered yet."
    if answered < len(asked):
        return (
            f"No barriers found in the {answered} of {plural(len(asked), 'item')} answered so far."
        )
    return "No barriers found in the answers."

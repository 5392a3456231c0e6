"""What `new` asks of a school: only what decides which questions it will be asked, and how it is called."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast, get_args

from send_audit.commands.interview import Question, only_yes
from send_audit.model.checklist import Features
from send_audit.model.content import Content
from send_audit.model.nations import NATIONS_WITH_THE_DUTY
from send_audit.model.new_school import NewSchool, blank_of
from send_audit.model.school_types import (
    SCHOOL_TYPES,
    SchoolType,
    types_offered,
    usual_phase,
)
from send_audit.model.sparing import questions_asked, questions_spared
from send_audit.model.words import Nation, Phase
from send_audit.render.feature_words import FEATURE_WORDS, feature_text
from send_audit.render.wording import NATION_NAMES, joined, plural

WORTH_ASKING = 2
"""A feature is asked about only if its lack spares at least so many questions."""

PHASE_WORDS: Mapping[str, str] = {
    **{phase: phase.replace("-", " ").capitalize() for phase in get_args(Phase)},
    "post-16": "Post-16",
    "middle-deemed-primary": "Middle, deemed primary",
    "middle-deemed-secondary": "Middle, deemed secondary",
    "all-through": "All-through",
    "not-applicable": "None, as for most special and independent schools and units",
    "unknown": "Not known",
}
_AUTHORITY_WITH_CODE = re.compile(r"(.*\S)[ ,]+\(?(\d{3})\)?")
_MOST_STOREYS = 99

ContentFor = Callable[[Nation], Content]


def school_questions(
    known: NewSchool, settled: frozenset[str], content_for: ContentFor, file: str
) -> Callable[[Mapping[str, str]], Sequence[Question]]:
    """The questions that are not `settled` by options or by the register, then the summary.

    `known` has what is settled; `content_for` gives a nation's checklists; `file` is what will be written.
    """

    def ask(answers: Mapping[str, str]) -> Sequence[Question]:
        return tuple(_questions(known, settled, content_for, answers, file))

    return ask


def school_of(known: NewSchool, answers: Mapping[str, str]) -> NewSchool:
    """What is known with what was answered."""
    authority = answers.get("authority")
    la_name, la_code = (known.la_name, known.la_code) if authority is None else _named(authority)
    type_ = cast("SchoolType", answers.get("type", known.type))
    phase = cast("Phase", answers.get("phase", known.phase))
    return NewSchool(
        name=answers.get("name", known.name),
        urn=answers.get("urn", known.urn or "") or None,
        nation=cast("Nation", answers.get("nation", known.nation)),
        type=type_,
        # An answer may be left over from before the type was changed.
        phase=SCHOOL_TYPES[type_].phase or phase,
        la_name=la_name,
        la_code=la_code,
        ids=known.ids,
        trust=known.trust,
        pupils=known.pupils,
        features=_features(known.features, answers),
    )


def _named(authority: str) -> tuple[str | None, str | None]:
    match = _AUTHORITY_WITH_CODE.fullmatch(authority)
    return (match[1], match[2]) if match else (authority or None, None)


def _features(known: Features, answers: Mapping[str, str]) -> Features:
    stated: dict[str, bool | int] = {}
    if answers.get("storeys"):
        stated["storeys"] = int(answers["storeys"])
    stated |= dict.fromkeys(filter(None, answers.get("without", "").split(",")), False)
    return known.model_copy(update=stated)


def _questions(
    known: NewSchool,
    settled: frozenset[str],
    content_for: ContentFor,
    answers: Mapping[str, str],
    file: str,
) -> Iterator[Question]:
    school = school_of(known, answers)
    yield from (q for q in _about(school) if q.key not in settled)
    if "without" not in settled and (without := _without(school, known, content_for)) is not None:
        yield without
    yield _summary(school, content_for(school.nation), file)


def _about(school: NewSchool) -> Iterator[Question]:
    yield Question(key="name", text="The school's name")
    yield Question(
        key="urn", text="URN, its six-digit number (Enter to leave it out)", default="", check=_urn
    )
    nations: dict[str, str] = {word: NATION_NAMES[word] for word in NATIONS_WITH_THE_DUTY}
    yield Question(
        key="nation", text="Nation", default="england", choices=nations, intro=("Where is it?",)
    )
    offered = types_offered(school.nation)
    types: dict[str, str] = {word: SCHOOL_TYPES[word].label for word in offered}
    yield Question(
        key="type",
        text="Type (number, or part of its name)",
        default="unknown",
        choices=types,
        intro=("What type of school is it? It decides which duties are asked about.",),
    )
    if SCHOOL_TYPES[school.type].phase is None:
        yield Question(
            key="phase",
            text="Phase",
            default=usual_phase(school.type),
            choices=PHASE_WORDS,
            intro=("Which phase?",),
        )
    text = "Local authority and its code, as Estuary 990 (Enter to leave it out)"
    yield Question(key="authority", text=text, default="")
    text = "How many storeys do pupils use (Enter if you are not sure)"
    yield Question(key="storeys", text=text, default="", check=_storeys)


def _urn(typed: str) -> str | None:
    if re.fullmatch("[0-9]{5,7}", typed):
        return None
    return f"“{typed}” is not a URN: that is six digits, from Get Information about Schools."


def _storeys(typed: str) -> str | None:
    if typed.isascii() and typed.isdigit() and 0 < int(typed) <= _MOST_STOREYS:
        return None
    return f"“{typed}” is not a number of storeys. Write 1, 2 or more."


def _without(school: NewSchool, known: NewSchool, content_for: ContentFor) -> Question | None:
    # What was answered here before must not make the question itself disappear.
    storeys = {"storeys": school.features.storeys}
    open_ = replace(school, features=known.features.model_copy(update=storeys))
    content = content_for(school.nation)
    found = questions_spared(content.checklists, blank_of(open_), left_out=content.left_out)
    spared = {
        name: fewer
        for name, fewer in sorted(found.items(), key=lambda one: -one[1])
        if name != "storeys" and fewer >= WORTH_ASKING
    }
    if not spared:
        return None
    return Question(
        key="without",
        text="Numbers, such as 1 4 7 (Enter for none, or if you are not sure)",
        default="",
        choices={
            name: f"{FEATURE_WORDS[name]} ({plural(fewer, 'question')} fewer)"
            for name, fewer in spared.items()
        },
        several=True,
        intro=("Which of these does the school NOT have?",),
    )


def _summary(school: NewSchool, content: Content, file: str) -> Question:
    asked = questions_asked(content.checklists, blank_of(school), left_out=content.left_out)
    return Question(
        key="write",
        text=f"Enter to write {file}, b to change something, q to stop",
        default="",
        intro=tuple(describe(school, asked)),
        check=only_yes,
    )


def describe(school: NewSchool, asked: int) -> Iterator[str]:
    """What was understood of the school, and how many questions follow from it."""
    facts = [SCHOOL_TYPES[school.type].label.lower() if school.type != "unknown" else ""]
    if school.phase not in ("unknown", "not-applicable") and not SCHOOL_TYPES[school.type].phase:
        facts.append(f"{PHASE_WORDS[school.phase].lower()} phase")
    facts.append(NATION_NAMES[school.nation])
    yield f"{school.name}, {', '.join(fact for fact in facts if fact)}: {plural(asked, 'question')}."
    details = [f"URN {school.urn}" if school.urn else ""]
    if school.la_name:
        code = f" ({school.la_code})" if school.la_code else ""
        details.append(f"local authority {school.la_name}{code}")
    if school.features.storeys:
        details.append(plural(school.features.storeys, "storey"))
    lacks = [name for name, value in school.features if value is False]
    if lacks:
        names = (feature_text(name).removeprefix("a ") for name in lacks)
        details.append(f"no {joined(names, 'or')}")
    said = "; ".join(detail for detail in details if detail)
    if said:
        yield f"{said[:1].upper()}{said[1:]}."

"""Whom a new audit is about: from the options, the register of schools, and what a person answers."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

from send_audit.commands.asking import hold
from send_audit.commands.interview import Interview, Question, only_yes
from send_audit.commands.new_register import take_from_register
from send_audit.commands.options import read_word
from send_audit.commands.school_questions import ContentFor, school_of, school_questions
from send_audit.model.checklist import Features
from send_audit.model.nations import NATIONS_WITH_THE_DUTY
from send_audit.model.new_school import NewAuthority, NewSchool
from send_audit.model.school_types import SCHOOL_TYPES, SchoolType
from send_audit.model.words import Nation, Phase
from send_audit.problems import SendAuditError
from send_audit.render.wording import NATION_NAMES
from send_audit.suggest import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the command line says. `ask` is whether there is somebody to ask for the rest."""

    name: str | None
    urn: str | None
    phase: str | None
    type: str | None
    la_name: str | None
    la_code: str | None
    nation: str | None
    storeys: int | None
    without: tuple[str, ...]
    from_gias: Path | None
    ask: bool

    def stated(self) -> Mapping[str, str | None]:
        """The words that say something of the school itself, by option."""
        return {
            "name": self.name,
            "urn": self.urn,
            "phase": self.phase,
            "type": self.type,
            "nation": self.nation,
            "la_name": self.la_name,
            "la_code": self.la_code,
        }


def find_school(given: Given, content_for: ContentFor, file: str) -> NewSchool:
    """The school to make an audit for. Raises `SendAuditError` where that cannot be known."""
    start = NewSchool(name="", nation="england")
    settled: frozenset[str] = frozenset()
    ask = given.ask and given.name is None
    if given.from_gias is not None:
        start = take_from_register(
            given.from_gias,
            given.urn,
            given.name,
            None if given.ask else content_for,
            ask=given.ask,
        )
        settled = _told_by(start)
        ask = given.ask
    known = with_options(start, given)
    settled |= _options_given(given)
    if ask:
        intro = "A few short questions. Enter takes what is in brackets, b goes back, q stops."
        interview = Interview(
            ask=_with_intro(intro, school_questions(known, settled, content_for, file))
        )
        return school_of(known, hold(interview).answers)
    if not known.name:
        raise SendAuditError("The school needs a name: add --name “...”.")
    return known


def _with_intro(
    intro: str, ask: "Callable[[Mapping[str, str]], object]"
) -> "Callable[[Mapping[str, str]], tuple[Question, ...]]":
    """The same questions, with a line before the first."""

    def asked(answers: Mapping[str, str]) -> tuple[Question, ...]:
        first, *others = cast("tuple[Question, ...]", ask(answers))
        return (replace(first, intro=(intro, *first.intro)), *others)

    return asked


def with_options(school: NewSchool, given: Given) -> NewSchool:
    """The school with what the options say of it."""
    stated = {feature_named(word): False for word in given.without}
    features = {**stated, **({"storeys": given.storeys} if given.storeys is not None else {})}
    type_ = cast("SchoolType", _given(given.type, SCHOOL_TYPES, "--type", school.type))
    phase = cast("Phase", _given(given.phase, get_args(Phase), "--phase", school.phase))
    if phase == "unknown":
        phase = SCHOOL_TYPES[type_].phase or phase
    return replace(
        school,
        name=school.name if given.name is None else given.name.strip(),
        urn=given.urn or school.urn,
        nation=cast("Nation", _given(given.nation, NATION_NAMES, "--nation", school.nation)),
        type=type_,
        phase=phase,
        la_name=given.la_name or school.la_name,
        la_code=given.la_code or school.la_code,
        features=school.features.model_copy(update=features),
    )


def _given(word: str | None, known: Iterable[str], option: str, default: str) -> str:
    return default if word is None else read_word(word, tuple(known), option)


def feature_named(word: str) -> str:
    """A feature of the closed register, however its words are joined. Raises `SendAuditError`."""
    known = [name for name in Features.model_fields if name != "storeys"]
    name = word.strip().lower().replace("-", "_").replace(" ", "_")
    if name in known:
        return name
    if name == "storeys":
        raise SendAuditError("--without: every school has storeys; write --storeys 1.")
    near = nearest(name, known)
    hint = f"Did you mean {near}?" if near else f"Choose from: {', '.join(known)}."
    raise SendAuditError(f"--without: “{word}” is not on the list. {hint}")


def _options_given(given: Given) -> frozenset[str]:
    """The questions that the options answer."""
    stated = {
        "name": given.name,
        "urn": given.urn,
        "nation": given.nation,
        "type": given.type,
        "phase": given.phase,
        "authority": given.la_name,
        "storeys": given.storeys,
        "without": given.without or None,
    }
    return frozenset(key for key, value in stated.items() if value is not None)


def _told_by(school: NewSchool) -> frozenset[str]:
    """The questions that the register answers; it always has a number and says which nation."""
    settled = {"name", "urn", "nation"}
    if school.type != "unknown":
        settled.add("type")
    if school.phase != "unknown":
        settled.add("phase")
    if school.la_name:
        settled.add("authority")
    return frozenset(settled)


def find_authority(given: Given, file: str) -> NewAuthority:
    """The authority whose strategy is audited. Raises `SendAuditError` where that cannot be known."""
    nation = _given(given.nation, NATION_NAMES, "--nation", "england")
    answers: Mapping[str, str] = {}
    if given.ask and (given.la_name is None or given.la_code is None):
        answers = hold(Interview(ask=lambda told: _authority_questions(given, told, file))).answers
    name, code = answers.get("la_name", given.la_name), answers.get("la_code", given.la_code)
    if not name or not code:
        missing = " and ".join(
            option
            for option, value in (("--la-name “...”", name), ("--la-code 990", code))
            if not value
        )
        raise SendAuditError(f"An authority needs its name and its code: add {missing}.")
    return NewAuthority(name=name, code=code, nation=cast("Nation", answers.get("nation", nation)))


def _authority_questions(
    given: Given, answers: Mapping[str, str], file: str
) -> tuple[Question, ...]:
    nations: dict[str, str] = {word: NATION_NAMES[word] for word in NATIONS_WITH_THE_DUTY}
    questions = {
        "la_name": Question(key="la_name", text="The local authority's name"),
        "la_code": Question(key="la_code", text="Its code, three digits", check=_code),
        "nation": Question(key="nation", text="Nation", default="england", choices=nations),
    }
    told = {"la_name": given.la_name, "la_code": given.la_code, "nation": given.nation}
    facts = told | dict(answers)
    summary = f"{facts['la_name']} ({facts['la_code']}): an audit of its accessibility strategy."
    return (
        *(question for key, question in questions.items() if told[key] is None),
        Question(
            key="write",
            text=f"Enter to write {file}, b to change something, q to stop",
            default="",
            intro=(summary,),
            check=only_yes,
        ),
    )


def _code(typed: str) -> str | None:
    if re.fullmatch("[0-9]{3}", typed):
        return None
    return f"“{typed}” is not a code: that is three digits, as in the register of schools."

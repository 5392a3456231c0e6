"""Three sides of each answer: as it was when the form was made, as the form has it, as the file has it now.

What only the form changed is taken; what only the file changed stays; what both changed in different ways is
refused, and both are told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from send_audit.model.scalars import Day
from send_audit.model.words import Rating
from send_audit.render.safe_cells import for_cell
from send_audit.render.wording import RATING_WORDS, date_text, day_text, rating_word
from send_audit.workbook.columns import BY_KEY, FIELDS, JUDGEMENT, Field, has_cell
from send_audit.workbook.finding import FoundRow, Refusal
from send_audit.workbook.form_cell import FormCell
from send_audit.workbook.memory import RememberedRow, is_as_it_was
from send_audit.workbook.questions import Question
from send_audit.workbook.texts import compared, digest, is_cut, value_of
from send_audit.workbook.typed import (
    RefusedError,
    brief,
    read_still_true,
    read_text,
    read_typed,
    require_past,
    value_in,
)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing taken: a field with what it said and says now; nothing said is `None`."""

    field: Field
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of one row. `evidence` is one more piece; `confirmed` takes what was to confirm away."""

    question: Question
    row: FoundRow
    changes: tuple[Change, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)
    confirmed: bool = False
    refused: tuple[Refusal, ...] = ()
    already: bool = False

    @property
    def takes(self) -> bool:
        """Whether anything of the row is taken."""
        return bool(self.changes or self.evidence or self.confirmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The day of import, the day the form was made, and the audit's own day where it has one."""

    today: date
    made: date
    audited: date | None


def judge(question: Question, row: FoundRow, was: RememberedRow, days: Days) -> Verdict:
    """Judge one row of the form against the file."""
    return _Judge(question, row, was, days).verdict()


@dataclass(slots=True)
class _Judge:
    question: Question
    row: FoundRow
    was: RememberedRow
    days: Days
    changes: dict[Field, Change] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    refused_fields: set[Field] = field(default_factory=set)
    already: bool = False

    def verdict(self) -> Verdict:
        for name in FIELDS:
            if name in self.row.cells and has_cell(self.question, BY_KEY[name]):
                self._field(name, self.row.cells[name])
        self._judgement()
        evidence = self._evidence()
        confirmed = self._confirmed()
        self._day(confirmed=confirmed)
        return Verdict(
            question=self.question,
            row=self.row,
            changes=tuple(self.changes[name] for name in FIELDS if name in self.changes),
            evidence=evidence,
            confirmed=confirmed,
            refused=tuple(self.refused),
            already=self.already,
        )

    def _refuse(self, column: str, message: str) -> None:
        self.refused.append(Refusal(self.row.where(column), message))

    def _refuse_field(self, name: Field, message: str) -> None:
        self.refused_fields.add(name)
        self._refuse(name, message)

    def _field(self, name: Field, cell: FormCell) -> None:
        if digest(compared(cell.text)) == self.was.fields[name].cell:
            return  # untouched, even where a program has made a formula of the text
        now = value_of(self.question.answer, name)
        try:
            new = self._wanted(name, cell)
        except RefusedError as error:
            self._refuse_field(name, str(error))
            return
        if _same(new, now):
            self.already = True
        elif now is not None and is_cut(now):
            message = "The text is longer than a cell holds, so it can be changed in the file only."
            self._refuse_field(name, message)
        elif not is_as_it_was(self.was, self.question, name):
            self._refuse_field(name, self._both(name, new, now))
        else:
            self.changes[name] = Change(name, now, new)

    def _wanted(self, name: Field, cell: FormCell) -> str | None:
        new = read_typed(name, value_in(cell), self.question.item, is_percent=cell.is_percent)
        if name == "checked_on" and new is not None:
            require_past(new, self.days.today)
        return new

    def _both(self, name: Field, new: str | None, now: str | None) -> str:
        return (
            f"The form says {_said(name, new)}, and the file now says {_said(name, now)}: both were changed "
            f"since {date_text(self.days.made)}. The file stays as it is. Decide, and write the right one "
            "into a new form or the file."
        )

    # ---- The rating, and what belongs to it ----

    def _after(self, name: Field) -> str | None:
        change = self.changes.get(name)
        return change.new if change is not None else value_of(self.question.answer, name)

    def _judgement(self) -> None:
        """Refuse what makes the rating as a whole where one part was refused, or where they clash."""
        changed = [name for name in JUDGEMENT if name in self.changes]
        if not changed:
            return
        if self.refused_fields & set(JUDGEMENT):
            cell = next(self.row.where(n) for n in JUDGEMENT if n in self.refused_fields)
            message = f"Not taken, because it belongs to what was refused in {cell}."
        else:
            message = self._clash() or ""
        if not message:
            return
        for name in changed:
            del self.changes[name]
        self.refused_fields |= set(changed)
        self._refuse(changed[0], message)

    def _clash(self) -> str | None:
        rating, measured = self._after("rating"), self._after("measured")
        if rating == "not-applicable" and self._after("reason") is None:
            return f"“Not applicable” needs a reason: write it in {self.row.where('reason')}."
        measure = self.question.item.measure
        if measured is None or measure is None or rating is None or self._after("overrule"):
            return None
        given: Rating = measure.rate(measured)
        if given == rating:
            return None
        return (
            f"{measured} gives “{rating_word(given)}”, and the rating says “{_word(rating)}”. Empty the "
            f"rating ({self.row.where('rating')}), or say why it differs in {self.row.where('overrule')}."
        )

    # ---- Evidence, doubts, the day ----

    def _evidence(self) -> dict[str, str]:
        parts: dict[str, str] = {}
        for column, key in (("evidence_title", "title"), ("evidence_where", "where")):
            try:
                text = read_text(value_in(self.row.cells.get(column)))
            except RefusedError as error:
                self._refuse(column, str(error))
                return {}
            if text is not None:
                parts[key] = text
        if not parts:
            return {}
        if "title" not in parts:
            message = "Say what the evidence is, too, in the cell to the left of it."
            self._refuse("evidence_where", message)
            return {}
        answer = self.question.answer
        there = [(e.title, e.where) for e in answer.evidence] if answer is not None else []
        if (parts["title"], parts.get("where")) in there:
            self.already = True
            return {}
        return parts

    def _confirmed(self) -> bool:
        """Whether what was to confirm is confirmed: in words, or by a new rating or figure."""
        said = False
        try:
            said = read_still_true(value_in(self.row.cells.get("still_true")))
        except RefusedError as error:
            self._refuse("still_true", str(error))
        doubt = self.question.to_confirm
        if doubt is None:
            self.already = self.already or said
            return False
        if self._is_rated_anew():
            return True
        if said and (why := self._why_unconfirmed(doubt)) is not None:
            self._refuse("still_true", why)
            return False
        return said

    def _why_unconfirmed(self, doubt: str) -> str | None:
        if digest(doubt) != self.was.to_confirm:
            return f"Something else is to be confirmed by now: “{brief(doubt)}”."
        if not all(is_as_it_was(self.was, self.question, name) for name in JUDGEMENT):
            return "The answer was changed in the file since, so it was not confirmed."
        if self.refused_fields & set(JUDGEMENT):
            return "Not taken, because the rating of this row was refused."
        return None

    def _is_rated_anew(self) -> bool:
        """Whether there is another rating or figure now, and not just one less."""
        return any(
            self.changes[n].new is not None for n in ("rating", "measured") if n in self.changes
        )

    def _day(self, *, confirmed: bool) -> None:
        """A new rating was looked at on the day of import, unless the form names the day."""
        if not (confirmed or self._is_rated_anew()):
            return
        if "checked_on" in self.changes or "checked_on" in self.refused_fields:
            return
        now, today = value_of(self.question.answer, "checked_on"), self.days.today.isoformat()
        if now == today or (now is None and self.days.audited == self.days.today):
            return
        self.changes["checked_on"] = Change("checked_on", now, today)


def _same(new: str | None, now: str | None) -> bool:
    return new == now or compared(for_cell(now or "")) == (new or "")


def _word(rating: str) -> str:
    return next(word for known, word in RATING_WORDS.items() if known == rating)


def _said(name: Field, value: str | None) -> str:
    if value is None:
        return "nothing"
    if name == "checked_on":
        return day_text(Day.parse(value))
    return f"“{_word(value)}”" if name == "rating" else f"“{brief(value)}”"


def described(change: Change) -> str:
    """A change in words: “rating “Not met” instead of “Met””."""
    name = {"checked_on": "checked on", "overrule": "why it differs"}.get(
        change.field, change.field
    )
    if change.new is None:
        return f"{name} taken away (it was {_said(change.field, change.old)})"
    instead = "" if change.old is None else f" instead of {_said(change.field, change.old)}"
    return f"{name} {_said(change.field, change.new)}{instead}"

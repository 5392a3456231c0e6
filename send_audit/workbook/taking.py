"""A form into a file: every row judged, what is sound put in, and the result held to the rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from send_audit.editing.draft import Draft
from send_audit.editing.tree import Tree
from send_audit.load.library import Library
from send_audit.model.applicability import is_asked, whom_not
from send_audit.model.audit import Response, School
from send_audit.outcomes import both_doubts
from send_audit.pipeline import Checked, check_bytes
from send_audit.problems import Problem, SendAuditError
from send_audit.validate.context import AuditContext
from send_audit.workbook.columns import FIELDS
from send_audit.workbook.finding import FoundRow, Refusal, find_rows
from send_audit.workbook.memory import Memory, RememberedRow, urn_of
from send_audit.workbook.merging import Days, Verdict, judge
from send_audit.workbook.opening import OpenedForm
from send_audit.workbook.questions import Question, questions_of
from send_audit.workbook.texts import compared, digest

_TOP = (
    "schema",
    "language",
    "school",
    "group",
    "local_authority",
    "shares",
    "audit",
    "responses",
    "plan",
)
_ANSWER = tuple(Response.model_fields)
"""The order of an answer's keys, as the format lists them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an import comes to. `data` are the file's new bytes, or `None` where nothing changes in it.

    `verdicts` are of the rows of which something was taken; `unchanged` is how many rows change nothing,
    `already` how many of those say what the file has come to say by itself.
    """

    verdicts: tuple[Verdict, ...]
    refused: tuple[Refusal, ...]
    missing: tuple[RememberedRow, ...]
    unread: tuple[str, ...]
    unchanged: tuple[FoundRow, ...]
    already: int
    data: bytes | None


def take_form(
    form: OpenedForm, data: bytes, checked: Checked, context: AuditContext, day: date
) -> Taken:
    """Take what the form changes into the file. `checked` are the file's bytes, sound, and its context.

    Raises `SendAuditError` where the form is another school's, or the file cannot be changed safely.
    """
    _require_same_school(form, context)
    found = find_rows(form)
    questions = {question.key: question for question in questions_of(context)}
    audited = context.audit.audit.date
    days = Days(
        today=day,
        made=form.memory.date,
        audited=audited.last if audited is not None and not audited.is_month else None,
    )
    judged: list[Verdict] = []
    refused = [*found.refused]
    unchanged: list[FoundRow] = []
    already = 0
    for key, row in found.rows.items():
        was, question = form.memory.rows[key], questions.get(key)
        reason = _why_not(question, was, form.memory, context)
        if question is not None and reason is None:
            verdict = judge(question, row, was, days)
            judged.append(verdict)
            refused += verdict.refused
            if not verdict.takes and not verdict.refused:
                unchanged.append(row)
                already += verdict.already
        elif is_touched(row, was):
            refused.append(Refusal(row.where("item"), f"{reason} Nothing of this row was taken."))
        else:
            unchanged.append(row)
    kept, dropped, new = _write(data, checked, context, [v for v in judged if v.takes], day)
    return Taken(
        verdicts=tuple(kept),
        refused=tuple(_in_order([*refused, *dropped], form)),
        missing=found.missing,
        unread=found.unread,
        unchanged=tuple(unchanged),
        already=already,
        data=new if new != data else None,
    )


def _in_order(refused: Sequence[Refusal], form: OpenedForm) -> list[Refusal]:
    """In the order of the sheets and rows, whatever found them."""
    titles = {sheet.title: number for number, sheet in enumerate(form.sheets)}

    def place(refusal: Refusal) -> tuple[int, int]:
        title, _, cell = refusal.where.rpartition("!")
        return titles.get(title, 0), int("".join(filter(str.isdigit, cell)) or 0)

    return sorted(refused, key=place)


def _require_same_school(form: OpenedForm, context: AuditContext) -> None:
    memory, audit = form.memory, context.audit
    theirs, ours = memory.urn, urn_of(audit)
    same = (
        theirs == ours if theirs and ours else compared(memory.name) == compared(audit.subject.name)
    )
    if not same:
        raise SendAuditError(
            f"{form.file} is the form of {memory.name}{f' ({theirs})' if theirs else ''}, and "
            f"{context.document.file} is the audit of {audit.subject.name}{f' ({ours})' if ours else ''}. "
            "Nothing was taken."
        )


def is_touched(row: FoundRow, was: RememberedRow) -> bool:
    """Whether anybody wrote into the row since the form was made."""
    for name in FIELDS:
        cell = row.cells.get(name)
        if cell is not None and digest(compared(cell.text)) != was.fields[name].cell:
            return True
    added = ("evidence_title", "evidence_where", "still_true")
    return any(row.cells[key].text for key in added if key in row.cells)


def _why_not(
    question: Question | None, was: RememberedRow, memory: Memory, context: AuditContext
) -> str | None:
    """Why a row's question cannot be answered in the file as it is now, or `None` where it can."""
    item_id, place = was.key
    if question is None:
        return _why_not_asked(item_id, place, context)
    if question.digest == was.asks:
        return None
    id_, version = question.checklist.id, question.checklist.version
    return (
        f"{item_id} asks something else in {id_} {version}, which the file answers now "
        f"(the form has {memory.versions.get(id_, 'another version')}). Export a new form."
    )


def _why_not_asked(item_id: str, place: str, context: AuditContext) -> str:
    subject = context.audit.subject
    if item_id not in context.items:
        return f"The file does not answer a checklist with {item_id} in it any more."
    checklist, item = context.items[item_id]
    if not is_asked(checklist, item, context.audit):
        return f"{item_id} is not asked {whom_not(checklist, item, context.audit)}."
    if item_id in context.content.left_out:
        return f"{item_id} is left out by an overlay."
    if place and isinstance(subject, School) and place not in subject.places:
        return f"The place “{place}” is not in the file any more."
    how = "as a whole" if place else "place by place"
    return f"{item_id} is answered {how} in the file now. Export a new form."


# ---- Into the file -------------------------------------------------------------------------------


def _write(
    data: bytes, checked: Checked, context: AuditContext, verdicts: list[Verdict], day: date
) -> tuple[list[Verdict], list[Refusal], bytes]:
    """The verdicts that could be put into the file, the refusals of the others, and the new bytes."""
    refused: list[Refusal] = []
    file, library = checked.document.file, context.library
    draft = Draft.read(data, file)
    while verdicts:
        new, unfit = _edited(draft, context, verdicts)
        problems = [] if unfit else _errors(new.data(), file, library, day)
        for problem in problems:
            item = _item_of(problem)
            if item is None or item not in {v.question.item.id for v in verdicts}:
                raise SendAuditError(
                    f"{file} would not be sound after the import, so nothing was written: "
                    f"{problem.message} {problem.fix}"
                )
            unfit.setdefault(item, f"{problem.message} {problem.fix}")
        if not unfit:
            return verdicts, refused, new.data()
        refused += [
            Refusal(verdict.row.where("item"), unfit[verdict.question.item.id])
            for verdict in verdicts
            if verdict.question.item.id in unfit
        ]
        verdicts = [v for v in verdicts if v.question.item.id not in unfit]
    return [], refused, data


def _errors(data: bytes, file: str, library: Library, day: date) -> list[Problem]:
    problems = check_bytes(data, file, library, day).problems
    return [problem for problem in problems if problem.kind.severity == "error"]


def _item_of(problem: Problem) -> str | None:
    top, _, rest = problem.path.partition(".")
    return rest.partition(".")[0] if top == "responses" and rest else None


def _edited(
    draft: Draft, context: AuditContext, verdicts: Sequence[Verdict]
) -> tuple[Draft, dict[str, str]]:
    """The draft with all that is taken, or each item that cannot be put in, with why."""
    try:
        return _put(draft, _responses(draft.tree.get("responses"), context, verdicts)), {}
    except SendAuditError:
        # One by one then: some other item may be in the way.
        unfit: dict[str, str] = {}
        for id_ in dict.fromkeys(v.question.item.id for v in verdicts):
            own = [v for v in verdicts if v.question.item.id == id_]
            try:
                draft = _put(draft, _responses(draft.tree.get("responses"), context, own))
            except SendAuditError as error:
                unfit[id_] = str(error)
        return draft, unfit


def _put(draft: Draft, responses: dict[str, Tree]) -> Draft:
    """All answers at once: each `put` reads the file again."""
    there = draft.tree.get("responses")
    if not there and responses:
        # One alone first: it takes its place among the questions that stand there as comments.
        first = next(iter(responses))
        order = _TOP if "responses" not in draft.tree else ()
        draft = draft.put(("responses", first), responses[first], order=order)
    return draft.put(("responses",), responses or None)


def _responses(was: Tree, context: AuditContext, verdicts: Iterable[Verdict]) -> dict[str, Tree]:
    """All answers with what is taken, in the order in which the questions are asked."""
    responses: dict[str, Tree] = dict(was) if isinstance(was, dict) else {}
    for verdict in verdicts:
        id_ = verdict.question.item.id
        answer = _answered(responses.get(id_), verdict)
        if answer:
            responses[id_] = answer
        else:
            responses.pop(id_, None)
    return _sorted(responses, list(context.items))


def _answered(was: Tree, verdict: Verdict) -> dict[str, Tree]:
    whole: dict[str, Tree] = dict(was) if isinstance(was, dict) else {}
    place = verdict.question.place
    if not place:
        return _changed(whole, verdict)
    below = whole.get("places")
    places: dict[str, Tree] = dict(below) if isinstance(below, dict) else {}
    if verdict.confirmed and (doubt := whole.pop("to_confirm", None)) is not None:
        # It was said of every place, and is now confirmed for one: it stays with the others.
        for other, answer in places.items():
            if other != place and isinstance(answer, dict):
                own_doubt = answer.get("to_confirm")
                kept = both_doubts(str(own_doubt) if own_doubt else None, str(doubt))
                places[other] = _sorted({**answer, "to_confirm": kept}, _ANSWER)
    own = places.get(place)
    answer = _changed(dict(own) if isinstance(own, dict) else {}, verdict)
    if answer:
        places[place] = answer
    else:
        places.pop(place, None)
    if places:
        whole["places"] = _sorted(places, verdict.question.place_order)
    else:
        whole.pop("places", None)
    return _sorted(whole, ("places", *_ANSWER))


def _changed(answer: dict[str, Tree], verdict: Verdict) -> dict[str, Tree]:
    for change in verdict.changes:
        if change.new is None:
            answer.pop(change.field, None)
        else:
            answer[change.field] = change.new
    if verdict.evidence:
        there = answer.get("evidence")
        answer["evidence"] = [*(there if isinstance(there, list) else []), dict(verdict.evidence)]
    if verdict.confirmed:
        answer.pop("to_confirm", None)
    return _sorted(answer, _ANSWER)


def _sorted(tree: Mapping[str, Tree], order: Sequence[str]) -> dict[str, Tree]:
    ranks = {key: rank for rank, key in enumerate(order)}
    return dict(sorted(tree.items(), key=lambda pair: ranks.get(pair[0], len(ranks))))

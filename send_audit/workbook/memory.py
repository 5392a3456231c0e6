"""What a form remembers of the day it was made: the file, its versions, and each answer as a digest.

It stands in a sheet that nobody sees. Digests are enough to tell what was changed since, on which side.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from send_audit.model.audit import Audit, School
from send_audit.problems import SendAuditError
from send_audit.render.safe_cells import for_cell
from send_audit.validate.context import AuditContext
from send_audit.workbook.columns import FIELDS, Field
from send_audit.workbook.questions import Key, Question
from send_audit.workbook.texts import compared, digest, shown, value_of

SHEET = "send-audit"
FORM = "send-audit/form@1"
_FACTS = ("form", "file", "name", "urn", "date", "versions", "columns")


@dataclass(frozen=True, slots=True)
class Side:
    """One field of one answer when the form was made: digests of the file's value and of the cell's text."""

    value: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedRow:
    """One question when the form was made, and where it stood. `asks` tells what it asked."""

    sheet: str
    row: int
    key: Key
    asks: str
    to_confirm: str
    fields: Mapping[Field, Side]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """All that a form remembers. `versions` are of checklists and overlays, `columns` are of each sheet."""

    file: str
    name: str
    urn: str
    date: date
    versions: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]
    rows: Mapping[Key, RememberedRow]


def urn_of(audit: Audit) -> str:
    """The school's number; nothing where it has none."""
    subject = audit.subject
    return (subject.urn or "") if isinstance(subject, School) else ""


def facts_of(
    context: AuditContext, file: str, day: date, columns: Mapping[str, Sequence[str]]
) -> list[list[str]]:
    """The facts of the form as rows of its hidden sheet. `columns` are the keys of each sheet's."""
    details = context.audit.audit
    versions = json.dumps(dict(details.checklists) | dict(details.overlays), sort_keys=True)
    name = for_cell(context.audit.subject.name)
    laid = json.dumps(dict(columns))
    values = (FORM, for_cell(file), name, urn_of(context.audit), day.isoformat(), versions, laid)
    return [list(pair) for pair in zip(_FACTS, values, strict=True)]


def remember(question: Question, sheet: str, row: int) -> list[str]:
    """One question as a row of the hidden sheet."""
    sides = {
        field: [digest(_known(question, field)), digest(compared(shown(field, value)))]
        for field in FIELDS
        for value in [value_of(question.answer, field)]
    }
    said = json.dumps(sides, separators=(",", ":"))
    return [
        sheet,
        str(row),
        *question.key,
        question.digest,
        digest(question.to_confirm or ""),
        said,
    ]


def _known(question: Question, field: Field) -> str:
    return value_of(question.answer, field) or ""


def is_as_it_was(row: RememberedRow, question: Question, field: Field) -> bool:
    """Whether the file still says what it said when the form was made."""
    return digest(_known(question, field)) == row.fields[field].value


def recall(rows: Sequence[Sequence[str]]) -> Memory:
    """Read the hidden sheet. Raises `SendAuditError` where it is not as we write it, or newer than we are."""
    facts = {row[0]: row[1] for row in rows[: len(_FACTS)] if len(row) >= 2}
    form = facts.get("form", "")
    if form.startswith("send-audit/form@") and form != FORM:
        raise SendAuditError(
            "The form was made by a newer send-audit. Upgrade send-audit, then import it."
        )
    try:
        found = [_recalled(row) for row in rows[len(_FACTS) :] if any(row)]
        versions, columns = json.loads(facts["versions"]), json.loads(facts["columns"])
        return Memory(
            file=facts["file"],
            name=facts["name"],
            urn=facts["urn"],
            date=date.fromisoformat(facts["date"]),
            versions={str(id_): str(version) for id_, version in versions.items()},
            columns={str(sheet): tuple(map(str, keys)) for sheet, keys in columns.items()},
            rows={row.key: row for row in found},
        )
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        raise SendAuditError(
            "What the form remembers of the day it was made is damaged, so nothing of it can be "
            "taken safely. Export a new form, and copy the answers into it."
        ) from error


def _recalled(row: Iterable[str]) -> RememberedRow:
    sheet, number, item, place, asks, to_confirm, said = list(row)[:7]
    sides = json.loads(said)
    return RememberedRow(
        sheet=sheet,
        row=int(number),
        key=(item, place),
        asks=asks,
        to_confirm=to_confirm,
        fields={field: Side(str(sides[field][0]), str(sides[field][1])) for field in FIELDS},
    )

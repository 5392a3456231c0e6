"""Problems: what is wrong with a file, as values with permanent codes. A problem is never about a school."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Severity = Literal["error", "warning"]


class SendAuditError(Exception):
    """The command cannot go on: wrong use, said in one sentence with what to do about it."""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem. `code` and `name` are permanent: add, never rename or reuse."""

    code: str
    name: str
    severity: Severity
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in one file. `line` and `column` count from 1; `path` is the place in the document.

    `excerpt` is the line itself, cut to a readable length, where there is one.
    """

    kind: ProblemKind
    file: str
    line: int
    column: int
    path: str
    message: str
    fix: str
    excerpt: str = ""

    def with_excerpt(self, excerpt: str) -> "Problem":
        """The same with its line; a school has dozens of remarks, and `replace` takes twice as long."""
        return Problem(
            kind=self.kind,
            file=self.file,
            line=self.line,
            column=self.column,
            path=self.path,
            message=self.message,
            fix=self.fix,
            excerpt=excerpt,
        )

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """File, then place in it, so that the order never depends on how rules run."""
        return (self.file, self.line, self.column, self.kind.code, self.path, self.message)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is an error."""
    return any(problem.kind.severity == "error" for problem in problems)


def _kinds(severity: Severity, rows: Mapping[str, str]) -> dict[str, ProblemKind]:
    """Build kinds from rows of `"SA101 name"` to title."""
    kinds = {}
    for key, title in rows.items():
        code, name = key.split()
        kinds[name] = ProblemKind(code, name, severity, title)
    return kinds


_ERRORS = {
    # SA1: the file and its YAML
    "SA101 file-not-readable": "The file cannot be read",
    "SA102 file-too-large": "The file is larger than 2 MiB",
    "SA103 not-utf-8": "The file is not saved as UTF-8",
    "SA104 empty-file": "The file holds nothing",
    "SA105 several-documents": "The file holds more than one YAML document",
    "SA106 control-character": "A control character stands in the text",
    "SA107 tab-character": "A tab stands where YAML wants spaces",
    "SA108 no-break-space": "A no-break space stands where YAML wants a plain space",
    "SA109 directive": "A YAML directive is used",
    "SA110 anchor": "A YAML anchor is used",
    "SA111 alias": "A YAML alias is used",
    "SA112 merge-key": "A YAML merge key is used",
    "SA113 tag": "A YAML tag is used",
    "SA114 too-deep": "The document is nested more than 50 levels deep",
    "SA115 duplicate-key": "A key stands twice in one block",
    "SA116 yaml-syntax": "The text is not valid YAML",
    "SA117 not-a-block-of-keys": "The document is not a block of keys",
    "SA118 key-not-text": "A key is not plain text",
    "SA119 comma-inside-braces": "A comma inside braces cut the text",
    "SA120 lone-surrogate": "An escape stands for half a character",
    "SA123 too-many-values": "The file holds more than 80,000 keys and values",
    "SA124 key-too-long": "A key is longer than 200 characters",
    # SA2: the shape that formats.md gives
    "SA201 schema-missing": "The file does not say what kind of file it is",
    "SA202 schema-unknown": "The file is of a kind that send-audit does not know",
    "SA203 schema-newer": "The file is newer than this send-audit",
    "SA205 wrong-kind-of-file": "The file is of another kind than the command wants",
    "SA210 unknown-key": "A key is not known here",
    "SA211 missing-key": "A required key is missing",
    "SA212 empty-value": "A value is empty",
    "SA213 not-text": "A list or block stands where text is wanted",
    "SA214 colon-in-text": "A colon turned text into a key",
    "SA215 not-a-list": "A list is wanted",
    "SA216 not-a-block": "A block of keys is wanted",
    "SA217 unknown-word": "A word is not on the list",
    "SA218 wrong-form": "A value is not written in the form wanted",
    "SA219 not-a-date": "A value is not a date",
    "SA220 not-a-number": "A value is not a plain number",
    "SA221 not-true-or-false": "A value is neither true nor false",
    "SA222 out-of-range": "A number is outside its range",
    "SA223 list-too-short": "A list or block has too few entries",
    "SA224 not-a-measurement": "A measured value does not fit its unit",
    "SA225 measure-without-threshold": "A measure has no threshold",
    "SA226 measure-contradicts": "A measure contradicts itself",
    "SA227 empty-rating": "A rating is empty",
    "SA228 not-applicable-without-reason": "Not applicable, and no reason given",
    "SA229 rated-twice": "An item is answered as a whole and by place",
    "SA230 not-one-subject": "A file is about none or several subjects",
    "SA231 action-without-strand": "An action answers no item and has no strand",
    "SA232 dropped-without-reason": "A dropped action has no reason",
    "SA233 not-a-version-range": "A range of versions is not written in the form wanted",
    # SA3: references from one place to another
    "SA301 unknown-checklist": "The checklist does not exist",
    "SA302 unknown-checklist-version": "The checklist has no such version",
    "SA303 unknown-item": "The item does not exist",
    "SA304 checklist-not-listed": "The item's checklist is not listed in this audit",
    "SA305 unknown-place": "The place is not listed in this school",
    "SA306 wrong-kind-of-place": "The item is asked of another kind of place",
    "SA307 unknown-source": "The source is not in sources.yaml",
    "SA308 duplicate-item-id": "Two items have one id",
    "SA309 nothing-to-measure": "A value is measured for an item that has no measure",
    "SA310 duplicate-action-id": "Two actions have one id",
    "SA312 wrong-item-prefix": "An item's id does not carry its checklist's prefix",
    "SA313 shipped-id-taken": "A council's content takes an id or a prefix that is shipped",
    "SA314 shipped-meaning-changed": "A shipped item is given another meaning",
    "SA315 overlay-weakens-duty": "An overlay leaves out a duty, or lets it rest for longer",
    "SA316 overlay-without-prefix": "An overlay adds items and has no prefix for them",
    "SA318 given-twice": "The same content is given twice",
    "SA320 own-item-decides-duty": "A council's own item would decide the duty status",
    "SA321 own-source-is-law": "A council's source claims to be an Act or regulations",
    "SA322 file-outside-folder": "Evidence names a file outside the audit's folder",
    # SA6: the content of checklists
    "SA608 meaning-changed": "An item asks something else under the same major version",
    # SA7: a borough's files together
    "SA701 duplicate-urn": "Two returns of one round have one URN",
    "SA702 unknown-school": "The school is not in the borough's list",
    "SA704 file-not-there": "A file that is named is not there",
    "SA706 school-list-unreadable": "The borough's list of schools cannot be read",
    "SA709 successor-circle": "Schools' successors lead in a circle",
}

_WARNINGS = {
    "SA121 byte-order-mark": "The file starts with a byte order mark",
    "SA122 comment-in-text": "A # without a space after it cuts the text",
    "SA125 unused-ignore": "A comment ignores a problem that is not there",
    "SA126 ignore-without-reason": "A comment ignores a problem and gives no reason",
    "SA204 schema-not-first": "The schema line is not the first key",
    "SA311 overlay-not-found": "The overlay is not there",
    "SA317 item-without-strand": "An item that an overlay adds counts in no strand",
    "SA319 overlay-does-not-fit": "The overlay is made for other versions than the audit's",
    # SA4: remarks on answers
    "SA401 met-without-evidence": "Met, with no evidence named",
    "SA402 gap-without-action": "A gap, and no action answers it",
    "SA403 measured-against-rating": "The rating differs from the measured value",
    "SA404 answer-not-asked": "An answer to an item that this school is not asked",
    "SA405 not-applicable-not-accepted": "Not applicable is not an answer to this duty",
    "SA406 answered-as-a-whole": "One answer for an item that is asked place by place",
    "SA408 dated-in-the-future": "An answer is dated after the day of judging",
    "SA409 nothing-answered": "The file holds neither an answer nor a plan",
    "SA410 measured-far-off": "A figure is so far off that it may be in another unit",
    "SA407 undated-answer": "Nothing says when the answer was checked",
    "SA411 not-an-image": "A photograph is not a picture that a document can show",
    "SA412 image-too-large": "A photograph is larger than a document needs",
    # SA5: remarks on plans
    "SA501 plan-expired": "The plan's period is over",
    "SA502 plan-over-three-years": "The plan's period is longer than three years",
    "SA503 plan-ends-before-start": "The plan ends before it starts",
    "SA505 plan-not-begun": "The plan's period has not begun",
    "SA504 shared-answers-not-read": "Shared answers are not counted",
    "SA506 approved-after-review": "The plan was approved after one of its reviews",
    "SA507 action-without-date": "An action has neither a date nor a timescale",
    "SA508 action-overdue": "An action's date has passed",
    "SA509 action-without-lead": "Nobody leads an action",
    "SA510 done-but-open": "An action is done, and its item is still not met",
    # SA6: the content of checklists
    "SA601 two-observations": "A criterion joins two observations",
    "SA602 sentence-without-end": "A sentence has no full stop",
    "SA603 duty-without-statute": "A duty rests on no statute",
    "SA604 no-need-named": "An item does not say whom it helps",
    "SA605 hard-to-read": "An item is hard to read",
    "SA606 words-of-the-past": "An item uses words of the past, or gives a verdict",
    "SA607 no-source-in-nation": "An item rests on nothing that holds in a nation where it is asked",
    "SA609 never-asked": "An item's conditions can never hold",
    # SA7: a borough's files together
    "SA703 return-missing": "A school has sent no return",
    "SA705 moderation-without-return": "An officer moderated a return that is not there",
    "SA707 file-not-beside": "A file that an audit names is not beside it",
    "SA708 moderation-unclear": "An officer's view of an answer is not clear",
    # SA8: what should not stand in the file
    "SA801 upn": "A unique pupil number stands in the text",
    "SA802 nhs-number": "An NHS number stands in the text",
    "SA803 email-address": "An e-mail address stands outside the plan's contact and complaints",
    "SA804 telephone-number": "A telephone number stands outside the plan's contact and complaints",
    "SA805 date-of-birth": "A date of birth stands in the text",
    "SA806 pupil-named": "A pupil seems to be named",
    "SA807 telling-phrase": "A phrase may tell who a pupil is, or that nobody is expected",
    "SA808 photo-tells-where": "A photograph tells where it was taken, or by whom",
}

KINDS: Mapping[str, ProblemKind] = MappingProxyType(
    _kinds("error", _ERRORS) | _kinds("warning", _WARNINGS)
)
"""Every kind of problem by its name."""

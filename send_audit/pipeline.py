"""The order of the stages: files, load, validate, outcomes, score, duty, plan. Nothing here prints."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from send_audit.duty import report_duty
from send_audit.load.collect import Collector
from send_audit.load.document import Document, read_bytes, read_file, with_excerpts
from send_audit.load.library import Library
from send_audit.load.walk import is_folder, yaml_below
from send_audit.model.audit import Audit
from send_audit.model.borough import Borough, Moderation, Overlay
from send_audit.model.checklist import Checklist, Sources
from send_audit.model.plan_document import PlanDocument
from send_audit.model.results import Assessed, Digests, Shared
from send_audit.model.strategy import Strategy
from send_audit.outcomes import resolve
from send_audit.plan import find_gaps, make_action_plan
from send_audit.problems import Problem, SendAuditError, has_errors
from send_audit.score import score_audit
from send_audit.sharing import read_shared
from send_audit.validate.actions import check_actions
from send_audit.validate.answers import check_answers
from send_audit.validate.borough import check_borough, check_moderation, check_strategy
from send_audit.validate.content import check_checklist, check_sources
from send_audit.validate.context import AuditContext, FileContext, make_context
from send_audit.validate.ignores import apply_ignores
from send_audit.validate.overlays import check_overlay
from send_audit.validate.photographs import check_photographs
from send_audit.validate.plans import check_plan
from send_audit.validate.privacy import check_privacy
from send_audit.validate.references import check_references
from send_audit.validate.style import check_style


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file and all that is wrong with it. `context` is there where it is a readable audit.

    `ignored` is how many remarks comments in the file asked to leave unsaid; `shared` what counts of the
    group's file that an audit names.
    """

    document: Document
    problems: tuple[Problem, ...]
    context: AuditContext | None
    ignored: int = 0
    shared: Shared | None = None

    @property
    def failed(self) -> bool:
        """Whether any problem is an error."""
        return has_errors(self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One file of a batch: assessed, or the problems that stopped it."""

    file: str
    assessed: Assessed | None
    problems: tuple[Problem, ...]


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files to read: each path that is a file, and every YAML file below each folder.

    A path that is not there stays in the list, so that it is reported beside the others. Raises
    `SendAuditError` where the folders hold no YAML file at all.
    """
    paths = list(paths)
    files: dict[Path, None] = {}
    for path in paths:
        found = yaml_below(path) if is_folder(path) else [path]
        files.update(dict.fromkeys(found))
    if not files:
        names = ", ".join(str(path) for path in paths)
        raise SendAuditError(f"There is no .yaml file in {names}.")
    return tuple(files)


def check_file(path: Path, library: Library, as_of: date) -> Checked:
    """Read and validate one file of any kind."""
    return check_document(read_file(path), library, as_of)


def check_bytes(data: bytes, file: str, library: Library, as_of: date) -> Checked:
    """Validate bytes as the file called `file`."""
    return check_document(read_bytes(data, file), library, as_of)


def check_document(document: Document, library: Library, as_of: date) -> Checked:
    """Validate a document that has been read."""
    found, found_in_comments = Collector(document.file), Collector(document.file)
    context = shared = None
    if isinstance(document.model, Audit):
        context = make_context(document, document.model, library, as_of, found)
        check_references(context)
        if not found.failed:  # a remark on a broken reference would only confuse
            check_answers(context)
        shared = read_shared(context)
        check_plan(context)
        check_actions(context)
        check_privacy(context)
        check_photographs(context)
    else:
        _check_content(FileContext(document=document, library=library, found=found))
    kept, ignored = apply_ignores(
        document.text, document.root, (*document.problems, *found.problems), found_in_comments
    )
    problems = sorted((*kept, *found_in_comments.problems), key=lambda problem: problem.sort_key)
    shown = with_excerpts(problems, document)
    return Checked(
        document=document,
        problems=tuple(shown),
        context=context,
        ignored=ignored,
        shared=shared,
    )


def _check_content(context: FileContext) -> None:
    if isinstance(context.document.model, Borough | Moderation | Strategy):
        check_privacy(context)
    match context.document.model:
        case Checklist() as checklist:
            check_checklist(context, checklist)
            check_style(context, checklist, ("sections",), nations=True)
        case Sources() as register:
            check_sources(context, register)
        case Overlay() as overlay:
            check_overlay(context, overlay)
        case Borough() as borough:
            check_borough(context, borough)
        case Moderation() as moderation:
            check_moderation(context, moderation)
        case Strategy() as strategy:
            check_strategy(context, strategy)


def assess_file(path: Path, library: Library, as_of: date) -> Result:
    """Assess one audit file on one day, or say what stops it."""
    checked = check_file(path, library, as_of)
    problems = checked.problems
    if checked.context is None and not checked.failed:
        kind = type(checked.document.model).__name__.lower()
        found = Collector(str(path))
        message = f"This is a {kind} file, not a school's audit."
        found.add(
            "wrong-kind-of-file", message, "Name a file that starts `schema: send-audit/audit@1`."
        )
        problems = (*problems, *found.problems)
    if checked.context is None or has_errors(problems):
        return Result(file=str(path), assessed=None, problems=problems)
    return Result(
        file=str(path), assessed=_assess(checked.context, checked.shared), problems=problems
    )


def _assess(context: AuditContext, shared: Shared | None) -> Assessed:
    audit, as_of, sources = context.audit, context.as_of, context.library.sources
    content = context.content
    outcomes = resolve(audit, content.checklists, as_of, content.left_out, shared)
    findings = find_gaps(outcomes, audit.plan, shared)
    return Assessed(
        file=context.document.file,
        audit=audit,
        as_of=as_of,
        outcomes=outcomes,
        scorecard=score_audit(outcomes),
        duty=report_duty(audit, outcomes, sources, as_of),
        findings=findings,
        plan=make_action_plan(findings, audit.plan, as_of, shared),
        sources=sources,
        advice=content.advice,
        shared=shared,
        digests=_digests(context),
    )


def _digests(context: AuditContext) -> Digests:
    """What the files that were read are known by."""
    details, library = context.audit.audit, context.library
    named = {**details.checklists, **details.overlays}
    found = ((id_, library.digest_of(id_, version)) for id_, version in named.items())
    return Digests(
        answers=context.document.sha256 or "",
        content={id_: digest for id_, digest in found if digest is not None},
    )


_MOST_CYCLES = 20
"""Plans before a plan that are looked up: sixty years of them, should two files name each other."""


def plans_before(file: Path, plan: PlanDocument | None) -> Iterator[PlanDocument]:
    """The plan that an audit's plan names as the one before it, the one before that, and so on.

    It ends where a file is not there or is not sound.
    """
    for _ in range(_MOST_CYCLES):
        if plan is None or plan.previous is None or plan.previous.file is None:
            return
        file = file.parent / plan.previous.file
        model = read_file(file).model
        plan = model.plan if isinstance(model, Audit) else None
        if plan is not None:
            yield plan

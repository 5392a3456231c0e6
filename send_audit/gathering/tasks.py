"""The pieces of work on a borough, each a value that can be sent to another process or another machine."""

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from send_audit.borough.facts import RatingBasis
from send_audit.borough.standing import BrokenReturn
from send_audit.council import Shelf
from send_audit.gathering.gathered import Gathered
from send_audit.gathering.inputs import Footing, footing_of, is_same
from send_audit.gathering.one_return import gather_return
from send_audit.model.borough import Moderation
from send_audit.pipeline import assess_file

if TYPE_CHECKING:
    from send_audit.model.results import Assessed
    from send_audit.render.documents import Edition, Format
    from send_audit.render.views import DocumentView


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all tasks of a run share: folders of content, the day, whose ratings count, the moderation.

    `moderation` is by the number of the school.
    """

    own: tuple[Path, ...]
    as_of: date
    basis: RatingBasis
    moderation: Mapping[str, Moderation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A setting with its content read: what a process keeps between tasks."""

    setting: Setting
    shelf: Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherReturns:
    """Read some returns and keep what their borough asks for."""

    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSchool:
    """Make some documents of one return, each an edition in a format."""

    file: Path
    wanted: tuple[tuple["Edition", "Format"], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderView:
    """Make one document of a view that is ready."""

    name: str
    view: "DocumentView"
    format: "Format"


Task = GatherReturns | RenderSchool | RenderView


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a return came to. `footing` is what it rests on, `None` where that changed under our hands."""

    gathered: Gathered
    footing: Footing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One document, or the reason why there is none. `is_bug` is whether the reason is a fault of ours."""

    data: bytes | None = None
    reason: str = ""
    is_bug: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a task came to: the returns of `GatherReturns`, or a document for each one asked for."""

    returns: tuple[Settled, ...] = ()
    documents: tuple[Made, ...] = ()
    footing: Footing | None = None


def make_bench(setting: Setting) -> Bench:
    """Read the content of a setting. Raises `SendAuditError` where a folder holds none."""
    return Bench(setting=setting, shelf=Shelf(setting.own, as_of=setting.as_of))


def run_task(task: Task, bench: Bench) -> Done:
    """Do one piece of work. Whatever is wrong with a file or a document is in what it comes to."""
    match task:
        case GatherReturns():
            return Done(returns=tuple(_settled(file, bench) for file in task.files))
        case RenderSchool():
            return _render_school(task, bench)
        case RenderView():
            return Done(documents=(_made(task.view, task.format),))


def failed(task: Task, reason: str, *, is_bug: bool = False) -> Done:
    """What a task comes to that could not be done at all."""
    match task:
        case GatherReturns():
            lost = (_broken(file, reason) for file in task.files)
            return Done(returns=tuple(Settled(gathered=one, footing=None) for one in lost))
        case RenderSchool():
            return Done(documents=(Made(reason=reason, is_bug=is_bug),) * len(task.wanted))
        case RenderView():
            return Done(documents=(Made(reason=reason, is_bug=is_bug),))


def pieces_of(task: Task) -> tuple[Task, ...]:
    """The task in its smallest pieces, in order: what one of them costs, the others need not pay."""
    match task:
        case GatherReturns():
            return tuple(GatherReturns(files=(file,)) for file in task.files)
        case RenderSchool():
            return tuple(RenderSchool(file=task.file, wanted=(one,)) for one in task.wanted)
        case RenderView():
            return (task,)


def together(parts: tuple[Done, ...]) -> Done:
    """What a task came to, from what its pieces did."""
    footings = {part.footing for part in parts}
    return Done(
        returns=tuple(one for part in parts for one in part.returns),
        documents=tuple(one for part in parts for one in part.documents),
        footing=footings.pop() if len(footings) == 1 else None,
    )


# ---- Returns -------------------------------------------------------------------------------------


def _settled(file: Path, bench: Bench) -> Settled:
    """Read before and after: what changed in between is told, and not kept for later."""
    before = footing_of(file)
    setting = bench.setting
    try:
        gathered = gather_return(
            file, bench.shelf, setting.as_of, basis=setting.basis, moderation=setting.moderation
        )
    except Exception as error:  # noqa: BLE001 - one file stops nobody else, even where the fault is ours
        return Settled(gathered=_broken(file, bug_of(error)), footing=None)
    still = is_same(file, before)
    # Why a name leads nowhere is told with what lies around it, which is not in the footing.
    lasts = still and (gathered.kind != "broken" or not before.named)
    return Settled(gathered=gathered, footing=before if lasts else None)


def _broken(file: Path, reason: str) -> Gathered:
    broken = BrokenReturn(file=str(file), urn=None, name="", reasons=(reason,))
    return Gathered(file=str(file), kind="broken", broken=broken)


def not_made(error: Exception) -> Made:
    """A document that an error stopped: for want of room or memory, or by a fault of ours."""
    if isinstance(error, MemoryError):
        return Made(reason="there was not enough memory. Try again with --jobs 1.")
    if type(error).__name__ == "SerialisationError":  # lxml's, for a worksheet's temporary file
        return Made(reason="the machine refused a temporary file. Is there room for it?")
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        said = f"the machine refused: {error.strerror or error}{where}."
        return Made(reason=f"{said} Is there room for temporary files?")
    return Made(reason=bug_of(error), is_bug=True)


def bug_of(error: Exception) -> str:
    """What is said of an error that nobody foresaw: where it is from, and that it should be told."""
    origin = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{origin.filename.rpartition('send_audit')[2]}:{origin.lineno}"
    return (
        f"This is a fault in send-audit, not in the file: {type(error).__name__}: {error} (at {place}). "
        "Please report it with this line."
    )


# ---- Documents -----------------------------------------------------------------------------------


def _render_school(task: RenderSchool, bench: Bench) -> Done:
    before = footing_of(task.file)
    try:
        result = assess_file(task.file, bench.shelf.library_for(task.file), bench.setting.as_of)
    except Exception as error:  # noqa: BLE001 - as above
        return failed(task, bug_of(error), is_bug=True)
    if result.assessed is None:
        return failed(task, "the file was changed while this ran, and now it has errors.")
    views: dict[Edition, DocumentView | Made] = {}
    documents = []
    for edition, format_ in task.wanted:
        if edition not in views:
            views[edition] = _view(result.assessed, edition)
        view = views[edition]
        documents.append(view if isinstance(view, Made) else _made(view, format_))
    still = is_same(task.file, before)
    return Done(documents=tuple(documents), footing=before if still else None)


def _view(assessed: "Assessed", edition: "Edition") -> "DocumentView | Made":
    from send_audit.render.documents import make_view

    try:
        return make_view(assessed, edition)
    except Exception as error:  # noqa: BLE001 - as above
        return not_made(error)


def _made(view: "DocumentView", format_: "Format") -> Made:
    from send_audit.render.documents import render_view
    from send_audit.render.pdf_log import RenderWarningError

    try:
        return Made(data=render_view(view, format_))
    except RenderWarningError as error:
        return Made(reason=str(error))
    except Exception as error:  # noqa: BLE001 - as above
        return not_made(error)

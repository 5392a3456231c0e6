"""The documents of a run: which there are to be, and making them, the longest first."""

import gc
import os
import sys
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from send_audit.cache import digest
from send_audit.gathering.kept import Kept
from send_audit.gathering.run import Run
from send_audit.gathering.tasks import Done, Made, RenderSchool, RenderView, Task, not_made

if TYPE_CHECKING:
    from send_audit.render.documents import Edition, Format
    from send_audit.render.views import DocumentView


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSchool:
    """A document of one return, in an edition and a format."""

    file: Path
    edition: "Edition"
    format: "Format"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfView:
    """A document of a view, which is worked out when it is asked for."""

    view: "Callable[[], DocumentView]"
    format: "Format"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfBytes:
    """A file whose bytes are worked out in this process when they are asked for."""

    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A document that there is to be at `path`. `key` is of all that it depends on, where that is known."""

    path: Path
    source: OfSchool | OfView | OfBytes
    key: str | None = None


def school_key(mark: str | None, templates: str, edition: str, format_: str) -> str | None:
    """The key of a school's document: of its return, the templates, the edition and the format."""
    return digest("document", mark, templates, edition, format_) if mark is not None else None


def make_documents(
    run: Run, wanted: Sequence[Wanted], templates: str
) -> Generator[tuple[Wanted, Made], None, None]:
    """Make documents and give each as it is ready: the longest are begun first.

    `templates` is the digest of what makes documents. The key of each is that of what it was really made
    from, `None` where that changed in the meantime.
    """
    here = deque(one for one in wanted if isinstance(one.source, OfBytes))
    work, lost = _work(wanted)
    yield from lost
    for number, done in run.hands([task for task, _ in work]):
        _, of_task = work[number]
        for one, made in zip(of_task, done.documents, strict=True):
            yield _with_key(one, done, run.kept, templates), made
        if here:  # while the other processes are at work
            yield _made_here(here.popleft())
    yield from map(_made_here, here)


_WorkItem = tuple[Task, list[Wanted]]


def _work(wanted: Sequence[Wanted]) -> tuple[list[_WorkItem], list[tuple[Wanted, Made]]]:
    """The tasks, each with the documents that it makes; and those of views that could not be worked out.

    The borough's own come first, being the longest; then schools by how much their returns hold.
    """
    first: list[_WorkItem] = []
    lost: list[tuple[Wanted, Made]] = []
    schools: dict[Path, list[Wanted]] = {}
    for one in wanted:
        if isinstance(one.source, OfSchool):
            schools.setdefault(one.source.file, []).append(one)
        elif isinstance(one.source, OfView):
            try:
                view = one.source.view()
            except Exception as error:  # noqa: BLE001 - one file stops no other, even where the fault is ours
                lost.append((one, not_made(error)))
                continue
            name = one.path.name
            first.append((RenderView(name=name, view=view, format=one.source.format), [one]))
    sized = sorted(schools, key=lambda file: -_size(file) * len(schools[file]))
    return [*first, *((_of_school(file, schools[file]), schools[file]) for file in sized)], lost


def _of_school(file: Path, documents: Sequence[Wanted]) -> RenderSchool:
    sources = [one.source for one in documents]
    pairs = tuple((s.edition, s.format) for s in sources if isinstance(s, OfSchool))
    return RenderSchool(file=file, wanted=pairs)


def _size(file: Path) -> int:
    try:
        return os.stat(file).st_size  # noqa: PTH116 - it is asked of thousands, and a Path is slower
    except OSError:
        return 0


def _with_key(one: Wanted, done: Done, kept: Kept | None, templates: str) -> Wanted:
    source = one.source
    if not isinstance(source, OfSchool):
        return one
    if kept is None or done.footing is None:
        return replace(one, key=None)
    mark = kept.mark(source.file, done.footing)
    return replace(one, key=school_key(mark, templates, source.edition, source.format))


def _made_here(one: Wanted) -> tuple[Wanted, Made]:
    assert isinstance(one.source, OfBytes)
    with _nothing_unraisable():
        try:
            return one, Made(data=one.source.make())
        except Exception as error:  # noqa: BLE001 - as above
            made = not_made(error)
            # A sheet that is half written complains once more when it is thrown away: so it is now.
            traceback.clear_frames(error.__traceback__)
            error.__traceback__ = None
            gc.collect()
            return one, made


@contextmanager
def _nothing_unraisable() -> Iterator[None]:
    """Let nothing be printed of what goes wrong while something is thrown away."""
    before = sys.unraisablehook
    sys.unraisablehook = lambda _: None
    try:
        yield
    finally:
        sys.unraisablehook = before

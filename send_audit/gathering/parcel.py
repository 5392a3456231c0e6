"""A task with every file it needs, for a machine that shares no disk with this one; and doing it there."""

import os
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

from send_audit import __version__
from send_audit.cache import digest, rules_digest
from send_audit.council import Shelf
from send_audit.gathering.gathered import Gathered
from send_audit.gathering.inputs import footing_of
from send_audit.gathering.made_from import renderers_digest, shipped_digest
from send_audit.gathering.tasks import (
    Bench,
    Done,
    GatherReturns,
    Made,
    RenderSchool,
    RenderView,
    Setting,
    Settled,
    Task,
    run_task,
)
from send_audit.load.library import Library
from send_audit.load.reading import read_whole
from send_audit.load.walk import is_file

_MOST_BESIDE = 500
"""Names that are looked at to say which file was probably meant, as `validate.files` does."""
_EPOCH = "SOURCE_DATE_EPOCH"
_lock = threading.Lock()
"""A worker of a cluster may have several threads, and what renders is not made for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A task to be done elsewhere. `files` are by the names that they have here; `program` is what runs here.

    `beside` are files that only need to be there by name.
    """

    program: str
    task: Task
    setting: Setting
    files: Mapping[str, bytes]
    beside: tuple[str, ...] = ()
    epoch: str | None = None


class OtherProgramError(Exception):
    """Another version of send-audit, or of what it rests on, runs there."""


@cache
def program() -> str:
    """What must be the same on two machines for the same work to give the same bytes."""
    sum_ = digest(rules_digest(), shipped_digest(), renderers_digest())
    return f"send-audit {__version__} ({sum_[:12]})"


def can_be_sent(file: Path) -> bool:
    """Whether a return and all that it names can be laid out elsewhere as it lies here.

    What cannot be read, and what lies behind a link out of the folder, must be seen where it is.
    """
    footing = footing_of(file)
    if footing.own is None or not is_file(file):
        return False
    return not any(
        state.startswith(("link", "inside:not", "above:not")) for _, state in footing.named
    )


def pack(task: Task, bench: Bench) -> Parcel:
    """The task with the files that it reads. Those that it names but that are not there stay out."""
    setting = bench.setting
    if isinstance(task, RenderView):
        return _parcel(task, Setting(own=(), as_of=setting.as_of, basis=setting.basis), {}, ())
    own_files = task.files if isinstance(task, GatherReturns) else (task.file,)
    files: dict[str, bytes] = {}
    beside: dict[str, None] = {}
    for file in own_files:
        content = (f for f in bench.shelf.content_files(file) if not _is_shipped(f, bench))
        borough = bench.shelf.borough_of(file)
        marker = [borough / "borough.yaml"] if borough is not None else []
        footing = footing_of(file)
        there = [
            file.parent / n for n, state in footing.named if ":" in state and "absent" not in state
        ]
        _read_into(files, [*content, *marker, file, *there])
        missing = [file.parent / name for name, state in footing.named if state.endswith("absent")]
        beside.update(dict.fromkeys(_neighbours(missing)))
    moderation = {
        urn: one
        for urn, one in setting.moderation.items()
        if any(_may_name(files[str(file)], urn) for file in own_files if str(file) in files)
    }
    names = tuple(name for name in beside if name not in files)
    return _parcel(task, replace(setting, moderation=moderation), files, names)


def _parcel(
    task: Task, setting: Setting, files: Mapping[str, bytes], beside: tuple[str, ...]
) -> Parcel:
    epoch = os.environ.get(_EPOCH)
    return Parcel(
        program=program(), task=task, setting=setting, files=files, beside=beside, epoch=epoch
    )


def _is_shipped(file: Path, bench: Bench) -> bool:
    return file.is_relative_to(bench.shelf.library.shipped.folder)


def _read_into(files: dict[str, bytes], paths: Iterable[Path]) -> None:
    for path in paths:
        if str(path) in files:
            continue
        is_yaml = path.suffix.lower() in (".yaml", ".yml")
        data = read_whole(path)[0] if is_yaml else _whole(path)
        if data is not None:
            files[str(path)] = data


def _whole(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _neighbours(missing: Iterable[Path]) -> Iterator[str]:
    for folder in dict.fromkeys(path.parent for path in missing):
        try:
            yield from (
                str(path) for path in islice(folder.iterdir(), _MOST_BESIDE) if is_file(path)
            )
        except OSError:
            continue


def _may_name(data: bytes, urn: str) -> bool:
    return urn.encode() in data or b"\\" in data


# ---- On the other machine ------------------------------------------------------------------------


def unpack_and_run(parcel: Parcel) -> Done:
    """Lay the files out in a folder of their own, do the task, and tell of them by the names they had.

    Raises `OtherProgramError` where another version runs here.
    """
    if parcel.program != program():
        raise OtherProgramError(program())
    with _lock, _epoch(parcel.epoch), tempfile.TemporaryDirectory(prefix="send-audit-") as folder:
        room = _Room(Path(folder).resolve(), [*parcel.files, *map(str, parcel.setting.own)])
        for name in parcel.beside:
            room.write(name, b"")
        for name, data in parcel.files.items():
            room.write(name, data)
        setting = replace(
            parcel.setting, own=tuple(room.place(path) for path in parcel.setting.own)
        )
        shelf = Shelf(setting.own, as_of=setting.as_of, library=_library())
        task = _placed(parcel.task, room)
        return _told(run_task(task, Bench(setting=setting, shelf=shelf)), room)


@cache
def _library() -> Library:
    """The shipped content, read once by each process."""
    return Library()


@contextmanager
def _epoch(value: str | None) -> Iterator[None]:
    """Documents carry the day that they carry on the machine which asked for them."""
    before = os.environ.pop(_EPOCH, None)
    try:
        if value is not None:
            os.environ[_EPOCH] = value
        yield
    finally:
        os.environ.pop(_EPOCH, None)
        if before is not None:
            os.environ[_EPOCH] = before


class _Room:
    """A folder in which paths from another machine lie, whole or from the folder where that one works.

    A path is placed by writing the room before it, so that taking the room away gives it back.
    """

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        up = max((name.count("..") for name in names), default=0)
        self._whole = f"{folder}/whole"
        self._here = "/".join((f"{folder}/here", *(["in"] * up), ""))
        Path(self._here).mkdir(parents=True)

    def place(self, path: Path | str) -> Path:
        """Where a path of the other machine lies here."""
        name = str(path)
        return Path(f"{self._whole if os.path.isabs(name) else self._here}{name}")  # noqa: PTH117 - a name of another machine

    def told(self, text: str) -> str:
        """A text with the paths that it tells as they are on the other machine."""
        return text.replace(self._here, "").replace(self._whole, "")

    def write(self, name: str, data: bytes) -> None:
        """Lay out one file."""
        path = self.place(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _placed(task: Task, room: _Room) -> Task:
    match task:
        case GatherReturns():
            return replace(task, files=tuple(room.place(file) for file in task.files))
        case RenderSchool():
            return replace(task, file=room.place(task.file))
        case RenderView():
            return task


def _told(done: Done, room: _Room) -> Done:
    return replace(
        done,
        returns=tuple(replace(one, gathered=_gathered(one, room)) for one in done.returns),
        documents=tuple(_made(one, room) for one in done.documents),
    )


def _gathered(one: Settled, room: _Room) -> Gathered:
    gathered = one.gathered
    broken = gathered.broken
    if broken is not None:
        reasons = tuple(room.told(reason) for reason in broken.reasons)
        broken = replace(broken, file=room.told(broken.file), reasons=reasons)
    text = room.told(gathered.text) if gathered.text is not None else None
    return replace(gathered, file=room.told(gathered.file), text=text, broken=broken)


def _made(one: Made, room: _Room) -> Made:
    return replace(one, reason=room.told(one.reason))

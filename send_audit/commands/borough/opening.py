"""Reading a whole borough for a command that makes something of it, and saying which files do not count."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from send_audit.commands.borough.options import read_basis, read_cache, read_jobs
from send_audit.commands.borough.own_files import check_own_files, read_round
from send_audit.commands.options import read_as_of, talk
from send_audit.commands.outcome import EXIT_DONE, EXIT_PROBLEMS, exit_code
from send_audit.commands.progress import counted

if TYPE_CHECKING:
    from send_audit.borough.area import Area
    from send_audit.borough.standing import BrokenReturn, Round
    from send_audit.council import Shelf
    from send_audit.load.round_folder import RoundFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a command was given, as the user wrote it.

    `strategy` is whether to check the strategy's own file, too.
    """

    folder: Path
    own: list[Path] | None
    as_of: str | None
    ratings: str
    jobs: int | None
    cache: Path | None
    no_cache: bool
    cluster: str | None
    plain: bool
    strategy: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A borough, read. `exit_code` is what the files that do not count come to."""

    round_: "RoundFolder"
    shelf: "Shelf"
    area: "Area"
    exit_code: int


def open_area(asked: Asked) -> Opened:
    """Read the borough and all its returns; those that do not count are said on standard error.

    Raises `SendAuditError` on a word that is no choice, or where the folder is no borough's.
    """
    basis, cache = read_basis(asked.ratings), read_cache(asked.cache, none=asked.no_cache)
    day = read_as_of(asked.as_of)
    from send_audit.council import Shelf
    from send_audit.gathering.gather import GatherOptions, gather
    from send_audit.gathering.make_area import make_area
    from send_audit.render.problems_text import render_for_content

    own = tuple(asked.own or ())
    round_ = read_round(asked.folder)
    shelf = Shelf(own, as_of=day)
    options = GatherOptions(
        own=own,
        as_of=day,
        basis=basis,
        jobs=read_jobs(asked.jobs),
        cache=cache,
        cluster=asked.cluster,
    )
    came = counted(
        gather(round_, options, shelf),
        len(round_.returns),
        plain=asked.plain,
        what="Reading returns",
        in_lines=True,
    )
    area = make_area(round_, came, shelf, day, basis)
    own_files = check_own_files(round_, shelf, day, strategy=asked.strategy)
    talk(render_for_content(shelf.problems))
    talk(own_files.lines())
    broken = list(_broken(area.round))
    talk(_told(broken))
    code = exit_code([*own_files.problems, *shelf.problems])
    return Opened(
        round_=round_,
        shelf=shelf,
        area=area,
        exit_code=max(code, EXIT_PROBLEMS if broken else EXIT_DONE),
    )


def _broken(round_: "Round") -> Iterator["BrokenReturn"]:
    for standing in round_.standings:
        yield from standing.broken
    yield from round_.unreadable


def _told(broken: Iterable["BrokenReturn"]) -> Iterator[str]:
    """Each file that could not be assessed, with why."""
    broken = list(broken)
    for one in broken:
        yield f"{one.file}: left out."
        yield from (f"  {reason}" for reason in one.reasons)
    if broken:
        from send_audit.render.wording import plural

        yield f"Left out, because of the errors above: {plural(len(broken), 'return')}."

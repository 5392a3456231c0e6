"""`send-audit borough report`: every school's documents and the borough's; a bad file stops nobody else."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from send_audit.commands.borough.forms import told_of_forms
from send_audit.commands.borough.options import (
    Cache,
    Cluster,
    Folder,
    Jobs,
    NoCache,
    Ratings,
    read_basis,
    read_cache,
    read_jobs,
)
from send_audit.commands.borough.own_files import check_own_files, read_round
from send_audit.commands.borough.places import check_out
from send_audit.commands.documents import (
    EDITIONS,
    FORMATS,
    Documents,
    EasyRead,
    Editions,
    Formats,
    LargePrint,
    ShowCosts,
    Template,
    read_documents,
)
from send_audit.commands.options import AsOf, Own, Plain, read_as_of, read_words, talk
from send_audit.commands.progress import working
from send_audit.commands.report import stems_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from send_audit.borough.area import Area
    from send_audit.borough.facts import SchoolFacts
    from send_audit.gathering.documents import Wanted
    from send_audit.gathering.gathered import Gathered
    from send_audit.gathering.run import GatherOptions, Run
    from send_audit.load.round_folder import RoundFolder
    from send_audit.problems import Problem
    from send_audit.render.documents import Format

SCHOOLS = "schools"


def report(
    folder: Folder,
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="DIR", help="The folder for the documents.", show_default=False
        ),
    ],
    edition: Editions = None,
    format_: Formats = "pdf",
    report_format: Annotated[
        str,
        typer.Option(
            "--report-format",
            metavar="LIST",
            help="In which forms the borough's own report is made: the same words as --format.",
        ),
    ] = "pdf,html",
    large_print: LargePrint = False,
    easy_read: EasyRead = False,
    show_costs: ShowCosts = False,
    template: Template = None,
    no_schools: Annotated[
        bool, typer.Option("--no-schools", help="Only the borough's own report and tables.")
    ] = False,
    previous: Annotated[
        Path | None,
        typer.Option(
            "--previous",
            metavar="OLD-BOROUGH",
            help="The borough's folder of the last round, to say what has changed since.",
        ),
    ] = None,
    ratings: Ratings = "moderated",
    jobs: Jobs = None,
    cluster: Cluster = None,
    cache: Cache = None,
    no_cache: NoCache = False,
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,
) -> int:
    """Write every school's documents and the borough's report into DIR. What is up to date stays."""
    documents = read_documents(
        edition,
        format_,
        large_print=large_print,
        easy_read=easy_read,
        show_costs=show_costs,
        template=template,
    )
    report_formats = cast(
        "tuple[Format, ...]", read_words(report_format, FORMATS, "--report-format")
    )
    check_out(out, *([] if no_schools else [SCHOOLS]))
    from send_audit.gathering.run import GatherOptions
    from send_audit.processes import leaving_on_sigterm

    options = GatherOptions(
        own=tuple(own or ()),
        as_of=read_as_of(as_of),
        basis=read_basis(ratings),
        jobs=read_jobs(jobs),
        cache=read_cache(cache, none=no_cache),
        cluster=cluster,
        manner=documents.manner,
    )
    choice = _Choice(
        out=out,
        documents=documents if not no_schools else replace(documents, editions=()),
        report_formats=report_formats,
        previous=previous,
        plain=plain,
    )
    with leaving_on_sigterm():
        return _report(folder, options, choice)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """What is to be made, and how to tell of it."""

    out: Path
    documents: Documents
    report_formats: "tuple[Format, ...]"
    previous: Path | None
    plain: bool


def _report(folder: Path, options: "GatherOptions", choice: _Choice) -> int:
    from send_audit.commands.borough.closing import Closing
    from send_audit.commands.borough.writing_out import write_out
    from send_audit.council import Shelf
    from send_audit.gathering.area_key import area_key, folder_digest
    from send_audit.gathering.made_from import templates_digest
    from send_audit.gathering.make_area import make_area
    from send_audit.gathering.run import open_run

    before = folder_digest(folder)
    round_ = read_round(folder)
    last = read_round(choice.previous) if choice.previous is not None else None
    templates = templates_digest(options.manner)
    with ExitStack() as stack:
        shelf = Shelf(options.own, as_of=options.as_of)
        run = stack.enter_context(open_run(round_, options, shelf))
        gathered = _gathered(run, round_, plain=choice.plain)
        last_cycle = _last_cycle(last, round_, options)
        area = make_area(
            round_, gathered, run.bench.shelf, options.as_of, options.basis, last_cycle
        )
        key = area_key(run, round_, before, gathered, last_cycle, templates)
        wanted = [
            *_of_schools(area, gathered, choice, templates),
            *_of_borough(area, choice, key),
        ]
        written = write_out(run, wanted, templates, plain=choice.plain)
        closing = Closing(
            own_files=check_own_files(round_, run.bench.shelf, options.as_of),
            area=area,
            shelf=run.bench.shelf,
            authority=_authority_problems(round_, area, run),
            written=written,
        )
        talk(told_of_forms(folder))
        talk(closing.lines(_left_over(choice.out / SCHOOLS, wanted)))
        return closing.exit_code


def _gathered(run: "Run", round_: "RoundFolder", *, plain: bool) -> "list[Gathered]":
    from send_audit.gathering.gather import gather_in

    gathered, failed = [], 0
    with working("Reading returns", len(round_.returns), plain=plain) as advance:
        for one in gather_in(run, round_.returns):
            gathered.append(one)
            failed += one.kind == "broken"
            advance(failed)
    return gathered


def _last_cycle(
    last: "RoundFolder | None", round_: "RoundFolder", options: "GatherOptions"
) -> "Mapping[str, SchoolFacts]":
    from send_audit.gathering.last_cycle import read_last_cycle

    return read_last_cycle(last, round_, options) if last is not None else {}


def _of_schools(
    area: "Area", gathered: "Sequence[Gathered]", choice: _Choice, templates: str
) -> "list[Wanted]":
    """The documents of each school of the list: of its newest return, as far as anything stands in it."""
    from send_audit.gathering.documents import OfSchool, Wanted, school_key

    marks = {one.file: one.mark for one in gathered}
    filled = ((s.head, s.urn) for s in area.round.standings if s.head is not None)
    files = [(head.file, urn) for head, urn in filled if not head.is_blank]
    return [
        Wanted(
            path=choice.out / SCHOOLS / choice.documents.name(stem, edition, format_),
            source=OfSchool(file=Path(file), edition=edition, format=format_),
            key=school_key(marks[file], templates, edition, format_),
        )
        for (file, _), stem in zip(files, stems_of(files), strict=True)
        for edition in choice.documents.editions
        for format_ in choice.documents.formats
    ]


def _of_borough(area: "Area", choice: _Choice, key: str | None) -> "list[Wanted]":
    from send_audit.cache import digest
    from send_audit.gathering.documents import OfBytes, OfView, Wanted
    from send_audit.render.borough.report_files import report_files

    wanted = []
    for file in report_files(area, choice.report_formats, large=choice.documents.manner.large):
        source: OfBytes | OfView
        if file.make is not None:
            source = OfBytes(make=file.make)
        else:
            assert file.view is not None  # a file is one or the other
            source = OfView(view=file.view, format=file.format)
        own_key = digest("report", key, file.name) if key is not None else None
        wanted.append(Wanted(path=choice.out / file.name, source=source, key=own_key))
    return wanted


def _left_over(folder: Path, wanted: "Sequence[Wanted]") -> list[Path]:
    """Documents in the folder that are none of this run's: of schools that left, or somebody's own."""
    ours = {one.path for one in wanted}
    if not any(path.parent == folder for path in ours):
        return []
    ends = tuple(
        f".{edition}{size}.{format_}"
        for edition in EDITIONS
        for size in ("", ".large")
        for format_ in FORMATS
    )
    there = (path for path in folder.glob("*") if path.name.endswith(ends))
    return sorted(path for path in there if path not in ours)


def _authority_problems(round_: "RoundFolder", area: "Area", run: "Run") -> "tuple[Problem, ...]":
    """Why the authority's own audit is not in the report, where there is one that cannot be assessed."""
    file = round_.strategy_audit
    if file is None or area.authority is not None:
        return ()
    from send_audit.pipeline import assess_file

    return assess_file(file, run.bench.shelf.library_for(file), area.as_of).problems

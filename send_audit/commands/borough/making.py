"""Writing what `borough init` has worked out, in an order in which a run that was cut short can go on."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from send_audit.commands.blank import Contents, write_new, write_schema
from send_audit.commands.options import talk
from send_audit.commands.outcome import EXIT_DONE, EXIT_PROBLEMS, exit_code
from send_audit.commands.progress import counted, steps
from send_audit.commands.writing import why_not_mended, write_whole
from send_audit.council import BOROUGH_FILE, FOLDERS, Shelf
from send_audit.load.document import read_bytes, read_file
from send_audit.load.round_folder import SCHOOLS_FILE, STRATEGY_AUDIT_FILE, STRATEGY_FILE
from send_audit.load.walk import is_file, yaml_below
from send_audit.model.borough import Borough
from send_audit.model.new_school import NewAuthority
from send_audit.model.strategy import Strategy
from send_audit.model.words import Nation
from send_audit.problems import SendAuditError
from send_audit.render.blank_audit import render_blank_audit
from send_audit.render.problems_text import render_for_content
from send_audit.setting_up.borough_file import new_borough_file, with_successors
from send_audit.setting_up.school_file import schools_csv
from send_audit.setting_up.setup import WANTED, Setup, ToMake
from send_audit.setting_up.telling import label

WORKBOOKS = "workbooks"


@dataclass(slots=True)
class Maker:
    """Writes the files of one folder. `schools.csv` comes last: the next run compares the list with it."""

    setup: Setup
    own: Iterable[Path]
    day: date
    plain: bool = field(kw_only=True)

    def make(self, *, workbooks: bool) -> int:
        """Write everything; give the exit code. Raises `SendAuditError` where nothing can be written."""
        folder = self.setup.folder.path
        shelf = Shelf(_content_folders(folder, self.own), as_of=self.day)
        library = shelf.library_for(folder / BOROUGH_FILE)
        talk(render_for_content(shelf.problems))
        borough = self._borough(Contents(library, None))
        contents = Contents(library, borough)
        failed = self._returns(contents)
        self._authority(contents, borough)
        write_whole(folder / SCHOOLS_FILE, self._schools().encode("utf-8"))
        if workbooks:
            failed += self._workbooks(shelf)
        return max(EXIT_PROBLEMS if failed else EXIT_DONE, exit_code(shelf.problems))

    def _schools(self) -> str:
        return schools_csv(self.setup.listing, self.setup.folder.old, self.setup.kept)

    def _borough(self, contents: Contents) -> Borough:
        """The round: as it is, with successors added where there are new ones, or a new one."""
        file = self.setup.folder.path / BOROUGH_FILE
        borough = self.setup.folder.borough
        if borough is None:
            text = self._new_borough(contents)
            model = read_bytes(text.encode("utf-8"), str(file)).model
            if not isinstance(model, Borough):
                raise SendAuditError(f"{self.setup.listing.name}: that name fits no borough.yaml.")
            write_whole(file, text.encode("utf-8"))
            return model
        if self.setup.pairs:
            if (why := why_not_mended(file)) is not None:
                raise SendAuditError(f"{file} was left as it is: {why}. Nothing was written.")
            write_whole(file, with_successors(file.read_bytes(), str(file), self.setup.pairs))
        return borough

    def _new_borough(self, contents: Contents) -> str:
        listing = self.setup.listing
        wanted = (e for e in self.setup.entries.values() if e.status in WANTED)
        nations: list[Nation] = list(
            dict.fromkeys((listing.nation, *(e.school.nation for e in wanted)))
        )
        overlays: dict[str, str] = {}
        checklists: dict[str, str] = {}
        for nation in nations:
            content = contents.of(nation)
            overlays |= {overlay.id: overlay.version for overlay in content.overlays}
            checklists |= {c.id: c.version for c in content.checklists if c.role != "strategy"}
        return new_borough_file(
            listing.name,
            listing.code,
            listing.nation,
            {id_: version for id_, version in checklists.items() if id_ not in overlays},
            overlays,
            self.setup.pairs,
            self.day,
        )

    def _returns(self, contents: Contents) -> int:
        """Make the blank returns; how many could not be made."""
        made = counted(
            (self._return(one, contents) for one in self.setup.to_make),
            len(self.setup.to_make),
            plain=self.plain,
            what="Making returns",
            in_lines=True,
        )
        failed = sum(not done for done in made)
        if self.setup.to_make:
            write_schema(self.setup.to_make[0].file.parent)
        return failed

    def _return(self, one: ToMake, contents: Contents) -> bool:
        school = one.entry.school
        text = render_blank_audit(school, contents.of(school.nation), self.day, with_schema=True)
        if os.path.lexists(one.file):
            talk([f"No return was made for {label(one.entry)}: {one.file} is there already."])
            return False
        try:
            write_new(one.file, text.encode("utf-8"), with_schema=False)
        except SendAuditError as error:
            talk([f"No return was made for {label(one.entry)}: {error}"])
            return False
        return True

    def _authority(self, contents: Contents, borough: Borough) -> None:
        """The authority's own blank audit, where it has none."""
        folder, listing = self.setup.folder.path, self.setup.listing
        strategy = folder / (borough.strategy or STRATEGY_FILE)
        model = read_file(strategy).model if is_file(strategy) else None
        named = model.audit if isinstance(model, Strategy) else None
        if named is not None or os.path.lexists(folder / STRATEGY_AUDIT_FILE):
            return
        authority = NewAuthority(name=borough.name, code=listing.code, nation=borough.nation)
        content = contents.of_authority(borough.nation)
        text = render_blank_audit(authority, content, self.day, with_schema=True)
        write_new(folder / STRATEGY_AUDIT_FILE, text.encode("utf-8"), with_schema=True)

    def _workbooks(self, shelf: Shelf) -> int:
        """A form for each return that has none yet; how many could not be made."""
        place = self.setup.folder.path / WORKBOOKS
        there = [one.file for files in self.setup.owned.by_urn.values() for one in files]
        files = sorted([*there, *(one.file for one in self.setup.to_make if is_file(one.file))])
        forms = [(file, place / f"{file.stem}.xlsx") for file in files]
        forms = [(file, form) for file, form in forms if not os.path.lexists(form)]
        failed = 0
        for file, form in steps(forms, [form.name for _, form in forms], plain=self.plain):
            failed += not self._workbook(file, form, shelf)
        talk([f"Workbooks made: {len(forms) - failed}, in {place}."])
        return failed

    def _workbook(self, file: Path, form: Path, shelf: Shelf) -> bool:
        from send_audit.pipeline import check_file
        from send_audit.workbook.make import make_form
        from send_audit.workbook.questions import questions_of

        checked = check_file(file, shelf.library_for(file), self.day)
        if checked.context is None or checked.failed:
            talk([f"No workbook of {file}, which has errors: send-audit validate {file}"])
            return False
        questions = questions_of(checked.context)
        write_whole(form, make_form(checked.context, questions, self.day, is_part=False))
        # As old as its return: a form that is newer has been filled in.
        made_of = file.stat()
        os.utime(form, ns=(made_of.st_atime_ns, made_of.st_mtime_ns))
        return True


def _content_folders(folder: Path, own: Iterable[Path]) -> list[Path]:
    """The folders of content; the borough's own too while it has no borough.yaml by which it is found."""
    kept = any(yaml_below(folder / name) for name in FOLDERS)
    return [*own, *([folder] if kept and not is_file(folder / BOROUGH_FILE) else [])]

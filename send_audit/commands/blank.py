"""Blank audits on disk, for `new` and `borough init`: what they answer, and writing them with the schema."""

from pathlib import Path
from typing import TYPE_CHECKING

from send_audit.commands.writing import write_whole
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from send_audit.load.library import Library
    from send_audit.model.borough import Borough
    from send_audit.model.content import Content
    from send_audit.model.words import Nation


class Contents:
    """What a new audit answers, by nation.

    The round of a borough names what its schools answer; the authority itself answers for its strategy.
    """

    def __init__(self, library: "Library", round_: "Borough | None") -> None:
        self.library = library
        self._round = round_
        self._seen: dict[Nation, Content] = {}

    def of(self, nation: "Nation") -> "Content":
        """What a school or a group answers."""
        from send_audit.council import current_content

        if nation not in self._seen:
            self._seen[nation] = current_content(self.library, nation, self._round)
        return self._seen[nation]

    def of_authority(self, nation: "Nation") -> "Content":
        """What a local authority answers."""
        from send_audit.council import current_content

        return current_content(self.library, nation)


def write_new(audit: Path, data: bytes, *, with_schema: bool) -> None:
    """Write a new audit, and the schema beside it. Raises `SendAuditError` where the reader refuses it."""
    from send_audit.load.document import read_bytes

    # What was typed may not fit the format; the reader says so before anything is written.
    for problem in read_bytes(data, str(audit)).problems:
        raise SendAuditError(f"{problem.path}: {problem.message} {problem.fix}")
    write_whole(audit, data)
    if with_schema:
        write_schema(audit.parent)


def write_schema(folder: Path) -> None:
    """Put the schema of audits into the folder, for the editors of those who fill them in."""
    from send_audit.render.blank_audit import SCHEMA_FILE
    from send_audit.render.json_schema import render_json_schema

    write_whole(folder / SCHEMA_FILE, f"{render_json_schema('audit')}\n".encode())

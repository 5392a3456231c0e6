"""A file's text while it is being edited, with the promise that an edit changes nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from send_audit.editing.edits import apply, edits_for
from send_audit.editing.marked import Marked
from send_audit.editing.tree import Path, Tree, with_value
from send_audit.load.decode import BOM, MAX_BYTES
from send_audit.load.document import Document, read_bytes
from send_audit.load.nodes import Block
from send_audit.problems import Problem, SendAuditError, has_errors

_YAML = "SA1"
"""The group of problems with the YAML itself: two parsers may disagree on such a file."""


class NotEditableError(SendAuditError):
    """The text is written in a way that cannot be changed without a risk."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A YAML file being edited: comments, order, quotes, line ends and byte order mark stay as they are.

    `document` is what the reader made of it, `marked` whether it starts with a byte order mark.
    """

    document: Document
    marked: bool
    page: Marked

    @classmethod
    def read(cls, data: bytes, file: str) -> "Draft":
        """Take the bytes of the file called `file`.

        Raises `SendAuditError`, with the line and what to do, where the strict reader refuses the YAML.
        """
        document = read_bytes(data, file)
        errors = [p for p in document.problems if has_errors([p])]
        if document.text is None or not isinstance(document.root, Block):
            _refuse(file, errors[0])
        for problem in errors:
            if problem.kind.code.startswith(_YAML):
                _refuse(file, problem)
        if document.root.flow:
            raise NotEditableError(
                f"{file}: the whole file stands in braces. Nothing was changed; write each key on a line "
                "of its own, without braces, and try again."
            )
        return cls(document, data.startswith(BOM), Marked(document.text))

    @property
    def file(self) -> str:
        """The file's name."""
        return self.document.file

    @property
    def text(self) -> str:
        """The file's text."""
        return self.page.text

    @property
    def tree(self) -> dict[str, Tree]:
        """What the file holds, as plain text, lists and dicts."""
        tree = self.page.tree
        assert isinstance(tree, dict)
        return tree

    def put(self, path: Path, value: Tree, *, order: Sequence[str] = ()) -> "Draft":
        """Put `value` at `path`; `None` takes away what stands there.

        Parents that are missing are made; a place one past a list's end appends to it. What is there already
        and says the same is not touched. `order` gives the keys beside a new one in the order in which they
        belong; without it a new key comes last.

        Raises `NotEditableError` where the text is written in a way that cannot be changed safely, or would
        become larger than a file may be.
        """
        wanted = with_value(self.tree, path, value)
        text = apply(self.text, list(edits_for(self.page, path, value, order)))
        if len(text.encode("utf-8")) > MAX_BYTES:
            raise NotEditableError(f"{self.file} would have more than 2 MiB. Nothing was changed.")
        try:
            new = Draft.read(text.encode("utf-8"), self.file)
        except SendAuditError:
            new = self
        if _pruned(new.tree) != _pruned(wanted):
            line = self.text.count("\n", 0, self._line_of(path)) + 1
            raise NotEditableError(
                f"{self.file}:{line}: the lines here are written in a way that send-audit cannot change "
                "without a risk. Nothing was changed; change them in an editor."
            )
        return replace(new, marked=self.marked)

    def data(self) -> bytes:
        """The file's bytes."""
        return (BOM if self.marked else b"") + self.text.encode("utf-8")

    def _line_of(self, path: Path) -> int:
        nodes, _ = self.page.find(path)
        mark = nodes[-1].start_mark
        return mark.index if mark is not None else 0


def _refuse(file: str, problem: Problem) -> NoReturn:
    raise SendAuditError(
        f"{file}:{problem.line}: {problem.message} {problem.fix} Nothing was changed."
    )


def _pruned(tree: Tree) -> Tree:
    """The tree without blocks and lists that hold nothing: an edit may leave them out."""
    if isinstance(tree, dict):
        kept = {key: _pruned(value) for key, value in tree.items()}
        return {key: value for key, value in kept.items() if value is not None} or None
    if isinstance(tree, list):
        return [item for item in map(_pruned, tree) if item is not None] or None
    return tree

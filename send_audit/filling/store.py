"""The file behind a sitting: saved after every answer, merged with what others wrote, undone step by step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from send_audit.editing.draft import Draft
from send_audit.editing.tree import Path as TreePath
from send_audit.editing.tree import Tree, at
from send_audit.load.reading import read_whole
from send_audit.model.audit import Audit
from send_audit.problems import SendAuditError

Write = Callable[[Path, bytes], None]


class ChangedMeanwhileError(Exception):
    """Another program wrote another answer to the very question that is being answered."""


class TakenOverError(Exception):
    """Another sitting took the file over: nothing more is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One save: the place with what stood there, and the file before and after."""

    path: TreePath
    value: Tree
    before: bytes
    after: bytes


class Store:
    """One audit file. What it holds in memory is what was read or written last."""

    def __init__(
        self, path: Path, write: Write, is_ours: Callable[[], bool] = lambda: True
    ) -> None:
        self.path = path
        self._write = write
        self._is_ours = is_ours
        self.draft = Draft.read(self._bytes(), str(path))

    @property
    def audit(self) -> Audit:
        """The audit as the file has it."""
        model = self.draft.document.model
        assert isinstance(model, Audit)  # whoever opens a store has seen that it is one
        return model

    def put(self, path: TreePath, value: Tree, order: Sequence[str] = ()) -> "Saved":
        """Put one value in the file, whole or not at all, and say what that changed.

        Raises `ChangedMeanwhileError` where someone changed this very place since it was read here,
        `TakenOverError` where another sitting has the file, `SendAuditError` where it cannot be written.
        """
        seen = at(self.draft.tree, path)
        self._catch_up()
        if at(self.draft.tree, path) != seen:
            raise ChangedMeanwhileError
        before = self.draft.data()
        self._save(self.draft.put(path, value, order=order))
        return Saved(path=path, value=seen, before=before, after=self.draft.data())

    def take_back(self, saved: Sequence["Saved"]) -> None:
        """Undo what was saved one after the other: to the byte, unless somebody else wrote in between.

        Then only the places concerned become what they were. Raises as `put` does.
        """
        self._catch_up()
        alone = all(one.after == next_.before for one, next_ in pairwise(saved))
        if alone and self.draft.data() == saved[-1].after:
            self._save(Draft.read(saved[0].before, str(self.path)))
            return
        draft = self.draft
        for one in reversed(saved):
            draft = draft.put(one.path, one.value)
        self._save(draft)

    def _catch_up(self) -> None:
        """Read what others wrote. Raises `TakenOverError` where nothing may be written here any more."""
        if not self._is_ours():
            raise TakenOverError
        now = self._bytes()
        if now != self.draft.data():
            self.draft = self._read_again(now)

    def _save(self, draft: Draft) -> None:
        if not isinstance(draft.document.model, Audit):
            problem = draft.document.problems[0]
            raise SendAuditError(f"This cannot be saved: {problem.message} {problem.fix}")
        if draft.data() != self.draft.data():
            self._write(self.path, draft.data())
        self.draft = draft

    def _read_again(self, data: bytes) -> Draft:
        fresh = Draft.read(data, str(self.path))
        if not isinstance(fresh.document.model, Audit):
            problem = fresh.document.problems[0]
            raise SendAuditError(
                f"{self.path}:{problem.line}: another program changed the file, and it cannot be read "
                f"any more. {problem.message} {problem.fix}"
            )
        return fresh

    def _bytes(self) -> bytes:
        data, problem = read_whole(self.path)
        if data is None:
            assert problem is not None  # either bytes or what stands in their way
            raise SendAuditError(f"{self.path}: {problem.message} {problem.fix}")
        return data

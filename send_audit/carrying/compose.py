"""The new audit's text, put together from the last one's pieces and today's questions."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from send_audit.carrying.answers import sort_answers
from send_audit.carrying.confirming import carry_answer, marked
from send_audit.carrying.old_file import (
    OldAnswers,
    Piece,
    changed,
    comments_in,
    cut,
    cut_answers,
    moved_right,
)
from send_audit.carrying.plan import carry_plan
from send_audit.carrying.remarks import Ours, is_ours_in, remarks_on
from send_audit.carrying.subject import NewFacts, with_facts
from send_audit.editing.marked import Marked, tree_of
from send_audit.editing.tree import Tree, at
from send_audit.load.document import read_bytes
from send_audit.model.audit import Audit
from send_audit.model.carried import Carried, CarriedAnswers
from send_audit.model.content import Content, items_by_id
from send_audit.model.words import Nation, Strand
from send_audit.problems import SendAuditError
from send_audit.render.blank_audit import (
    SCHEMA_LINE,
    Asked,
    blank_period,
    how_to_answer,
    render_blank_plan,
    what_is_asked,
)
from send_audit.render.blank_responses import HOW_TO_CONFIRM, Filled, render_responses

_NEWLINE = re.compile(r"\r\n|\r|\n")
_SUBJECTS = ("school", "group", "local_authority")
_EMPTY = Piece(text="", tree=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAudit:
    """The audit to start from: its text, its model, and the checklists and overlays it was held to."""

    file: Path
    text: str
    audit: Audit
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The file to make, as of which day, and what is said of its subject that the last audit did not say."""

    file: Path
    day: date
    facts: NewFacts
    with_schema: bool


class Carrier:
    """Makes one new audit from the last one.

    First the subject (`subject`), since its nation decides which checklists there are; then the whole
    (`make`), with those checklists.
    """

    def __init__(self, last: LastAudit, target: Target) -> None:
        self._last = last
        self._target = target
        self._pieces, self._end = cut(last.text)
        self._kind = next(kind for kind in _SUBJECTS if kind in self._pieces)
        self._changes: tuple[tuple[str, str, str], ...] = ()
        text = self._pieces[self._kind].text
        if self._kind == "school":
            text, self._changes = with_facts(
                self._pieces[self._kind], target.facts, str(target.file)
            )
        self._subject_text = text
        self.subject = self._read_subject(text)

    @property
    def nation(self) -> Nation:
        """Where the new audit's subject is."""
        return self.subject.subject.nation

    def _read_subject(self, text: str) -> Audit:
        """The subject alone. Raises `SendAuditError` where what was said of it does not fit the file."""
        data = f"schema: send-audit/audit@1\n{text}".encode()
        document = read_bytes(data, str(self._target.file))
        if isinstance(document.model, Audit):
            return document.model
        problem = document.problems[0]
        raise SendAuditError(f"{problem.path}: {problem.message} {problem.fix}")

    def make(self, now: Content, known: frozenset[str]) -> tuple[bytes, Carried]:
        """The new file's bytes and what became of everything. `known` are the ids of all items there are."""
        last = self._last
        asked = what_is_asked(self.subject, now)
        answers = sort_answers(last.audit, last.content, self.subject, now)
        piece = self._pieces.get("responses", _EMPTY)
        ours = is_ours_in((last.content, now))
        old = (
            cut_answers(piece, ours) if piece.text else OldAnswers(pieces={}, comments={}, loose=())
        )
        plan_text, plan = carry_plan(
            self._pieces.get("plan", _EMPTY),
            last.audit,
            self._way_back(),
            self._target.day,
            known,
            _strands(last.content),
        )
        parts = {
            self._kind: self._subject_text,
            "shares": self._shares(),
            "audit": self._audit(asked),
            "responses": _lines(self._responses(asked, now, answers, old)),
            "plan": _lines(_with_examples(plan_text, asked, self._target.day)),
        }
        data = self._whole(parts, ours, asked)
        _check(data, answers, old, last)
        carried = Carried(
            file=str(last.file),
            when=last.audit.audit.date,
            answers=answers,
            plan=plan,
            subject=self._changes,
            files=_files(last.audit) if self._moved() else 0,
        )
        return data, carried

    # ---- The parts ---------------------------------------------------------------------------

    def _way_back(self) -> str:
        """The last audit's file, from the folder of the new one."""
        try:
            way = os.path.relpath(self._last.file, self._target.file.parent)
        except ValueError:  # on another drive
            return self._last.file.name
        return Path(way).as_posix()

    def _moved(self) -> bool:
        return self._last.file.parent.resolve() != self._target.file.parent.resolve()

    def _shares(self) -> str:
        piece = self._pieces.get("shares")
        shares = self._last.audit.shares
        if piece is None or shares is None or not self._moved():
            return piece.text if piece is not None else ""
        try:
            way = os.path.relpath(self._last.file.parent / shares.file, self._target.file.parent)
        except ValueError:
            return piece.text
        new: Tree = {**_keys(piece.tree), "file": Path(way).as_posix()}
        return changed(piece.text, "shares", new, str(self._target.file))

    def _audit(self, asked: Asked) -> str:
        piece = self._pieces.get("audit", _EMPTY)
        before = _keys(piece.tree)
        stays = {k: v for k, v in before.items() if k in ("conducted_by", "roles", "surveys")}
        new: dict[str, Tree] = {
            "date": self._target.day.isoformat(),
            **{key: stays[key] for key in ("conducted_by", "roles") if key in stays},
            "checklists": dict(asked.listed),
            **({"overlays": dict(asked.overlays)} if asked.overlays else {}),
            **{key: stays[key] for key in ("surveys",) if key in stays},
        }
        text = piece.text if before else "audit:\n"
        return changed(text, "audit", new, str(self._target.file))

    def _responses(
        self, asked: Asked, now: Content, answers: CarriedAnswers, old: OldAnswers
    ) -> Iterator[str]:
        yield _key_line("responses", self._pieces.get("responses", _EMPTY).text)
        when = self._last.audit.audit.date
        file = str(self._last.file)
        remarks, at_end = remarks_on(self._last.audit, answers, when, self._way_back())
        old = _with_comments_of_left(old, answers)
        told = {*remarks, *old.comments, *answers.carried}
        ids = {item.id for checklist in asked.checklists for item in checklist.items()}
        filled = {
            id_: Filled(
                comments=_indented((*remarks.get(id_, ()), *old.comments.get(id_, ()))),
                answer=moved_right(carry_answer(id_, old.pieces[id_], when, file), 2)
                if id_ in answers.carried
                else (),
            )
            for id_ in told & ids
        }
        yield from render_responses(asked.checklists, now.advice, filled)
        homeless = [line for id_, c in old.comments.items() if id_ not in ids for line in c]
        yield from _indented((*at_end, *homeless, *old.loose))

    # ---- The whole ---------------------------------------------------------------------------

    def _whole(self, parts: Mapping[str, str], ours: Ours, asked: Asked) -> bytes:
        order = [key for key in self._pieces if key in parts]
        order += [key for key in parts if key not in order and parts[key]]
        lines: list[str] = []
        for key, piece in self._pieces.items():
            if key not in order:
                lines += self._above(key, piece, ours)
                lines += piece.text.removesuffix("\n").split("\n")
        for key in order:
            lines += self._above(key, self._pieces.get(key, _EMPTY), ours)
            if key == "responses":
                lines += [*how_to_answer(asked.checklists), *HOW_TO_CONFIRM]
            lines += parts[key].removesuffix("\n").split("\n")
        lines += self._end
        text = "\n".join(lines) + "\n"
        newline = _NEWLINE.search(self._last.text)
        return text.replace("\n", newline[0] if newline else "\n").encode("utf-8")

    def _above(self, key: str, piece: Piece, ours: Ours) -> Sequence[str]:
        """The comments above a key, without those that a program wrote."""
        if key == next(iter(self._pieces)):
            own = [line for line in piece.comments if not line.startswith("# yaml-language-server")]
            return [SCHEMA_LINE, *own] if self._target.with_schema else own
        return [line for line in piece.comments if not ours(line.strip())]


def _lines(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _keys(tree: Tree) -> dict[str, Tree]:
    return tree if isinstance(tree, dict) else {}


def _indented(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"  {line}" for line in lines)


def _with_comments_of_left(old: OldAnswers, answers: CarriedAnswers) -> OldAnswers:
    """What people wrote inside an answer that is not carried stands at its question, or what replaces it."""
    comments = {id_: list(lines) for id_, lines in old.comments.items()}
    homes = {id_: id_ for id_ in answers.changed}
    homes |= {gone.id: next(iter(gone.replaced_by), gone.id) for gone in answers.gone}
    for id_, home in homes.items():
        above = comments.pop(id_, []) if home != id_ else []
        comments.setdefault(home, []).extend([*above, *comments_in(old.pieces[id_])])
    return replace(old, comments={id_: tuple(lines) for id_, lines in comments.items()})


def _strands(content: Content) -> Mapping[str, Strand]:
    """The strand of each item that has one."""
    found: dict[str, Strand] = {}
    for id_, (checklist, item) in items_by_id(content.checklists).items():
        strand = checklist.strand_of(item)
        if strand != "none":
            found[id_] = strand
    return found


def _with_examples(text: str, asked: Asked, day: date) -> Iterator[str]:
    """The plan's lines with an example of a period; of everything, where there is nothing to carry.

    Examples that the last audit was made with give way to today's.
    """
    blank = list(render_blank_plan(asked.checklists, day))
    examples = frozenset(map(_without_figures, blank))
    own = [
        line
        for line in text.removesuffix("\n").split("\n")[1:]
        if not (line.lstrip().startswith("#") and _without_figures(line) in examples)
    ]
    yield _key_line("plan", text)
    yield from blank_period(day) if any(map(_says_something, own)) else blank
    yield from own


def _key_line(key: str, text: str) -> str:
    """A key's own line, with the comment behind it if there is one."""
    first = text.partition("\n")[0]
    return first if re.fullmatch(rf"{key}:\s*(#.*)?", first) else f"{key}:"


def _without_figures(line: str) -> str:
    """A line of an example whatever its dates and its item."""
    return re.sub(r"[A-Z0-9-]*\d", "0", line.rstrip())


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _files(last: Audit) -> int:
    """How many of the evidence's files are named, which lie beside the audit that names them."""
    answers = [
        answer
        for response in last.responses.values()
        for answer in (response, *(response.places or {}).values())
    ]
    return len({e.file for answer in answers for e in answer.evidence if e.file is not None})


def _check(data: bytes, answers: CarriedAnswers, old: OldAnswers, last: LastAudit) -> None:
    """That each carried answer says what it said: nothing is written where it does not."""
    tree = tree_of(Marked(data.decode("utf-8")).root)
    when = last.audit.audit.date
    for id_ in answers.carried:
        assert at(tree, ("responses", id_)) == marked(old.pieces[id_].tree, when), id_

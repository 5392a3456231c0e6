"""A school that has answered every shipped item as met, and what becomes of it when a few answers differ."""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from send_audit.load.library import Library
from send_audit.model.results import Assessed
from send_audit.pipeline import assess_file
from send_audit.render.score_json import render_score_json
from send_audit.render.score_text import render_score_text
from send_audit.resources import checklists_dir
from tests.small_models import AS_OF, AUDITED_ON, Tree, rated

MET = rated("met", evidence=[{"kind": "document", "title": "Minutes", "on": "2026-10-01"}])
IN_FORCE: Tree = {"period": {"start": "2026-09-01", "end": "2029-08-31"}}
SCHOOL: Tree = {
    "name": "Saltings School",
    "urn": "900099",
    "nation": "england",
    "type": "community-school",
    "phase": "primary",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A place to assess audits at, with the shipped checklists or changed ones."""

    folder: Path
    library: Library

    def assess(
        self,
        answers: Mapping[str, Tree | None] | None = None,
        *,
        plan: Tree = IN_FORCE,
        as_of: date = AS_OF,
        **school: object,
    ) -> Assessed:
        """Assess a school whose answers are all met, except those given; `None` takes one away."""
        responses = dict.fromkeys(self.library.items, MET) | dict(answers or {})
        versions = {id_: _version(self.library, id_) for id_ in self.library.ids}
        tree: Tree = {
            "schema": "send-audit/audit@1",
            "school": SCHOOL | school,
            "audit": {"date": AUDITED_ON.isoformat(), "checklists": versions},
            "responses": {id_: answer for id_, answer in responses.items() if answer is not None},
            "plan": plan,
        }
        file = self.folder / "audit.yaml"
        _write(file, tree)
        result = assess_file(file, self.library, as_of)
        assert result.assessed is not None, [problem.message for problem in result.problems[:3]]
        return result.assessed

    def teaching(self, ids: str | Iterable[str], **changes: object) -> "Desk":
        """The same desk with other content: these items changed, as if they taught something else."""
        wanted = {ids} if isinstance(ids, str) else set(ids)
        folder = self.folder / "taught"
        shutil.copytree(self.library.folder, folder, dirs_exist_ok=True)
        for id_ in {self.library.items[item][0].id for item in wanted}:
            file = folder / f"{id_}.yaml"
            content = yaml.safe_load(file.read_text(encoding="utf-8"))
            for section in content["sections"]:
                for item in section["items"]:
                    if item["id"] in wanted:
                        item.update(changes)
            _write(file, content)
        return replace(self, library=Library(folder))


def _write(file: Path, tree: Tree) -> None:
    """Write a tree as JSON, which is YAML without anchors, whatever the tree shares."""
    file.write_text(json.dumps(tree, indent=1, ensure_ascii=False), encoding="utf-8")


def _version(library: Library, id_: str) -> str:
    found = library.current(id_)
    assert found is not None
    return found.version


@cache
def _shipped() -> Library:
    """Read once: no test changes it."""
    return Library(checklists_dir())


def shipped_desk(folder: Path) -> Desk:
    return Desk(folder, _shipped())


def figures(one: Assessed) -> dict[str, Any]:
    """What `score --format json` says of it."""
    (audit,) = json.loads(render_score_json([one]))["audits"]
    found: dict[str, Any] = audit
    return found


def duty_lines(one: Assessed) -> list[str]:
    """What `score` prints about the duties: the lines between the heading and the access figures."""
    blocks = render_score_text(one).split("\n\n")
    return [line.strip() for line in blocks[1].splitlines()]


def unmet(one: Assessed) -> dict[str, str]:
    """The unmet duties with the Act that each stands under, as the JSON lists them."""
    return {row["item"]: row["act"] for row in figures(one)["duties_unmet"]}

"""Last cycle's audits and a council's checklist that has moved on since, for the tests of carrying."""

import json
from datetime import date
from pathlib import Path

from send_audit.carrying.compose import Carrier, LastAudit, Target
from send_audit.carrying.subject import NewFacts
from send_audit.editing.draft import Draft
from send_audit.editing.tree import Tree
from send_audit.load.document import read_bytes, read_file
from send_audit.model.audit import Audit
from send_audit.model.checklist import Checklist
from send_audit.model.content import make_content
from tests.program import AS_OF, ROOT, run
from tests.small_models import Tree as AnyTree
from tests.small_models import item_tree

ESTUARY = ROOT / "examples" / "estuary"
DAY = date.fromisoformat(AS_OF)


def carry(tmp_path: Path, last: Path, *flags: str, code: int = 0) -> tuple[Path, str]:
    """The new file and what was said."""
    target = tmp_path / "new.yaml"
    done = run("new", target, "--from", last, "--as-of", AS_OF, "--no-schema", *flags)
    assert done.returncode == code, done.stderr
    return target, done.stderr


def tree(file: Path) -> dict[str, Tree]:
    return Draft.read(file.read_bytes(), str(file)).tree


def audit(file: Path) -> Audit:
    model = read_file(file).model
    assert isinstance(model, Audit)
    return model


def without_marks(answer: Tree) -> Tree:
    """An answer without what carrying adds, at the item and in each place."""
    if isinstance(answer, dict):
        kept = {k: v for k, v in answer.items() if k not in ("to_confirm", "checked_on")}
        return {key: without_marks(value) for key, value in kept.items()}
    return answer


def own(version: str, *items: AnyTree) -> AnyTree:
    """A council's checklist, as its file has it."""
    return {
        "schema": "send-audit/checklist@1",
        "id": "estuary-flood",
        "prefix": "X-EST",
        "title": "Floods",
        "version": version,
        "language": "en-GB",
        "strand": "physical-environment",
        "role": "access",
        "nations": ["england", "wales"],
        "sections": [{"id": "all", "title": "All", "items": list(items)}],
    }


def plain(number: str, **changes: object) -> AnyTree:
    return item_tree(f"X-EST-{number}", **changes)


BEFORE = (
    plain("0001"),
    plain("0002"),
    plain("0003"),
    plain("0004"),
    plain("0006", per="ramp"),
    plain(
        "0007",
        measure={
            "quantity": "Width",
            "unit": "mm",
            "minimum": "900",
            "applies_to": "existing-benchmark",
        },
    ),
)
TODAY = (
    plain("0001", guidance="Look twice."),
    plain("0002", criterion="Another question.", revised="2.0.0"),
    plain("0003", retired={"in": "2.0.0", "replaced_by": ["X-EST-0005"]}),
    plain("0004", retired={"in": "2.0.0"}),
    plain("0005"),
    plain("0006", per="ramp"),
    plain(
        "0007",
        measure={
            "quantity": "Width",
            "unit": "mm",
            "minimum": "1000",
            "applies_to": "existing-benchmark",
        },
    ),
    plain("0008"),
)
LAST = """\
# Ours since 2019
schema: send-audit/audit@1
# who we are
school:
    name: "Little School"     # the small one
    nation: england
    type: community-school
    phase: primary
    places:
        front: {name: Front ramp, kind: ramp}
        back: {name: Back ramp, kind: ramp}
audit:
    date: 2024-03
    roles:
        - SENCO
    checklists:
        estuary-flood: 1.0.0
    consulted:
        - who: Pupils
    surveys:
        - {id: AAC, title: Access survey}
    next_audit: 2026-03
responses:
    # Ask the caretaker about this one
    X-EST-0001:   # first
        rating: met
        # seen with the caretaker
        note: |
            Two lines,
              the second further in.
        evidence:
            - kind: photograph
              file: photos/a.jpg
    X-EST-0002:
        rating: partly-met
        evidence:
            - title: A
            - title: B
        note: N
    X-EST-0003: {rating: not-met, note: 'x # y'}
    X-EST-0004:
        rating: met
    X-EST-0006:
        places:
            front:
                rating: met
                checked_on: 2023-09-01
            back:
                rating: not-met
                to_confirm: ask the builder   # soon
    # about the width
    X-EST-0007:
        measured: 950
"""


def flooded(tmp_path: Path, last: str = LAST) -> tuple[Path, Path]:
    """Last cycle's file, and the folder of a council whose checklist has moved on since."""
    folder = tmp_path / "council"
    (folder / "archive").mkdir(parents=True)
    old, new = own("1.0.0", *BEFORE), own("2.0.0", *TODAY)
    (folder / "archive" / "flood-1.yaml").write_text(json.dumps(old), "utf-8")
    (folder / "flood.yaml").write_text(json.dumps(new), "utf-8")
    file = tmp_path / "last.yaml"
    file.write_bytes(last.encode())
    return file, folder


PLAN = """\
plan:
  period: {start: 2024-04-01, end: 2027-03-31}
  approved: {by: Governors, on: 2024-05-01}
  aims:
    - Everyone is included.   # in the pupils' words
  next_review: 2026-01
  actions:
    - id: A-01
      for: [X-EST-0001]
      action: Done once.
      status: done
      done_on: 2025-01-01
    # this one is dear to us
    - id: A-02
      for: [X-EST-0002]
      action: Late.
      due: 2025-07
      was_due:
        - due: 2024-12
          why: Snow
      carried_from: [OLD-9]
    - id: A-03
      for: [X-EST-0001]
      action: Still to come.
      due: 2029-07
      status: waiting
    - id: A-04
      for: [X-EST-0001]
      action: Given up.
      status: dropped
      dropped_reason: No money
    - id: A-05
      for: [X-EST-0001]
      action: Each year.
      repeats: yearly
      done_on: 2026-09-01
      due: 2026-08
      status: ongoing
    - id: A-06
      for: [X-EST-0001]
      action: Done, though nobody said so.
      done_on: 2025-05-05
"""
BARE = LAST.replace(
    "note: |\n            Two lines,\n              the second further in.", "note: N"
)


def made_from(text: str) -> str:
    """What is made of the text of a last audit by the council's newest checklist, without a disk."""
    before = Checklist.model_validate(own("1.0.0", *BEFORE))
    today = Checklist.model_validate(own("2.0.0", *TODAY))
    document = read_bytes(text.encode(), "last.yaml")
    assert isinstance(document.model, Audit), document.problems
    last = LastAudit(
        file=Path("last.yaml"), text=text, audit=document.model, content=make_content([before])
    )
    facts = NewFacts(values={})
    target = Target(file=Path("new.yaml"), day=DAY, facts=facts, with_schema=False)
    made, _ = Carrier(last, target).make(
        make_content([today]), frozenset(item.id for item in today.items())
    )
    return made.decode()


def tree_in(text: str) -> dict[str, Tree]:
    return Draft.read(text.encode(), "file.yaml").tree

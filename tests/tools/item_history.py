"""Writes the lists that keep items' ids and meanings: python -m tests.tools.item_history. Tests compare them.

`tests/item_ids.txt` is every id that was ever in a checklist. `tests/item_criteria.json` has, for each id, a
digest of what it means (criterion, measure, duty, basis) by the checklist version that gave it that meaning.
`tests/released_checklists.json` has the digest of every archived file: what was released stays as it was.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from send_audit.load.library import Library
from send_audit.model.checklist import Checklist, Item

COMMAND = "python -m tests.tools.item_history"
IDS = Path(__file__).resolve().parents[1] / "item_ids.txt"
MEANINGS = Path(__file__).resolve().parents[1] / "item_criteria.json"

RELEASES = Path(__file__).resolve().parents[1] / "released_checklists.json"

History = Mapping[str, Mapping[str, str]]
"""Digests by item id, then by version, oldest first."""


class MeaningIsFixedError(Exception):
    """A released item changed its meaning, and its checklist's major version did not change."""


def shipped() -> list[tuple[Checklist, Item]]:
    """Every item of the newest checklists, by id."""
    return [pair for _, pair in sorted(Library().items.items())]


def released() -> dict[str, str]:
    """`CHECKLIST@VERSION` of every released version, those that the archive keeps, with its digest."""
    files = sorted((Library().folder / "archive").glob("*/*.yaml"))
    return {
        f"{file.parent.name}@{file.stem}": hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
    }


def recorded_releases() -> dict[str, str]:
    found: dict[str, str] = json.loads(RELEASES.read_text(encoding="utf-8"))
    return found


def digest(item: Item) -> str:
    """A short fingerprint of what the item means. Guidance and remedy may improve without changing it."""
    meaning = item.model_dump(mode="json", include={"criterion", "measure", "duty", "basis"})
    return hashlib.sha256(json.dumps(meaning, sort_keys=True).encode()).hexdigest()[:16]


def recorded_ids() -> list[str]:
    return IDS.read_text(encoding="utf-8").split()


def recorded() -> History:
    history: History = json.loads(MEANINGS.read_text(encoding="utf-8"))
    return history


def brought_up_to_date(
    history: History, items: Iterable[tuple[Checklist, Item]], released: Collection[str]
) -> History:
    """The history with every new meaning in it; refuses one that needs a new major version first."""
    new = {id_: dict(versions) for id_, versions in history.items()}
    for checklist, item in items:
        versions = new.setdefault(item.id, {})
        latest = next(reversed(versions), None)
        if latest is None:
            versions[checklist.version] = digest(item)
        elif versions[latest] != digest(item):
            if _major(checklist.version) == _major(latest):
                if f"{checklist.id}@{latest}" in released:
                    raise MeaningIsFixedError(
                        f"{item.id} means something else than in {checklist.id} {latest}, which is "
                        "released: raise the major version, or add an item and retire this one."
                    )
                del versions[latest]
            versions[checklist.version] = digest(item)
    return dict(sorted(new.items()))


def _major(version: str) -> str:
    return version.partition(".")[0]


def main() -> None:
    """Add new ids and meanings. An id is never taken away."""
    items = shipped()
    known = recorded_ids() if IDS.exists() else []
    history = recorded() if MEANINGS.exists() else {}
    new = brought_up_to_date(history, items, released())
    MEANINGS.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
    known_releases = recorded_releases() if RELEASES.exists() else {}
    RELEASES.write_text(json.dumps(released() | known_releases, indent=1) + "\n", encoding="utf-8")
    ids = sorted({*known, *(item.id for _, item in items)})
    IDS.write_text("\n".join(ids) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

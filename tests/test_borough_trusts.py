"""A trust's actions in its borough: each of its schools has them, and nobody counts them twice."""

import shutil
from collections import Counter
from pathlib import Path

from send_audit.council import Shelf
from send_audit.gathering.gather import GatherOptions, gather
from send_audit.gathering.make_area import make_area
from send_audit.load.round_folder import read_round_folder
from tests.program import ROOT
from tests.small_models import AS_OF


def test_two_schools_of_a_trust_bring_its_actions_once(tmp_path: Path) -> None:
    folder = tmp_path / "estuary"
    shutil.copytree(ROOT / "examples" / "estuary", folder)
    academy = (folder / "returns" / "estuary-academy.yaml").read_text("utf-8")
    sister = academy.replace('"900002"', '"900010"').replace("Estuary Academy", "Reedbed Academy")
    (folder / "returns" / "reedbed.yaml").write_text(sister, "utf-8")
    round_, shelf = read_round_folder(folder), Shelf(as_of=AS_OF)
    options = GatherOptions(own=(), as_of=AS_OF, basis="moderated", jobs=1, cache=None)
    area = make_area(round_, gather(round_, options, shelf), shelf, AS_OF, "moderated")
    for _ in range(2):  # each pass starts afresh
        schools = {one.standing.urn: one for one in area.each()}
        shared = [
            a.id for urn in ("900002", "900010") for a in schools[urn].facts.actions if a.shared
        ]
        summed = [a.id for one in schools.values() for a in one.actions_to_sum if a.shared]
        assert max(Counter(shared).values()) == 2
        assert sorted(summed) == sorted(set(shared))

"""The digest of everything that the borough's own documents depend on."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from send_audit.borough.facts import SchoolFacts, freeze_facts
from send_audit.cache import digest, files_digest
from send_audit.gathering.gathered import Gathered
from send_audit.gathering.inputs import footing_of
from send_audit.gathering.run import Run
from send_audit.load.round_folder import MODERATION, RoundFolder
from send_audit.load.walk import yaml_in


def folder_digest(folder: Path) -> str:
    """The digest of what a borough folder holds beside returns and content: to be asked before it is read."""
    try:
        top = [Path(entry.path) for entry in os.scandir(folder) if entry.is_file()]
    except OSError:
        top = []
    return files_digest([*top, *yaml_in(folder / MODERATION)])


def area_key(
    run: Run,
    round_: RoundFolder,
    before: str,
    gathered: Iterable[Gathered],
    last_cycle: Mapping[str, SchoolFacts],
    templates: str,
) -> str | None:
    """The key of a borough's documents; `None` where nothing is kept, or a file changed in the meantime.

    `before` is the `folder_digest` from before `round_` was read. The day, the program and the content are in
    it, and all that every return came to.
    """
    if run.kept is None or folder_digest(round_.folder) != before:
        return None
    beside = [round_.folder / (round_.borough.strategy or ""), round_.strategy_audit]
    named = footing_of(round_.strategy_audit).named if round_.strategy_audit is not None else ()
    parts = [files_digest(file for file in beside if file is not None and file.is_file())]
    parts += [part for pair in named for part in pair]
    for one in gathered:
        broken = one.broken
        told = (broken.urn or "", broken.name, *broken.reasons) if broken is not None else ()
        parts.append(digest(one.file, one.kind, one.text or "", *told))
    parts += [digest(urn, freeze_facts(facts)) for urn, facts in sorted(last_cycle.items())]
    base = run.kept.base(round_.folder / "borough.yaml")
    return digest("area", base, before, templates, *parts)

"""What the status of a round is rendered from."""

from dataclasses import dataclass

from send_audit.borough.round_counts import RoundCounts
from send_audit.model.borough import Borough


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundStatus:
    """A round in numbers, whose it is, in which folder, and which files are a trust's own."""

    folder: str
    borough: Borough
    counts: RoundCounts
    trust_files: tuple[str, ...]

"""What one file of `returns/` came to, small enough to be sent between machines and kept between runs."""

from dataclasses import dataclass
from typing import Literal

from send_audit.borough.facts import ReturnHead, SchoolFacts, thaw_facts, thaw_head
from send_audit.borough.standing import BrokenReturn

GatheredKind = Literal["return", "group", "broken"]
"""A school's return; a trust's own file, whose answers count where its schools are silent; or neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One file. `text` has its facts in the form of `freeze_facts`; `broken` what stopped it.

    `mark` is the digest of all that its documents rest on but the templates; `None` where nobody asked.
    """

    file: str
    kind: GatheredKind
    text: str | None = None
    broken: BrokenReturn | None = None
    mark: str | None = None

    @property
    def head(self) -> ReturnHead | None:
        """What must be known of every return at once; `None` for a file that is none."""
        return thaw_head(self.text) if self.text is not None else None

    @property
    def facts(self) -> SchoolFacts | None:
        """All facts of the return; `None` for a file that is none."""
        return thaw_facts(self.text) if self.text is not None else None

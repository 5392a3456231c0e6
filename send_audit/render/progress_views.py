"""The typed view of the yearly report on a plan: what was promised, done, has slipped and comes next."""

from dataclasses import dataclass

from send_audit.render.views import (
    ActionGroup,
    Basis,
    DocumentView,
    EndedGroup,
    Figure,
    Formats,
    Link,
    Monitoring,
    Row,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AheadGroup:
    """Actions that have not begun, a row of a list each, by when they are due."""

    heading: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressPart:
    """One section of the report: a few sentences, then its actions in the one shape that suits them."""

    anchor: str
    title: str
    paragraphs: tuple[str, ...]
    ended: tuple[EndedGroup, ...] = ()
    cards: tuple[ActionGroup, ...] = ()
    ahead: tuple[AheadGroup, ...] = ()
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView(DocumentView):
    """The whole yearly report, for everyone to read.

    `figures` count each action once: the first is the sum of the others. There are none without actions.
    """

    template = "progress.html.j2"

    short: tuple[str, ...]
    figures: tuple[Figure, ...]
    figures_note: str | None
    parts: tuple[ProgressPart, ...]
    monitoring: Monitoring
    formats: Formats
    basis: Basis

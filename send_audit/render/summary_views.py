"""The typed view of a summary: short sentences, each part under a question."""

from dataclasses import dataclass

from send_audit.render.views import DocumentView, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One thing that will get better: what, when, and who sees to it."""

    what: str
    when: str
    who: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A headed part: sentences, then points or promises under an optional lead, then a last word."""

    anchor: str
    title: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    after: tuple[str, ...] = ()
    contacts: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HardWord:
    """A word that the text cannot do without, and what it means."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryView(DocumentView):
    """The whole summary. `parts` are in reading order; only the easy-read layout has `hard_words`."""

    template = "summary.html.j2"

    parts: tuple[Part, ...]
    hard_words: tuple[HardWord, ...]

"""A council's or school's brand: its colours, its logo and its own templates, as one value.

The value holds all of it, so that it can be sent to another process or machine, and the folder that it was
read from is never opened again.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The colours that a brand may choose. Every template and chart takes them from here.

    `accent` is on white and on the tint of boxes, `on_accent` on the field of the cover, `accent_dark` on the
    dark screen.
    """

    accent: str = "#0b3c49"
    on_accent: str = "#fff"
    accent_dark: str = "#a9dbe8"


OUR_COLOURS = Colours()


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture as JPEG, and the words that stand for it."""

    data: bytes
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """Who the documents are from, and how they look.

    `templates` are the texts of the folder's own templates and styles by their names, `folder` is where they
    were read, for messages. `digest` stands for all of it: only it is shown, so that what was made with one
    brand is known from what was made with another.
    """

    digest: str
    name: str = field(repr=False)
    folder: str = field(repr=False, compare=False)
    colours: Colours = field(default=OUR_COLOURS, repr=False)
    logo: Logo | None = field(default=None, repr=False)
    templates: tuple[tuple[str, str], ...] = field(default=(), repr=False)

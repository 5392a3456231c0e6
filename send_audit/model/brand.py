"""A brand's own file: who it is of, its colours and its logo."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from send_audit.model.base import Frozen
from send_audit.model.scalars import Text

Colour = Annotated[str, StringConstraints(pattern=r"^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$")]


class BrandColours(Frozen):
    """The colours that a brand may choose. What it leaves out is worked out from the rest."""

    accent: Colour
    on_accent: Colour | None = None
    accent_dark: Colour | None = None


class BrandLogo(Frozen):
    """A picture beside the file, and the words that stand for it: no logo is without them."""

    file: Text
    alt: Text


class BrandFile(Frozen):
    """`brand.yaml` in the folder of a brand."""

    schema_: Literal["send-audit/brand@1"] = Field(alias="schema")
    name: Text
    colours: BrandColours | None = None
    logo: BrandLogo | None = None

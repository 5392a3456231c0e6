"""How a document is to be made, whatever it says: its size, its layout, whether it names sums."""

from dataclasses import dataclass

from send_audit.render.brand import OUR_COLOURS, Brand, Colours


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What is asked for beside an edition and a format.

    `large` is large print: 18 points at the least. `easy` is the easy-read layout of the summary.
    `show_costs` lets public editions print figures of cost, which they otherwise leave out.
    `brand` is a council's or school's own look.
    """

    large: bool = False
    easy: bool = False
    show_costs: bool = False
    brand: Brand | None = None

    @property
    def colours(self) -> Colours:
        """The colours of the brand, or ours."""
        return OUR_COLOURS if self.brand is None else self.brand.colours


AS_USUAL = Manner()

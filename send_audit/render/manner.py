"""How a document is to be made, whatever it says: its size, its layout, whether it names sums."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What is asked for beside an edition and a format.

    `large` is large print: 18 points at the least. `easy` is the easy-read layout of the summary.
    `show_costs` lets public editions print figures of cost, which they otherwise leave out.
    """

    large: bool = False
    easy: bool = False
    show_costs: bool = False


AS_USUAL = Manner()

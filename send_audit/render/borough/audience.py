"""Who a borough document is for."""

from typing import Literal

Audience = Literal["officers", "public"]
"""`officers` may see a school by name; `public` sees no school, and no count under five."""

"""For whom the borough report is printed."""

from typing import Literal

Audience = Literal["officers", "public"]

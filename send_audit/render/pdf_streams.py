"""The pages' content and the fonts of a PDF, compressed as hard as is worth the time."""

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pydyf

LEVEL = 6
"""pydyf takes 9, which takes three times the time for two bytes in a hundred."""


def pack_streams(pdf: "pydyf.PDF") -> None:
    """Compress what `pdf` would compress itself when it is written."""
    import pydyf

    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and stream.compress:
            packed = zlib.compress(b"\n".join(map(_as_bytes, stream.stream)), LEVEL)
            stream.stream, stream.compress = [packed], False
            stream.extra["Filter"] = "/FlateDecode"


def _as_bytes(step: object) -> bytes:
    """A step of a stream as pydyf writes it, which shows how in what it makes of an array."""
    import pydyf

    if isinstance(step, bytes):
        return step
    written: bytes = pydyf.Array([step]).data
    return written[1:-1]

"""A zip archive that does not say when it was written, so that the same parts give the same bytes."""

import shutil
import zipfile
from pathlib import Path
from typing import IO

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""


def fixed_entry(name: str) -> zipfile.ZipInfo:
    """An entry of the archive, packed, with the same time and mode always."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


class FixedZip(zipfile.ZipFile):
    """An archive for openpyxl to write into: its parts carry no time, and long ones are copied in pieces."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream, "w", zipfile.ZIP_DEFLATED)

    def write(self, filename, arcname=None, *_: object) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        """Copy a file into the archive."""
        path = Path(filename)
        entry = fixed_entry(str(arcname or path.name))
        entry.file_size = path.stat().st_size
        with path.open("rb") as source, self.open(entry, "w") as target:
            shutil.copyfileobj(source, target, 1 << 20)

    def writestr(self, name, data, *_: object) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        """Put a part into the archive."""
        super().writestr(fixed_entry(str(name)), data)

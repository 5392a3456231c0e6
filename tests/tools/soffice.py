"""LibreOffice without its window: opens a workbook, saves it in another form, says what is wrong."""

import shutil
import subprocess
from pathlib import Path
from typing import Final

_NOISE: Final = ("javaldx", "Java Runtime", "GLib", "dconf")
"""What it says of the machine it runs on, never of the file."""


class ToolMissingError(Exception):
    """LibreOffice is not on this machine."""


def convert(source: Path, kind: str, folder: Path) -> tuple[Path, list[str]]:
    """The file in another form, and every line of complaint. Each call has a profile of its own."""
    program = shutil.which("soffice")
    if program is None:
        raise ToolMissingError("soffice is not installed: apt-get install libreoffice-calc")
    folder.mkdir(parents=True, exist_ok=True)
    profile = folder / "profile"
    done = subprocess.run(
        [
            program,
            f"-env:UserInstallation={profile.resolve().as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(source),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    complaints = [
        line
        for line in done.stderr.splitlines()
        if line.strip() and not any(word in line for word in _NOISE)
    ]
    if done.returncode:
        complaints.append(f"exit code {done.returncode}")
    return folder / f"{source.stem}.{kind.partition(':')[0]}", complaints


def need_writer() -> None:
    """Raise `ToolMissingError` where the part of LibreOffice that opens documents is not here."""
    program = shutil.which("soffice")
    if program is None or not (Path(program).resolve().parent / "libswlo.so").exists():
        raise ToolMissingError("Writer is not installed: apt-get install libreoffice-writer")

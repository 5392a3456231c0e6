"""Twenty ways in which a file among a borough's returns is broken: by names, how each is made."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

_START = b"schema: send-audit/audit@1\nschool:\n  name: Broken School\n  nation: england\n"


def _with(old: str, new: str) -> Callable[[Path, str], None]:
    def write(file: Path, sound: str) -> None:
        assert old in sound
        file.write_text(sound.replace(old, new, 1), encoding="utf-8")

    return write


def _bytes(data: bytes) -> Callable[[Path, str], None]:
    def write(file: Path, _: str) -> None:
        file.write_bytes(data)

    return write


def _truncated(file: Path, sound: str) -> None:
    file.write_text(sound[: len(sound) // 2 - 7].rsplit("\n", 1)[0] + "\n    - {", encoding="utf-8")


def _unreadable(file: Path, sound: str) -> None:
    file.write_text(sound, encoding="utf-8")
    file.chmod(0)
    if os.access(file, os.R_OK):  # root reads everything
        file.unlink()
        file.symlink_to(file)


def _large(file: Path, sound: str) -> None:
    file.write_text(sound + "# " + "x" * (3 << 20) + "\n", encoding="utf-8")


WAYS: Mapping[str, Callable[[Path, str], None]] = {
    "empty": _bytes(b""),
    "truncated": _truncated,
    "tab": _with("\n  name:", "\n\tname:"),
    "anchor": _with("phase: ", "phase: &a "),
    "alias": _bytes(_START + b"  urn: *a\n"),
    "unknown-key": _with("  pupils:", "  puples:"),
    "binary": _bytes(bytes(range(256)) * 40),
    "unreadable": _unreadable,
    "dangling-link": lambda file, _: file.symlink_to(file.with_name("nowhere.txt")),
    "large": _large,
    "deep": _bytes(_START + b"responses: " + b"[" * 2000 + b"]" * 2000 + b"\n"),
    "wrong-kind": _bytes(b"schema: send-audit/moderation@1\nurn: '200001'\n"),
    "duplicate-key": _with("school:\n", "school:\n  name: Twice\n"),
    "nul": _bytes(_START + b"  urn: '\0'\n"),
    "bad-utf-8": _bytes(_START + b"  urn: \xff\xfe\n"),
    "two-documents": _with("school:\n", "school: {}\n---\nschool:\n"),
    "wrong-rating": _with("rating: ", "rating: rather-"),
    "wrong-item": _with("responses:\n", "responses:\n  PE-9999:\n    rating: met\n"),
    "newer": _with("audit@1", "audit@9"),
    "no-schema": _with("schema: send-audit/audit@1\n", ""),
}

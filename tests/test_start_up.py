"""Starting is quick because nothing heavy is imported before a command needs it."""

import subprocess
import sys

from tests.program import run

HEAVY = ("weasyprint", "jinja2", "pydantic", "yaml", "rich", "pikepdf")
SHOW_IMPORTS = """
import sys
sys.argv = ["send-audit", *sys.argv[1:]]
from send_audit.cli import main
try:
    main()
except SystemExit:
    pass
print("IMPORTED", *[name for name in {heavy!r} if name in sys.modules])
"""


def imported_by(*arguments: str) -> list[str]:
    script = SHOW_IMPORTS.format(heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1].split()[1:]


def test_help_imports_nothing_heavy() -> None:
    assert imported_by("--help") == []


def test_version_imports_nothing_heavy() -> None:
    assert imported_by("--version") == []


def test_a_command_that_reads_files_is_seen_to_import_yaml() -> None:
    # Shows that the two tests above could fail.
    assert "yaml" in imported_by("checklist", "list")


def test_version_is_said_in_both_ways() -> None:
    from send_audit import __version__

    assert run("--version").stdout == f"send-audit {__version__}\n"
    # With anything else on the line the parser answers instead of the quick way.
    assert run("--version", "score").stdout == f"send-audit {__version__}\n"


def test_help_names_every_command_and_the_exit_codes() -> None:
    text = run("--help").stdout
    for command in ("new", "validate", "score", "report", "checklist", "schema", "demo"):
        assert f"\n  {command} " in text
    assert "Exit codes" in text

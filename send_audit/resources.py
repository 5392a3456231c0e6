"""Where the shipped checklists, templates and examples are, in a wheel and in a checkout."""

from pathlib import Path

from send_audit.problems import SendAuditError

_PACKAGE = Path(__file__).resolve().parent


def checklists_dir() -> Path:
    """The folder of checklists. Raises `SendAuditError` where the installation lacks it."""
    return _shipped("checklists")


def templates_dir() -> Path:
    """The folder of templates and styles. Raises `SendAuditError` where the installation lacks it."""
    return _shipped("templates")


def examples_dir() -> Path:
    """The folder of the example borough. Raises `SendAuditError` where the installation lacks it."""
    return _shipped("examples")


def explanations_dir() -> Path:
    """The folder of pages about kinds of problem. Raises `SendAuditError` where the installation lacks it."""
    return _shipped("explanations")


def _shipped(name: str) -> Path:
    """Inside the package in a wheel; beside it in a checkout, where an editable install leaves it."""
    for folder in (_PACKAGE / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise SendAuditError(
        f"The folder “{name}” is missing from this installation: install send-audit again."
    )

"""Writes docs/schemas/KIND.schema.json: python -m tests.tools.schemas. A test compares them."""

from pathlib import Path

from send_audit.model.kinds import MODELS
from send_audit.render.json_schema import render_json_schema

COMMAND = "python -m tests.tools.schemas"
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schemas"


def schemas() -> dict[str, str]:
    """The text of every schema file, by its name."""
    return {f"{kind}.schema.json": render_json_schema(kind) + "\n" for kind in MODELS}


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

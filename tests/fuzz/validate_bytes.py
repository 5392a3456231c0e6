"""Coverage-guided fuzzing of all of validation: any bytes end in problems, quickly, in no exception.

    pip install atheris
    python -m tests.fuzz.validate_bytes CORPUS_FOLDER -max_total_time=600 -timeout=5

The corpus starts with the case files and the examples; what atheris finds worth keeping is added to it.
"""

import shutil
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["send_audit"]):
    from send_audit.council import Shelf
    from send_audit.fixing import fix_file
    from send_audit.load.library import Library
    from send_audit.pipeline import check_bytes
    from tests.support import DAY, INVALID, VALID

LIBRARY = Library()
SHELF = Shelf(as_of=DAY, library=LIBRARY)
NAME = Path("fuzzed.yaml")


def try_bytes(data: bytes) -> None:
    """Validate and mend: neither may raise, and what is no sound file must have a problem."""
    checked = check_bytes(data, str(NAME), LIBRARY, DAY)
    assert checked.document.model is not None or checked.failed
    fix_file(data, NAME, SHELF, DAY, unsafe=True)


def main() -> None:
    """Fill the corpus and let atheris run."""
    folders = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    for folder in folders[:1]:
        folder.mkdir(parents=True, exist_ok=True)
        for file in (*INVALID, *VALID):
            shutil.copy(file, folder / file.name)
    atheris.Setup(sys.argv, try_bytes)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

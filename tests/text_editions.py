"""The example returns assessed and made into plain text and braille, for the tests of both."""

from datetime import date
from functools import cache

from send_audit.council import Shelf
from send_audit.model.results import Assessed
from send_audit.pipeline import assess_file
from send_audit.render.documents import Edition, Format, render_document
from tests.program import AS_OF, RETURNS

DAY = date.fromisoformat(AS_OF)


@cache
def _shelf() -> Shelf:
    return Shelf((), as_of=DAY)


@cache
def assessed(name: str) -> Assessed:
    """An example return by its file's stem."""
    file = RETURNS / f"{name}.yaml"
    found = assess_file(file, _shelf().library_for(file), DAY).assessed
    assert found is not None
    return found


def made(name: str, edition: Edition, format_: Format) -> bytes:
    """A document of an example return."""
    return render_document(assessed(name), edition, format_)

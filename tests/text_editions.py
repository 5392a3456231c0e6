"""The example returns made into plain text and braille, for the tests of both."""

from send_audit.render.documents import Edition, Format, render_document
from tests.every_document import assessed_example


def made(name: str, edition: Edition, format_: Format) -> bytes:
    """A document of an example return."""
    return render_document(assessed_example(name), edition, format_)

"""The one kind of error that stops a document and nobody else: it could not be made as it should be."""


class NotMadeError(Exception):
    """A document could not be made. The message says why, and what to do where that is known."""

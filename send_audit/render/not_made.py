"""What a renderer raises where a document could not be made as it should be: it stops that one alone."""


class NotMadeError(Exception):
    """A document could not be made. The message says why, and what to do where that is known."""


class RenderWarningError(NotMadeError):
    """The renderer warned about something, so the document is not what it should be."""


class BrandRefusedError(NotMadeError):
    """A brand's template failed, or what it makes may not be in a document."""

"""What a renderer raises where a document would not be what it should be."""


class RenderWarningError(Exception):
    """The renderer warned about something, so the document is not what it should be."""


class BrandRefusedError(RenderWarningError):
    """A brand's template failed, or what it makes may not be in a document."""

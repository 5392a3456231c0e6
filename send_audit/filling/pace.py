"""How long a person sat at the questions: a break is no work."""

import time

from send_audit.filling.faces import Face

_LONGEST_THOUGHT = 300
"""Seconds at one prompt that count at most: whoever takes longer has gone to look, or to lunch."""


class Pace:
    """Counts the seconds that a face's prompts wait for an answer."""

    def __init__(self, face: Face) -> None:
        self.seconds = 0.0
        self._ask = face.ask
        face.ask = self._timed  # type: ignore[method-assign]

    def _timed(self, prompt: str) -> str:
        began = time.monotonic()
        try:
            return self._ask(prompt)
        finally:
            self.seconds += min(time.monotonic() - began, _LONGEST_THOUGHT)

"""One cell of a form that came back."""

from dataclasses import dataclass

from send_audit.workbook.texts import Value, text_of


@dataclass(frozen=True, slots=True)
class FormCell:
    """Where it stands (`F14`), what it holds, and whether that is a formula or an error."""

    where: str
    value: Value = None
    is_formula: bool = False
    is_error: bool = False
    is_percent: bool = False

    @property
    def text(self) -> str:
        """What it holds, as text."""
        return text_of(self.value)

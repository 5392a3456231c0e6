"""Which versions of a checklist an overlay is made for: `1.1.0`, `1.x`, or `">=1.1, <2"`."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from send_audit.model.scalars import refusal

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet

_EXACT = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6}){0,2}")
_SERIES = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\.x")
_LONGEST = 100
_FIX = 'Write one version (1.1.0), a series (1.x), or limits in quotes (">=1.1, <2").'


@dataclass(frozen=True, slots=True)
class VersionRange:
    """A range of versions as the file writes it (`text`), read by the rules of Python's packages."""

    text: str
    _set: "SpecifierSet" = field(repr=False, compare=False)

    def holds(self, version: str) -> bool:
        """Whether the version, such as `1.1.0`, lies in the range."""
        return self._set.contains(version)

    @classmethod
    def parse(cls, text: object) -> "VersionRange":
        """Read the text; raises the refusal `not-a-version-range` where it is none."""
        from packaging.specifiers import InvalidSpecifier, SpecifierSet

        if isinstance(text, VersionRange):
            return text
        if not isinstance(text, str) or not text.strip() or len(text) > _LONGEST:
            raise refusal("not-a-version-range", "This is not a range of versions.", _FIX)
        written = text.strip()
        if _EXACT.fullmatch(written):
            written = f"=={written}"
        elif series := _SERIES.fullmatch(written):
            written = f"=={series[1]}.*"
        try:
            return cls(text, SpecifierSet(written))
        except InvalidSpecifier:
            message = f"“{text[:60]}” is not a range of versions."
            raise refusal("not-a-version-range", message, _FIX) from None

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": _LONGEST}

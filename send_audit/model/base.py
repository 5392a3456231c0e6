"""The base of every model read from a file: frozen, unknown keys refused, blank as good as absent."""

from pydantic import BaseModel, ConfigDict, model_validator


class Frozen(BaseModel):
    """A value that never changes after reading. Sequences are tuples; aliases are the file's own keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, data: object) -> object:
        if not isinstance(data, dict) or None not in data.values():
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: value for key, value in data.items() if value is not None or key not in known}

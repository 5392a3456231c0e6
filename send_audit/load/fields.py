"""Which keys a model knows at a place in the document, for "did you mean"."""

import types
from collections.abc import Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from send_audit.load.nodes import Path


def keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that are known at `path` inside a document of kind `model`; empty if not a block."""
    annotation: Any = model
    for step in path:
        annotation = _step(_bare(annotation), step)
    reached = _bare(annotation)
    return list(keys_of(reached)) if _is_model(reached) else []


def keys_of(model: type[BaseModel]) -> dict[str, Any]:
    """Each key as files write it, with its annotation."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _bare(annotation: Any) -> Any:
    """Take away `Annotated` and `| None`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _bare(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return next((_bare(arg) for arg in get_args(annotation) if arg is not type(None)), None)
    return annotation


def _step(annotation: Any, step: str | int) -> Any:
    if _is_model(annotation):
        return keys_of(annotation).get(str(step))
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        return arguments[0]
    if get_origin(annotation) is Mapping and len(arguments) == 2:
        return arguments[1]
    return None

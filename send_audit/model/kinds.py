"""The kinds of file: the word in the `schema` line, and the model it stands for."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel

from send_audit.model.audit import Audit
from send_audit.model.borough import Borough, Moderation, Overlay
from send_audit.model.brand import BrandFile
from send_audit.model.checklist import Checklist, Sources
from send_audit.model.strategy import Strategy

SCHEMA_VERSION = 1
"""The version after the @ of every kind."""

Kind = Literal[
    "checklist", "sources", "audit", "borough", "moderation", "overlay", "strategy", "brand"
]

MODELS: Mapping[Kind, type[BaseModel]] = MappingProxyType(
    {
        "checklist": Checklist,
        "sources": Sources,
        "audit": Audit,
        "borough": Borough,
        "moderation": Moderation,
        "overlay": Overlay,
        "strategy": Strategy,
        "brand": BrandFile,
    }
)
"""Every kind of file by the word in its `schema` line."""

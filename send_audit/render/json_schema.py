"""JSON Schemas generated from the models: draft 7, which editors' YAML servers understand."""

import json
from typing import Any, cast

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from send_audit.model.kinds import MODELS, SCHEMA_VERSION, Kind

DRAFT = "http://json-schema.org/draft-07/schema#"


def render_json_schema(kind: str) -> str:
    """Render the schema of one kind of file; `kind` is a key of `MODELS`."""
    model = MODELS[cast("Kind", kind)]
    generated = model.model_json_schema(
        ref_template="#/definitions/{model}", schema_generator=_Draft7
    )
    definitions = generated.pop("$defs", {})
    for block in (generated, *definitions.values()):
        _let_keys_be_blank(block)
    schema = {
        "$schema": DRAFT,
        "$id": f"https://send-audit.example/schema/{kind}-{SCHEMA_VERSION}.json",
        "title": f"send-audit {kind} file",
        **{key: value for key, value in generated.items() if key != "title"},
        "definitions": definitions,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2)


def _let_keys_be_blank(block: dict[str, Any]) -> None:
    """A key that is there but blank counts as absent, as the reader has it; a rating never may be."""
    required = (*block.get("required", ()), "rating")
    for name, schema in block.get("properties", {}).items():
        if name not in required and {"type": "null"} not in schema.get("anyOf", ()):
            block["properties"][name] = {"anyOf": [schema, {"type": "null"}]}


class _Draft7(GenerateJsonSchema):
    """Pydantic's schemas, less what draft 7 does not know."""

    schema_dialect = DRAFT

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """A tuple of any length is an array; draft 7 has no `prefixItems`."""
        return {
            key: value
            for key, value in super().tuple_schema(schema).items()
            if key != "prefixItems"
        }

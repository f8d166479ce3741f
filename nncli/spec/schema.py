"""The JSON Schema of a kind of document, written from its model; committed copies lie beside the bundled files."""

import json

from pydantic import BaseModel


def json_schema(model: type[BaseModel]) -> str:
    """The schema as JSON text (draft 2020-12)."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"

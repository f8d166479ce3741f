"""The JSON Schema of specs, written from `model`; a committed copy lies beside the bundled specs."""

import json

from nncli.spec.model import Spec


def spec_schema() -> str:
    """The schema as JSON text (draft 2020-12)."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Spec.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"

"""The JSON Schema of a kind of document, written from its model; committed copies lie beside the bundled files."""

import json
from importlib import import_module
from typing import Any

from pydantic import BaseModel

from nncli.models.systems import SYSTEMS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
LAYERED = "feed-forward"  # what a spec is that does not say


def json_schema(model: type[BaseModel]) -> str:
    """The schema as JSON text (draft 2020-12)."""
    return _text({"$schema": DRAFT, **model.model_json_schema()})


def spec_schema() -> str:
    """The schema of specs: that of the system which the key `model` names, of a layered network if there is none."""
    layered = _of(LAYERED)
    definitions: dict[str, Any] = layered.pop("$defs", {})
    branches = []
    for name in SYSTEMS:
        if name != LAYERED:
            schema = _of(name)
            definitions |= schema.pop("$defs", {})
            branches.append({"if": _named(name), "then": schema})
    otherwise = {"if": {"not": {"anyOf": [branch["if"] for branch in branches]}}, "then": layered}
    return _text({"$schema": DRAFT, "title": "Spec", "$defs": definitions, "allOf": [otherwise, *branches]})


def _of(name: str) -> dict[str, Any]:
    model: type[BaseModel] = import_module(f"nncli.spec.systems.{name.replace('-', '_')}").spec_class()
    return model.model_json_schema()


def _named(name: str) -> dict[str, Any]:
    return {"properties": {"model": {"const": name}}, "required": ["model"]}


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"

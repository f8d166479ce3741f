"""The JSON Schema of specs: the committed one is up to date, and says of specs what the program says of them."""

import json
import re
from pathlib import Path
from typing import ClassVar

import pytest
import yaml
from jsonschema import Draft202012Validator
from small_spec import small
from test_faults_of_kind import KINDS
from test_faults_of_word import KEYS, WORDS

from nncli.document.reader import read_file
from nncli.spec.load import load_model
from nncli.spec.schema import spec_schema

FOLDER = Path(__file__).parents[2] / "specs"
SPECS = sorted(FOLDER.glob("*.yaml"))
SCHEMA = json.loads(spec_schema())


class Core(yaml.SafeLoader):
    """YAML by the core rules of 1.2, as an editor reads it: 1e-3 is a number, `on` and a date are words."""

    yaml_implicit_resolvers: ClassVar[dict] = {}


for kind, pattern, first in (
    ("null", "(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", "(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", "[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(pattern), first)


def complaints(text):
    """What the schema says about a spec."""
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(yaml.load(text, Core))]


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


def test_the_committed_schema_is_fresh():
    committed = (FOLDER / "spec.schema.json").read_text(encoding="utf-8")
    assert committed == spec_schema(), "refresh it: nncli schema > specs/spec.schema.json"


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_bundled_spec_loads_and_fits_the_schema(path):
    text = path.read_text(encoding="utf-8")
    assert load_model(read_file(path)).title
    assert complaints(text) == []
    assert text.startswith("# yaml-language-server: $schema=spec.schema.json\n")


def test_there_are_bundled_specs():
    assert len(SPECS) >= 7


# What reads as text for a number, or has no place in JSON Schema, only the program finds.
BEYOND = {"a ratio beyond all numbers"}
BAD = {name: text for table in (KEYS, WORDS, KINDS) for name, (text, _told) in table.items() if name not in BEYOND}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_bad_spec_does_not_fit_the_schema(text):
    assert complaints(text) != []


def test_the_small_spec_fits_the_schema():
    assert complaints(small()) == []


def test_every_key_is_described_or_plain():
    """What an editor shows beside a key is a sentence without a full stop, as in a list."""
    described = [key["description"] for part in SCHEMA["$defs"].values() for key in part.get("properties", {}).values()
                 if "description" in key]  # fmt: skip
    assert described
    assert [text for text in described if text.endswith(".")] == []

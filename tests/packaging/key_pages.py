"""The pages of keys, written from a JSON Schema: each key, what it takes, what it means."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from key_meanings import MEANINGS

Schema = Mapping[str, Any]
FRACTION = r"^\s*[-+]?\d+\s*/\s*\d+\s*$"  # what any number may be written as: told once, at the top
WORDS = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "`true` or `false`"}


def key_page(title: str, opening: str, schema: Schema, sections: Mapping[str, str]) -> str:
    """The keys of the outermost mapping, under the headings of `sections` those of the definitions of these names."""
    parts = [f"# {title}\n\n{opening}\n"]
    known = schema.get("$defs", {})
    roots = [branch["then"] for branch in schema.get("allOf", ())] or [schema]
    headings = {name: sections[name] for name in known}
    for root in roots:
        parts += [f"## {sections[root['title']]}\n", *_table(root, headings)]
    for name in sorted(known, key=list(sections).index):
        parts += [f"## {sections[name]}\n", *_table(known[name], headings)]
    return "\n".join(parts)


def _table(schema: Schema, headings: Mapping[str, str]) -> Iterator[str]:
    if about := schema.get("description"):
        yield f"{_plain(about)}\n"
    yield "| key | takes | means |\n|---|---|---|"
    for key, value in schema["properties"].items():
        must = " (required)" if key in schema.get("required", ()) else ""
        meaning = [_plain(value.get("description") or MEANINGS[key]), _default(value, must)]
        yield f"| `{key}`{must} | {_takes(value, headings)} | {'; '.join(filter(None, meaning))} |"
    yield ""


def _default(value: Schema, must: str) -> str:
    default = value.get("default")
    if must or default is None or default in ("", [], {}):
        return ""
    return f"left out: `{json.dumps(default, ensure_ascii=False).strip(chr(34))}`"


def _takes(value: Schema, headings: Mapping[str, str]) -> str:
    return " or ".join(dict.fromkeys(_kinds(value, headings)))


def _kinds(value: Schema, headings: Mapping[str, str]) -> Iterator[str]:
    """Each way to write the value, in words."""
    for way in [*value.get("anyOf", ()), *value.get("oneOf", ())]:
        yield from _kinds(way, headings)
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        yield f"[{headings[name]}](#{anchor(headings[name])})"
    elif "const" in value:
        yield f"`{value['const']}`"
    elif "enum" in value:
        yield _listed([f"`{word}`" for word in value["enum"]])
    elif value.get("type") == "array":
        yield f"a list of {_several(_takes(value.get('items', {}), headings))}"
    elif value.get("type") == "object":
        inner = next(iter(value.get("patternProperties", {}).values()), value.get("additionalProperties", {}))
        yield f"a mapping of names to {_several(_takes(inner, headings))}"
    elif value.get("pattern") == FRACTION:
        yield "a number"
    elif "pattern" in value:
        yield "a name"
    elif "type" in value and value["type"] != "null":
        yield WORDS[value["type"]] + _bounds(value)


def _bounds(value: Schema) -> str:
    low, high = value.get("minimum"), value.get("maximum")
    above, below = value.get("exclusiveMinimum"), value.get("exclusiveMaximum")
    said = [
        f"{word} {bound:g}"
        for word, bound in (("from", low), ("above", above), ("to", high), ("below", below))
        if bound is not None
    ]
    return f" {' '.join(said)}" if said else ""


def _several(kind: str) -> str:
    if kind.startswith(("a ", "text")) and " or " not in kind:
        noun, _, bounds = kind.removeprefix("a ").partition(" from ")
        first, _, rest = noun.partition(" of ")
        return f"{first}s{f' of {rest}' if rest else ''}{f' from {bounds}' if bounds else ''}"
    return f"({kind})" if " or " in kind else kind


def _listed(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _plain(text: str) -> str:
    """A sentence that a table's cell may hold."""
    return " ".join(text.split()).replace("|", "\\|").replace("*", "\\*")


def anchor(heading: str) -> str:
    """The link that GitHub and MkDocs make of a heading."""
    kept = "".join(sign for sign in heading.lower() if sign.isalnum() or sign in " -")
    return kept.replace(" ", "-")

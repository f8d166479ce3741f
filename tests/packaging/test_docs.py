"""The generated pages are fresh, every page can be reached, and every command has one."""

import json
import re
from pathlib import Path

import pytest
import yaml
from console_blocks import DOCS, GENERATED, README, ROOT
from key_pages import anchor
from test_readme import LINK
from trace_picture import words
from update_docs import pages

MEND = "To mend: python tests/packaging/update_docs.py"
FRESH = pages()


@pytest.mark.parametrize("path", [path for path in FRESH if path.endswith(".md")])
def test_a_generated_page_is_fresh(path: str) -> None:
    assert (DOCS / path).read_text(encoding="utf-8") == FRESH[path], MEND


def test_the_picture_is_fresh() -> None:
    shown = words((DOCS / "trace.svg").read_text(encoding="utf-8"))
    assert shown == words(FRESH["trace.svg"]), MEND
    assert any("∂E/∂w1" in line and "0.027674" in line for line in shown)


def test_no_generated_page_is_left_behind() -> None:
    found = {
        page.relative_to(DOCS).as_posix()
        for page in DOCS.rglob("*.md")
        if page.read_text(encoding="utf-8").startswith(GENERATED)
    }
    assert found == {path for path in FRESH if path.endswith(".md")}


def test_every_page_can_be_reached_from_the_readme() -> None:
    waiting, reached = [README], set[Path]()
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            waiting += [(page.parent / link[1]).resolve() for link in LINK.finditer(page.read_text(encoding="utf-8"))]
    assert {page.resolve() for page in DOCS.rglob("*.md")} - reached == set()


def test_every_anchor_is_a_heading() -> None:
    for page in DOCS.rglob("*.md"):
        for link in LINK.finditer(page.read_text(encoding="utf-8")):
            if link[2] is not None:
                there = (page.parent / link[1]).read_text(encoding="utf-8")
                headings = re.findall(r"^#+ (.*)$", there, re.MULTILINE)
                assert link[2][1:] in map(anchor, headings), f"{page.name}: {link[0]}"


def test_the_site_has_every_page_once() -> None:
    def pages_of(part: object) -> list[str]:
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else [part]
        return [str(part)] if isinstance(part, str) else [page for each in inner for page in pages_of(each)]

    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    assert sorted(pages_of(nav)) == sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))


def test_every_key_of_a_spec_says_in_the_schema_what_it_means() -> None:
    schema = json.loads((ROOT / "specs" / "spec.schema.json").read_text(encoding="utf-8"))
    parts = [*schema["$defs"].values(), *(branch["then"] for branch in schema["allOf"])]
    keys = [(part["title"], key, value) for part in parts for key, value in part["properties"].items()]
    assert len(keys) > 80
    assert [(title, key) for title, key, value in keys if not value.get("description")] == []


def test_every_key_has_a_meaning() -> None:
    for page in ("spec-keys.md", "assignment-keys.md"):
        rows = [line.split(" | ") for line in FRESH[page].splitlines() if line.startswith("| `")]
        assert len(rows) > 20
        assert [row for row in rows if len(row) != 3 or not row[1].strip() or not row[2].strip(" |")] == []

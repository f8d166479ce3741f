"""README and docs say what is so: their commands are run, their files read, their links lead somewhere.

To write the real output into them:

    python tests/packaging/update_readme.py
"""

import difflib
import re
from pathlib import Path
from typing import Any

import pytest
import typer
from console_blocks import BLOCK, README, ROOT, agrees, parse, real_output, run_page, written_pages

from nncli.cli.app import app

CI_BLOCK = r"^<!-- ci: {} -->\n+```sh\n.+\n```$"
LINK = re.compile(r"(?<!`)\[[^\]\n]+\]\((?!https?:)([^)#\s]+)(#[^)\s]+)?\)")
PYTHON_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = written_pages()


def of_root(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=of_root)
def test_console_blocks_show_the_real_output(page: Path, tmp_path: Path) -> None:
    complaints = []
    for (command, output), real in run_page(page.read_text(encoding="utf-8"), tmp_path):
        assert re.search(r"\bnncli ", command), f"{page.name}: a console block runs nncli, not {command!r}"
        if not agrees(output, real):
            complaints += ["", f"$ {command}", *difflib.unified_diff(output, real, page.name, "real", lineterm="")]
    if complaints:
        pytest.fail("\n".join([*complaints, "", "To mend: python tests/packaging/update_readme.py"]), pytrace=False)


def test_the_readme_shows_commands() -> None:
    blocks = [block["console"] for block in BLOCK.finditer(README.read_text(encoding="utf-8"))]
    assert sum(len(parse(block)) for block in blocks if block) > 4


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 170


@pytest.mark.parametrize("page", PAGES, ids=of_root)
def test_links_lead_somewhere(page: Path) -> None:
    links = [found[1] for found in LINK.finditer(page.read_text(encoding="utf-8"))]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", [page for page in PAGES if "```python\n" in page.read_text("utf-8")], ids=of_root)
def test_python_blocks_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one after another, as they stand."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in PYTHON_BLOCK.findall(page.read_text(encoding="utf-8")):
        exec(compile(block, of_root(page), "exec"), names)  # our own pages


@pytest.mark.parametrize("page", PAGES, ids=of_root)
def test_every_command_and_option_in_running_text_exists(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for line in re.findall(r"`nncli ([^`]+)`", text):
        command: Any = typer.main.get_command(app)
        words = [word for word in re.split(r"\s+", line) if word]
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words.pop(0)]
        assert command.name != "nncli", f"`nncli {line}`"
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert {word for word in words if re.match(r"--?[a-z]", word)} <= known, f"`nncli {line}`"


def test_both_commands_of_the_ci_stand_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in ("try", "test") if len(re.findall(CI_BLOCK.format(name), text, re.MULTILINE)) != 1] == []


def test_an_elision_stands_for_any_run_of_lines() -> None:
    real = ["a", "b", "c", "d"]
    right = (real, ["..."], ["a", "...", "d"], ["...", "c", "d"], ["a", "b", "…", ""])
    wrong: tuple[list[str], ...] = ([], ["a", "b"], ["a", "...", "c"], ["b", "...", "d"])
    assert [agrees(shown, real) for shown in (*right, *wrong)] == [True] * len(right) + [False] * len(wrong)


def test_a_block_under_its_name_is_a_file(tmp_path: Path) -> None:
    page = "<!-- file: in/a.txt -->\n\n```yaml\nx: 1\n```\n\n```console\n$ cat in/a.txt; : nncli x\nx: 1\n```\n"
    ((shown, real),) = run_page(page, tmp_path)
    assert shown.output == real == ["x: 1"]


def test_the_specs_in_the_readme_are_right(tmp_path: Path) -> None:
    specs = re.findall(r"^```yaml\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    for name, spec in zip(("first",), specs, strict=True):
        (tmp_path / f"{name}.yaml").write_text(spec, encoding="utf-8")
    assert "all explained" in "\n".join(real_output("nncli verify first.yaml", tmp_path))

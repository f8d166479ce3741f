"""Heavy imports live inside command bodies: a command pays for what it uses, and `--help` for nothing."""

import subprocess
import sys
from pathlib import Path

import nncli

HEAVY = ("numpy", "pydantic", "yaml", "rich", "nncli.spec", "nncli.trace", "nncli.models", "nncli.data")


def imported(*arguments: str) -> set[str]:
    """Every module that a Python started with these arguments imports."""
    command = [sys.executable, "-X", "importtime", *arguments]
    checkout = Path(nncli.__file__).parents[1]
    done = subprocess.run(command, cwd=checkout, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


def test_the_app_alone_imports_nothing_heavy() -> None:
    loaded = imported("-c", "import nncli.cli.app")
    assert {"typer", "nncli.cli.app"} <= loaded
    assert not loaded.intersection(HEAVY)


def test_a_trace_does_without_numpy() -> None:
    loaded = imported("-m", "nncli", "trace", "lecture")
    assert "nncli.trace" in loaded
    assert "numpy" not in loaded

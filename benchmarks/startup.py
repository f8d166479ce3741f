"""How long a command takes to start, against what no program of its kind can do without.

    python benchmarks/startup.py [pairs]

Each row runs A and B in turns (A B A B …) and gives the median of the pairwise ratios A/B: a slow spell of the machine
slows both halves of a pair, so the ratio holds where milliseconds do not.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
WARM_UP = 3
BARE_APP = '''
import typer

app = typer.Typer()

@app.command()
def greet(name: str) -> None:
    """Says hello."""
    typer.echo(f"Hello {name}")

@app.command()
def leave(name: str) -> None:
    """Says goodbye."""
    typer.echo(f"Goodbye {name}")

app()
'''


class Row(NamedTuple):
    """A command, what it is held against, and the ratio to stay under; no target means for information."""

    title: str
    command: Sequence[str]
    against: str
    yardstick: Sequence[str]
    target: float | None = None


def imports(names: str) -> tuple[str, Sequence[str]]:
    """A Python process that does nothing but import: its title and its arguments."""
    return f"`python -c 'import {names}'`", ["-c", f"import {names}"]


TRACE = ("`nncli trace lecture`", ["-m", "nncli", "trace", "lecture"])
HELP = ("`nncli --help`", ["-m", "nncli", "--help"])
BARE_HELP = ("`--help` of a bare Typer app", ["-m", "bare", "--help"])
ROWS = [
    Row(*TRACE, *imports("typer, rich, numpy, yaml, pydantic"), target=1.5),
    Row(*TRACE, *imports("typer, rich.console, rich.table, yaml, pydantic")),
    Row(*HELP, *BARE_HELP, target=1.3),
]


def seconds(arguments: Sequence[str], path: str) -> float:
    """The wall time of one Python process."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], env=os.environ | {"PYTHONPATH": path}, stdout=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - start


def measure(row: Row, pairs: int, path: str) -> str:
    """One line of the table."""
    times = [(seconds(row.command, path), seconds(row.yardstick, path)) for _ in range(WARM_UP + pairs)][WARM_UP:]
    low, middle, high = statistics.quantiles([a / b for a, b in times], n=4)
    ours, theirs = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
    target = "" if row.target is None else f"{row.target:.1f}"
    cells = [row.title, row.against, f"**{middle:.2f}**", f"{low:.2f} to {high:.2f}", target]
    return f"| {' | '.join(cells)} | {ours:.0f} | {theirs:.0f} |"


def main() -> None:
    """Prints the table."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    print("| A | B | A/B | middle half | target | A, ms | B, ms |")
    print("|---|---|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "bare.py").write_text(BARE_APP, encoding="utf-8")
        for row in ROWS:
            print(measure(row, pairs, os.pathsep.join([str(ROOT), folder])), flush=True)


if __name__ == "__main__":
    main()

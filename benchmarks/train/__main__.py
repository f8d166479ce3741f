"""Training against PyTorch, scikit-learn, NumPy and the floor: prints Markdown.

python benchmarks/train [--only a,c] [--rounds 15] [--quick] [--write]
"""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
BEGIN, END = "<!-- train: written by `python benchmarks/train --write` -->", "<!-- train: end -->"
QUICK = 3

sys.path.insert(0, str(HERE))  # its files import each other by name, whether it runs as a folder or as a module

import threads  # noqa: E402, I001 - before NumPy, which reads the number of threads once

import libraries  # noqa: E402
from contests import CONTESTS, Contest, trainers_of  # noqa: E402
from measure import in_turns  # noqa: E402
from same_work import same_work  # noqa: E402
from table import Times, contest_table, comparison_table  # noqa: E402


def main() -> None:
    """Measures, prints, and writes if that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(CONTESTS), help="a: 2-2-1, b: 2-8-8-1, c: 784-128-10")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} rounds")
    parser.add_argument("--write", action="store_true", help=f"puts what is printed into {README.name}")
    told = parser.parse_args()
    text = report(told.only.split(","), QUICK if told.quick else told.rounds)
    print(text)
    if told.write:
        write(text)


def report(keys: list[str], rounds: int) -> str:
    """The whole text. What runs is told on standard error."""
    busy, measured, blocks = [load()], {}, []
    for key in keys:
        contest = CONTESTS[key]
        times, notes = measure(contest, rounds)
        measured[key] = times
        blocks += [f"**{contest.text}**", "\n".join(contest_table(contest, times)), *notes]
        busy.append(load())
    about = [
        *libraries.lines(),
        f"- {date.today()}; {rounds} rounds; load of the machine before, between and after: {', '.join(busy)}.",
    ]
    return "\n\n".join(["\n".join(about), "\n".join(comparison_table(CONTESTS, measured)), *blocks])


def measure(contest: Contest, rounds: int) -> tuple[Times, list[str]]:
    """The times of those who can run; who is left out; and whether the others do the same."""
    trainers, absent = trainers_of(contest, contest.problem)
    threads.pin()
    print(f"{contest.problem.name}: {', '.join(trainers)} …", file=sys.stderr)
    return in_turns(trainers, rounds), [*absent, same_work(contest)]


def load() -> str:
    """How many programs wanted to run in the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def write(text: str) -> None:
    """Puts the text between the two comments of the README."""
    before, rest = README.read_text(encoding="utf-8").split(BEGIN)
    _old, after = rest.split(END)
    README.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

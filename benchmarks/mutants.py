"""Do the tests bite? Small faults planted one at a time at random places, and which of them no test of the room sees.

    python benchmarks/mutants.py maths trace grade --count 80 --seed 1 --jobs 2
    python benchmarks/mutants.py grade/lint.py train/readings --count 40 --seed 2

A room is a folder or a file below nncli/; its tests are those of the same name below tests/. Every fault is planted in
a copy of the checkout, never in the checkout itself. First the tests run unharmed, under coverage. Then, for each
fault, those that come by its place run first, the quickest in front, and behind them all others of the room, up to the
first that fails. Tests that take far longer than they did have failed: the fault made something endless. A fault that
nobody could notice by any test is named in mutants.toml, with the reason, and does not count.
"""

import argparse
import ast
import importlib.util
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as Xml
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from coverage import CoverageData
from mutations import OPERATORS, mutable

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("nncli", "tests", "specs", "homework", "benchmarks", "pyproject.toml", "README.md", "CHANGELOG.md")
TESTS = {"formula": ("tests/formula", "tests/grade/formulas")}  # where a room has its tests elsewhere too
PYTEST = ("-m", "pytest", "-x", "-q", "-p", "no:cacheprovider")
PATIENCE, LEAST_SECONDS = 5, 60  # how many times their own time tests may take, and what is never too long


@dataclass(frozen=True)
class Mutant:
    """One fault: `before` becomes `after` at a span of bytes of a file, within the function (or class) `within`."""

    file: str
    line: int
    last_line: int
    span: tuple[int, int]
    within: str
    called: bool  # within a function: importing the module does not yet come by
    before: str
    after: str
    text: str

    @property
    def room(self) -> str:
        """The room below nncli/ whose tests are to notice."""
        return self.file.split("/")[1].removesuffix(".py")

    def planted(self, source: bytes) -> bytes:
        """The file with the fault in it."""
        return source[: self.span[0]] + self.text.encode() + source[self.span[1] :]


def mutants_of(path: Path) -> list[list[Mutant]]:
    """For every place of a file that an operator knows, the faults that can be planted there."""
    source = path.read_bytes()
    starts = [0]
    for row in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(row))
    places = []
    for node, within, called in mutable(ast.parse(source)):
        found = []
        for replaced in (new for operator in OPERATORS for new in operator(node)):
            after = ast.unparse(replaced)
            span = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
            text = f"({after})" if isinstance(replaced, ast.expr) else after
            file = path.relative_to(ROOT).as_posix()
            found.append(
                Mutant(file, node.lineno, node.end_lineno, span, within, called, ast.unparse(node), after, text)
            )
        if found:
            places.append(found)
    return places


def sample(rooms: list[str], but: list[str], count: int, seed: int) -> list[Mutant]:
    """Random places, each with one of its faults; fewer where there are not as many."""
    left_out = [ROOT / "nncli" / name for name in but]
    files = []
    for name in rooms:
        path = ROOT / "nncli" / name
        files += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    kept = [f for f in files if not any(f == out or out in f.parents for out in left_out)]
    places = [place for file in kept for place in mutants_of(file)]
    draw = random.Random(seed)
    return [draw.choice(place) for place in draw.sample(places, min(count, len(places)))]


class Checkout:
    """A copy of the checkout in which a fault may be planted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        ignored = shutil.ignore_patterns("__pycache__", ".*")
        for name in NEEDED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=ignored)
            else:
                folder.mkdir(exist_ok=True, parents=True)
                shutil.copy(source, folder)

    def run(self, *command: str, seconds: float | None = None) -> int | None:
        """The exit status of a Python command in the copy; None if it took too long."""
        surroundings = {**os.environ, "CI": "1", "PYTHONPATH": str(self.folder)}  # CI: the same examples on every run
        process = subprocess.Popen(
            [sys.executable, *command], cwd=self.folder, env=surroundings, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            return None

    def notices(self, mutant: Mutant, tests: list[str], seconds: float) -> bool:
        """Whether one of the tests fails, or never ends, with the fault planted."""
        path = self.folder / mutant.file
        source = path.read_bytes()
        stale = Path(importlib.util.cache_from_source(str(path)))
        try:
            path.write_bytes(mutant.planted(source))
            stale.unlink(missing_ok=True)
            return self.run(*PYTEST, *tests, seconds=seconds) != 0
        finally:
            path.write_bytes(source)
            stale.unlink(missing_ok=True)


WATCH = """
import coverage, pytest

@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    coverage.Coverage.current().switch_context(item.nodeid.partition("[")[0])
    return (yield)
"""


class Passers:
    """Which tests of a room come by a place, and how long they take."""

    def __init__(self, room: str, folder: Path, only: list[str]) -> None:
        home = Checkout(folder)
        folders = only or [name for name in TESTS.get(room, (f"tests/{room}",)) if (folder / name).exists()]
        (folder / "watch.py").write_text(WATCH)
        pytest = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "watch", "--junitxml=times.xml")
        home.run("-m", "coverage", "run", "--source=nncli", *pytest, *folders)
        self.data = CoverageData(str(folder / ".coverage"))
        self.data.read()
        self.home = folder
        self.seconds: dict[str, float] = defaultdict(float)  # by a test's name, whatever its parameters
        failed = set()
        for case in Xml.parse(folder / "times.xml").iter("testcase"):
            file, test = case.attrib["classname"].replace(".", "/"), case.attrib["name"].partition("[")[0]
            self.seconds[f"{file}.py::{test}"] += float(case.attrib["time"])
            if any(child.tag in ("failure", "error") for child in case):
                failed.add(f"{file}.py::{test}")
        for name in sorted(failed):
            del self.seconds[name]
            print(f"{name} is left out: it fails as it is, under coverage")

    def of(self, mutant: Mutant) -> list[str]:
        """Those tests, the quickest first; behind them all others, for a value may have been kept for those too."""
        lines = self.data.contexts_by_lineno(str(self.home / mutant.file))
        come = {name for line in range(mutant.line, mutant.last_line + 1) for name in lines.get(line, ())}
        if mutant.called and not come:
            return []
        return sorted(self.seconds, key=lambda name: (name not in come, self.seconds[name]))

    @property
    def patience(self) -> float:
        """How long all tests may take."""
        return max(LEAST_SECONDS, PATIENCE * sum(self.seconds.values()))

    def pass_unharmed(self, copy: Checkout) -> bool:
        """Whether the tests pass without a fault, in the order of their times: else it is no fault that they notice."""
        return copy.run(*PYTEST, *sorted(self.seconds, key=self.seconds.__getitem__), seconds=self.patience) == 0


def equivalents() -> set[tuple[str, str, str, str]]:
    """Faults that are none: nobody could tell them by any test. Each has its reason in the table."""
    table = tomllib.loads((ROOT / "benchmarks" / "mutants.toml").read_text(encoding="utf-8"))
    return {(e["file"], e["within"], e["before"], e["after"]) for e in table["equivalent"]}


def _killed(passers: dict[str, Passers], copies: "SimpleQueue[Checkout]", mutant: Mutant) -> bool:
    room = passers[mutant.room]
    tests = room.of(mutant)
    copy = copies.get()
    try:
        killed = bool(tests) and copy.notices(mutant, tests, room.patience)
    finally:
        copies.put(copy)
    if not killed:
        why = "" if tests else "; no test comes by"
        print(f"{mutant.file}:{mutant.line} survived in {mutant.within or 'the module'}{why}")
        print(f"  - {mutant.before}\n  + {mutant.after}", flush=True)
    return killed


def main() -> None:
    """Prints the survivors and a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rooms", nargs="+", help="folders or files below nncli/: maths, grade/lint.py")
    parser.add_argument("--but", nargs="*", default=[], help="what to leave out of them")
    parser.add_argument("--tests", nargs="*", default=[], help="only these tests, not all of the room: quicker")
    parser.add_argument("--count", type=int, default=80, help="how many places, over all rooms")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    known = equivalents()
    drawn = sample(given.rooms, given.but, given.count, given.seed)
    chosen = [m for m in drawn if (m.file, m.within, m.before, m.after) not in known]
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(given.jobs) as pool:
        rooms = sorted({mutant.room for mutant in chosen})
        made = pool.map(lambda room: Passers(room, Path(name, room), given.tests), rooms)
        passers = dict(zip(rooms, made, strict=True))
        copies: SimpleQueue[Checkout] = SimpleQueue()
        for n in range(given.jobs):
            copies.put(Checkout(Path(name, f"copy{n}")))
        killed = list(pool.map(partial(_killed, passers, copies), chosen))
        total = Counter(mutant.room for mutant in chosen)
        survived = Counter(mutant.room for mutant, dead in zip(chosen, killed, strict=True) if not dead)
        # Where a fault has survived, the tests have passed; elsewhere they are to show that they can.
        proven = {m.room for m, dead in zip(chosen, killed, strict=True) if not dead and passers[m.room].of(m)}
        spare = copies.get()
        for room in total.keys() - proven:
            if not passers[room].pass_unharmed(spare):
                raise SystemExit(f"The tests of {room} fail as they are, if run in another order")
    print("\n| room | planted | killed | share |\n|---|--:|--:|--:|")
    for room in rooms:
        dead = total[room] - survived[room]
        print(f"| {room} | {total[room]} | {dead} | {dead / total[room]:.0%} |")
    print(f"| all | {len(chosen)} | {sum(killed)} | {sum(killed) / len(chosen):.0%} |")
    print(f"\nSeed {given.seed}; {len(drawn) - len(chosen)} more that were drawn are known to be equivalent.")


if __name__ == "__main__":
    main()

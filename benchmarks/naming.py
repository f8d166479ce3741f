"""How well slips are caught and named: random networks, every slip planted in turn, numbers with four decimals.

    python benchmarks/naming.py [networks] [seed]

A slip is planted for a whole run (somebody who always makes it). It counts where it changes a written number beyond
the honest band. `caught`: some number is faulty; `named`: the planted slip is among those named first; `alone`: it is
the only one. Honest sheets are written with 4 to 15 digits, all steps or only the new parameters.
"""

import random
import sys
from collections import Counter

from nncli.document.reader import read_text
from nncli.grade.following.bands import band, least_half_unit
from nncli.grade.following.conventions import best_reading
from nncli.grade.following.follow import Policy, judge
from nncli.grade.following.programs import Programs
from nncli.grade.results import Stated, Verdict
from nncli.models.feed_forward import trace
from nncli.models.systems import rules_of
from nncli.spec.load import load

DECIMALS = 4


def network(draw: random.Random) -> Programs:
    """A network of the size of a homework, with two-digit numbers."""
    sizes = [draw.choice((2, 2, 3)), draw.choice((2, 2, 3)), draw.choice((1, 1, 2))]
    hidden, output = draw.choice(("sigmoid", "tanh", "relu")), draw.choice(("sigmoid", "identity", "tanh"))
    offset = draw.choice(("biases", "thresholds", None))

    def numbers(n: int) -> str:
        return "[" + ", ".join(f"{draw.uniform(-1, 1):.2f}" for _ in range(n)) + "]"

    def layer(sources: int, units: int, activation: str) -> str:
        rows = "[" + ", ".join(numbers(units) for _ in range(sources)) + "]"
        added = f", {offset}: {numbers(units)}" if offset else ""
        return f"- {{units: {units}, activation: {activation}, weights: {rows}{added}}}\n"

    text = (
        f"title: t\ninputs: {sizes[0]}\nlayers:\n{layer(sizes[0], sizes[1], hidden)}{layer(sizes[1], sizes[2], output)}"
    )
    text += f"loss: squared\nlearning_rate: {draw.choice((0.5, 0.1, 0.9))}\n"
    text += f"samples: [{{x: {numbers(sizes[0])}, target: {numbers(sizes[2])}}}]\n"
    return Programs(load(read_text(text, "random.yaml")))


def written(value: float, digits: int) -> Stated:
    """A number on a sheet: so many decimals, or significant digits where decimals would leave fewer than two."""
    half = least_half_unit(value, digits)
    return Stated(round(value / (2 * half)) * 2 * half, half) if half else Stated(0.0, 0.5 * 10.0**-digits)


def visible(programs: Programs, sheet: dict[str, Stated], policy: Policy) -> bool:
    """Whether some number on the sheet lies outside the honest band."""
    world = programs.world({})
    return any(
        abs(number.value - world[id])
        > number.half_unit + band(id, world, sheet, programs.order, policy.digits, through=True)
        for id, number in sheet.items()
    )


def main() -> None:
    """Prints the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    draw = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    tally: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for _n in range(count):
        programs = network(draw)
        policy = Policy(digits=DECIMALS)
        everything = list(programs.formulas)
        final = [id for id in everything if id.endswith(".new")]
        for asked, name in ((everything, "all steps"), (final, "final numbers")):
            for decimals in (4, 6, 10, 15):
                sheet = {id: written(programs.key.values[id], decimals) for id in asked}
                judged = judge(programs, sheet, asked, policy)
                tally[f"{name}: honest"] += 1
                tally[f"{name}: honest, full points"] += all(j.verdict is Verdict.CORRECT for j in judged)
            for slip, _formulas in programs.single:
                run = trace(programs.model, rules=rules_of(programs.model, (slip,)))
                sheet = {id: written(run.values[id], DECIMALS) for id in asked}
                if not visible(programs, sheet, policy):
                    continue
                reading = best_reading(programs, sheet, asked, policy)
                faults = [j for j in reading.judged if j.verdict in (Verdict.SLIP, Verdict.WRONG)]
                tally[f"{name}: planted"] += 1
                tally[f"{name}: caught"] += bool(faults) or bool(reading.conventions)
                named = bool(faults) and any(slip.id in fault.slips for fault in faults)
                tally[f"{name}: named"] += named or bool(reading.conventions)
                tally[f"{name}: alone"] += bool(faults) and faults[0].slips == (slip.id,)
                tally[f"{name}: faults charged"] += len(faults)
                if not named and not reading.conventions:
                    missed[f"{name}: {slip.id} -> {[(f.id, f.slips) for f in faults[:2]]}"] += 1
    for key, value in tally.items():
        print(f"{key:40} {value}")
    for key, value in missed.most_common(25):
        print(f"   {value:4} {key}")


if __name__ == "__main__":
    main()

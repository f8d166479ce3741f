"""What was measured, as Markdown."""

from collections.abc import Mapping

from contests import Comparison, Contest
from measure import Spread, ratio, spread

Times = Mapping[str, list[float]]  # seconds for one update, by name, in each round


def contest_table(contest: Contest, times: Times) -> list[str]:
    """A row for each who ran: the time, and how many times that of each of our engines it is."""
    ours = [name for name in contest.ours if name in times]
    lines = [
        f"| one update | median, µs |{''.join(f' ÷ {name} | middle half |' for name in ours)}",
        f"|---|--:|{'--:|---|' * len(ours)}",
    ]
    for name, column in times.items():
        cells = [f"{short(spread(column).middle * 1e6)}"]
        for own in ours:
            cells += ["1", ""] if name == own else _cells(ratio(column, times[own]))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def comparison_table(contests: Mapping[str, Contest], measured: Mapping[str, Times]) -> list[str]:
    """A row for each promise and each other comparison that could be measured."""
    lines = ["| network | A | B | A/B | middle half | target | |", "|---|---|---|--:|---|--:|---|"]
    for key, times in measured.items():
        contest = contests[key]
        lines += [_row(contest, each, times) for each in contest.comparisons if each.a in times and each.b in times]
    return lines


def _row(contest: Contest, of: Comparison, times: Times) -> str:
    found = ratio(times[of.a], times[of.b])
    return f"| {' | '.join([contest.problem.name, of.a, of.b, *_cells(found), of.target, of.verdict(found.middle)])} |"


def _cells(ratios: Spread) -> list[str]:
    return [f"**{short(ratios.middle)}**", f"{short(ratios.low)} to {short(ratios.high)}"]


def short(number: float) -> str:
    """Three digits, or all before the point: 0.00321, 1.30, 42.7, 1,234."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}" if number < 1 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"

"""What share of its points a formula earns that is not right: by the slip, by the cases that are right, by its lines.

The greatest of these counts. A bare number earns nothing: it may be a guess. The assignment may set each share.
"""

from collections.abc import Mapping

from nncli.grade.formulas.verdict import Verdict
from nncli.grade.slips.formulas import BY_ID

# The most that right cases beside a wrong one earn, and right lines before a wrong end.
CASES, LINES = "cases", "lines"
DEFAULTS = {CASES: 0.5, LINES: 0.5}


def known_shares() -> dict[str, float]:
    """Every id whose share can be set, with its default."""
    return {slip.id: slip.share for slip in BY_ID.values() if slip.share} | DEFAULTS


def credit(verdict: Verdict, shares: Mapping[str, float] | None = None) -> float:
    """From 0 to 1."""
    if verdict.kind == "correct":
        return 1.0
    if verdict.kind not in ("slip", "wrong") or verdict.empty:
        return 0.0
    share = known_shares() | dict(shares or {})
    earned = [share.get(slip, 0.0) for slip in verdict.slips]
    if verdict.where is not None and verdict.cases > 1:
        earned.append(share[CASES] * len(verdict.where.right))
    chain = verdict.chain
    if chain is not None and chain.total > 1:
        earned.append(share[LINES] * min(1.0, chain.right / (chain.total - 1)))
    return min(1.0, max(earned, default=0.0))

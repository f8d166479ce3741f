"""That all do the same work: from the same weights, on the same samples, they must come to the same weights."""

from dataclasses import replace

import numpy as np
from contests import Contest, trainers_of

EPOCHS = 3
TOLERANCE = 1e-12  # in double precision: sums are added up in different orders, and that is all


def same_work(contest: Contest) -> str:
    """A sentence on how far the parameters lie apart after some epochs.

    Raises:
        AssertionError: if they are not the same.
    """
    problem = contest.problem
    if problem.batch > 1:  # a single batch: everybody shuffles in his own way
        problem = replace(problem, rows=problem.batch)
    trainers, _absent = trainers_of(contest, replace(problem, precision="double"))
    ends = {}
    for name, trainer in trainers.items():
        if trainer.parameters:
            trainer.run(EPOCHS)
            ends[name] = trainer.parameters()
    first, *rest = ends.values()
    apart = max((float(np.abs(end - first).max()) for end in rest), default=0.0)
    assert apart <= TOLERANCE, f"{problem.name}: {', '.join(ends)} lie {apart} apart"
    return f"Same work: {', '.join(ends)} come to the same weights within {apart:.0e}."

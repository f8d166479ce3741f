"""The update (参数更新): from the gradients of the samples to the new parameters.

g = Σ ∂E_k/∂w  (or the mean),  with a penalty also its part;  Δw = −η·g  (or by an optimiser's rule);  w ← w + Δw
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nncli.maths.expression import Constant, Expression, Reference, total
from nncli.models.run import Run
from nncli.trace.quantities import is_offset_id

Gradients = dict[str, list[Reference]]  # by parameter, one for each sample
ZERO = Constant(Fraction(0))


@dataclass(frozen=True, slots=True)
class Kept:
    """What an optimiser keeps of one parameter, in a run: see `optimisers.Memory`."""

    run: Run
    id: str

    @property
    def count(self) -> int:
        """The number of the update, from 1."""
        return self.run.update

    def setting(self, name: str) -> Expression:
        """A setting of the optimiser, as given."""
        return self.run.settings[name]

    def kept(self, kind: str) -> Expression:
        """As written down at the last update; 0 before the first."""
        return self.run.kept.get((self.id, kind), ZERO)

    def write(self, kind: str, formula: Expression) -> Reference:
        """Writes it down in the phase of the update."""
        written = self.run.recorder.record(f"{self.id}.{kind}{self.run.mark()}", "update", formula)
        self.run.kept[self.id, kind] = written
        return written


def reduced(run: Run, terms: Sequence[Expression]) -> Expression:
    """The sum or the mean over several samples, by the network's convention."""
    summed = total(terms)
    return summed / len(terms) if run.takes_mean else summed


def updated(run: Run, gradients: Gradients) -> dict[str, Reference]:
    """The parameters after the update; none where there is no learning rate."""
    record, mark, new = run.recorder.record, run.mark(), {}
    totals = {id: _total(run, id, of_samples) for id, of_samples in gradients.items()}
    if run.eta is None:
        return {}
    for id, gradient in totals.items():
        is_offset = is_offset_id(id)
        direction = run.network.optimiser.direction(gradient, Kept(run, id))
        step = record(f"{id}.step{mark}", "update", run.rules.step(run.eta, direction, is_offset))
        new[id] = record(f"{id}.new{mark}", "update", run.rules.new(run.parameters[id], step, is_offset))
    return new


def _total(run: Run, id: str, of_samples: list[Reference]) -> Reference:
    """∂E/∂w over all samples, with the penalty's part: each a step of its own, where there is more than one thing."""
    record, mark, penalty = run.recorder.record, run.mark(), run.network.penalty
    several = len(of_samples) > 1
    if penalty is None or not penalty.concerns(id):
        return record(f"{id}.grad{mark}", "backward", reduced(run, of_samples)) if several else of_samples[0]
    data = record(f"{id}.data{mark}", "backward", reduced(run, of_samples)) if several else of_samples[0]
    formula = run.rules.penalised(penalty, data, run.parameters[id], run.setting)
    return record(f"{id}.grad{mark}", "backward", formula)

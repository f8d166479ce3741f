"""The networks of nncli in torch, differentiated by autograd and trained by torch's own optimisers.

No line of nncli's mathematics is used: a spec's numbers are taken one by one, by their ids, into matrices [to][from].
"""

import torch

from nncli.maths.arithmetic import FLOAT
from nncli.models.network import Layer
from nncli.spec.study import Study

torch.set_num_threads(1)  # networks this small only wait for a second one
F = torch.nn.functional

# Each from the nets (pieces, …, units), as torch has it.
ACTIVATION_TWINS = {
    "sigmoid": lambda net, p: torch.sigmoid(net[0]),
    "tanh": lambda net, p: torch.tanh(net[0]),
    "identity": lambda net, p: net[0],
    "relu": lambda net, p: F.relu(net[0]),
    "leaky_relu": lambda net, p: F.leaky_relu(net[0], p["slope"]),
    "elu": lambda net, p: F.elu(net[0], p["alpha"]),
    "softplus": lambda net, p: F.softplus(net[0], threshold=40),  # its default gives up at 20
    "maxout": lambda net, p: net.max(dim=0).values,
    "softmax": lambda net, p: F.softmax(net[0], dim=-1),
}
WITHOUT_GRADIENT = {"step"}  # torch.heaviside has no autograd
WITH_A_KINK = {"relu", "leaky_relu", "elu"}
# Each the sum over samples, from targets, outputs and nets.
LOSS_TWINS = {
    "squared": lambda d, y, net: F.mse_loss(y, d, reduction="sum") / 2,
    "squared_sum": lambda d, y, net: F.mse_loss(y, d, reduction="sum"),
    "mean_squared": lambda d, y, net: F.mse_loss(y, d, reduction="sum") / y.shape[-1],
    "cross_entropy": lambda d, y, net: F.cross_entropy(net, d, reduction="sum"),
    "upstream": lambda d, y, net: (d * y).sum(),
    "binary_cross_entropy": lambda d, y, net: F.binary_cross_entropy_with_logits(net, d, reduction="sum"),
}
# Each from groups of parameters, η and the settings of a spec's optimiser.
OPTIMISER_TWINS = {
    "sgd": lambda groups, rate, s: torch.optim.SGD(groups, rate),
    "momentum": lambda groups, rate, s: torch.optim.SGD(groups, rate, momentum=s.momentum or 0.9),
    "nesterov": lambda groups, rate, s: torch.optim.SGD(groups, rate, momentum=s.momentum or 0.9, nesterov=True),
    "adam": lambda groups, rate, s: torch.optim.Adam(
        groups, rate, (s.beta1 or 0.9, s.beta2 or 0.999), s.epsilon or 1e-8
    ),
}
SCHEDULE_TWINS = {
    "constant": lambda optimiser, s: torch.optim.lr_scheduler.ConstantLR(optimiser, factor=1),
    "step": lambda optimiser, s: torch.optim.lr_scheduler.StepLR(optimiser, s.every or 10, s.factor or 0.5),
    "inverse": lambda optimiser, s: torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda epoch: 1 / (1 + (s.decay or 0.01) * epoch)
    ),
}


def constants_of(layer: Layer) -> dict[str, float]:
    """The numbers of its activation."""
    return {name: float(constant.evaluate({}, FLOAT)) for name, constant in layer.parameters.items()}


class TwinLayer:
    """Weights (units, sources) and offsets (units,) or (1,) for each piece, as leaves of autograd."""

    def __init__(self, layer: Layer, dtype: torch.dtype) -> None:
        self.layer, self.constants = layer, constants_of(layer)
        given = {id: float(number) for id, number in layer.parameters_given()}
        owners = layer.units[: 1 if layer.offsets_are == "shared" else None] if layer.offset else ()
        self.weight_ids = [
            [[layer.weight_id(i, j, k) for i in layer.sources] for j in layer.units] for k in layer.pieces
        ]
        self.offset_ids = [[layer.offset_id(j, k) for j in owners] for k in layer.pieces if owners]
        self.weights = [
            torch.tensor([[given[id] for id in row] for row in ids], dtype=dtype, requires_grad=True)
            for ids in self.weight_ids
        ]
        learned = layer.offsets_are != "fixed"
        self.offsets = [
            torch.tensor([given[id] for id in ids], dtype=dtype, requires_grad=learned) for ids in self.offset_ids
        ]

    def nets(self, x):
        """(pieces, n, units) from x (n, sources)."""
        nets = [F.linear(x, weights) for weights in self.weights]
        sign = -1 if self.layer.offset == "threshold" else 1
        return torch.stack(
            [net + sign * b for net, b in zip(nets, self.offsets, strict=True)] if self.offsets else nets
        )

    def values(self) -> dict[str, float]:
        """Every parameter by its id."""
        rows = [row for ids in self.weight_ids for row in ids] + self.offset_ids
        numbers = [row for weights in self.weights for row in weights.tolist()] + [b.tolist() for b in self.offsets]
        pairs = zip(rows, numbers, strict=True)
        return {id: number for ids, row in pairs for id, number in zip(ids, row, strict=True)}


class TrainedTwin:
    """A network in torch that trains as its spec says. `margin`: how near a unit or a weight has come to a kink."""

    def __init__(self, network: Study, dtype: torch.dtype = torch.float64) -> None:
        self.network, self.dtype, self.margin = network, dtype, 1.0
        self.layers = [TwinLayer(layer, dtype) for layer in network.layers]
        self.weights = [w for layer in self.layers for w in layer.weights]
        self.learned_offsets = [b for layer in self.layers for b in layer.offsets if b.requires_grad]
        training = network.training
        how = training.regularisation
        self.book, self.l1, l2 = (how.book, how.l1, how.l2 or 0.0) if how else (None, None, 0.0)
        groups = [{"params": self.weights, "weight_decay": l2}, {"params": self.learned_offsets, "weight_decay": 0.0}]
        groups = [group for group in groups if group["params"]]
        self.optimiser = OPTIMISER_TWINS[training.optimiser.name](
            groups, float(network.learning_rate), training.optimiser
        )
        self.schedule = SCHEDULE_TWINS[training.schedule.name](self.optimiser, training.schedule)

    def values(self) -> dict[str, float]:
        """Every parameter by its id, as it is now."""
        return {id: value for layer in self.layers for id, value in layer.values().items()}

    def objective(self, x, d):
        """What an update lowers: the loss of a batch, with the penalty."""
        n = len(x)
        for layer in self.layers:
            nets = layer.nets(x)
            self._look_at(layer.layer.activation.name, nets.detach())
            x = ACTIVATION_TWINS[layer.layer.activation.name](nets, layer.constants)
        loss = LOSS_TWINS[self.network.loss.name](d, x, nets[0])
        loss = loss / n if self.network.reduction == "mean" else loss
        if self.book is not None:
            squares = sum((p**2).sum() for p in [*self.weights, *self.learned_offsets])
            loss = self.book * loss + (1 - self.book) * squares
        if self.l1 is not None:
            loss = loss + self.l1 * sum(w.abs().sum() for w in self.weights)
            self.margin = min(self.margin, *(w.detach().abs().min().item() for w in self.weights))
        return loss

    def train(self, x, d, orders, batch: int) -> None:
        """An epoch for each order of the rows, an update for each `batch` of them."""
        x, d = (torch.tensor(part, dtype=self.dtype) for part in (x, d))
        for order in orders:
            for rows in torch.as_tensor(order).split(batch):
                self.optimiser.zero_grad()
                self.objective(x[rows], d[rows]).backward()
                self.optimiser.step()
            self.schedule.step()

    def _look_at(self, activation: str, nets) -> None:
        if activation in WITH_A_KINK:
            self.margin = min(self.margin, nets.abs().min().item())
        elif activation == "maxout":
            first, second = nets.topk(2, dim=0).values
            self.margin = min(self.margin, (first - second).min().item())

"""What is trained, on what, and how: the head of a run's page."""

from collections.abc import Iterator, Mapping

from rich.console import Group
from rich.text import Text

from nncli.render.forms.console import heading, paragraph
from nncli.render.numbers import NumberFormat
from nncli.train.readings.kinks import at_kinks
from nncli.train.schedules import SCHEDULES
from nncli.train.setup import Part, Setup
from nncli.words import N_, _, clauses, listing, ngettext

NUMBERS = NumberFormat()
PARTS = {"train": N_("training"), "validation": N_("validation"), "test": N_("test")}
SYMBOLS = {"momentum": "μ", "beta1": "β₁", "beta2": "β₂", "epsilon": "ε"}


def setup_page(setup: Setup, engine: str) -> Group:
    """What is trained, on what, and how."""
    network, data = setup.network, setup.data
    lines = [f"{network.shape()}; {_parameters(setup.layout.size)}"]
    sizes = [f"{_(PARTS[name])} {len(part)}" for name, part in parts(setup)]
    lines.append(_("data: {name} ({sizes} rows)").format(name=data.name, sizes=listing(sizes)))
    if setup.coding.kind == "one-output":
        lines.append(
            _("one output: {no} is {low}, {yes} is {high}").format(
                no=data.classes[0], low=NUMBERS(setup.coding.low), yes=data.classes[1], high=NUMBERS(setup.coding.high)
            )
        )
    lines.append(clauses(_how(setup, engine)))
    bare = [block.layer.name for block in setup.layout.blocks if not block.layer.offset]
    if bare:
        lines.append(_("no biases in: {layers} ('biases: random' draws them)").format(layers=listing(bare)))
    for step in at_kinks(network)[:1]:
        said = _(
            "{symbol} is {value} as it is written, and {float} in floats, by which training goes: 'trace' takes the "
            "written digits."
        )
        symbol, value = network.names.symbol(step.id), NUMBERS.digits(step.value)
        lines.append(said.format(symbol=symbol, value=value, float=NUMBERS.digits(step.instead or 0)))
    return Group(heading(_(network.title)), *map(paragraph, lines), Text())


def parts(setup: Setup) -> Iterator[tuple[str, Part]]:
    """The sets that there are, by name."""
    for name in PARTS:
        part = getattr(setup, name)
        if part is not None:
            yield name, part


def _parameters(n: int) -> str:
    return ngettext("{n} parameter", "{n} parameters", n).format(n=n)


def _how(setup: Setup, engine: str) -> Iterator[str]:
    network = setup.network
    training, n = network.training, len(setup.train)
    many = _("the mean") if network.reduction == "mean" else _("the sum")
    match network.mode:
        case "standard":
            yield _("standard BP: an update for each sample")
        case "accumulated":
            yield _("accumulated BP: one update an epoch, by {many} of {n} gradients").format(many=many, n=n)
        case "mini-batch":
            size = min(training.batch_size, n)
            yield _("mini-batches of {size}: an update by {many} of their gradients").format(size=size, many=many)
    optimiser = network.optimiser
    given = {name: float(value) for name, value in network.settings.items()}
    settings = {"η": float(network.learning_rate or 0), **given}
    yield _("{optimiser} ({settings})").format(optimiser=optimiser.name, settings=_settings(settings))
    schedule = SCHEDULES[training.schedule.name]
    if schedule.defaults:
        values = schedule.settings(training.schedule)
        yield _("rate {formula} ({settings})").format(formula=schedule.text, settings=_settings(values))
    if how := training.regularisation:
        for name, called in (("book", _("regularisation of the book")), ("l2", "L2"), ("l1", "L1")):
            if (value := getattr(how, name)) is not None:
                yield f"{called}, λ = {value:g}"
    yield _("seed {seed}").format(seed=network.seed)
    yield _("engine {engine}").format(engine=engine)


def _settings(values: Mapping[str, float]) -> str:
    return listing(f"{SYMBOLS.get(name, name)} = {value:g}" for name, value in values.items())

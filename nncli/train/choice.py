"""Which engine trains a network."""

from importlib.util import find_spec

from nncli.errors import Diagnostic, InputError
from nncli.spec.study import Study
from nncli.train.arrays.engine import ArrayEngine
from nncli.train.arrays.layout import Array
from nncli.train.engine import Engine
from nncli.train.setup import Setup
from nncli.train.written.straight_line import compiling_pays, suits
from nncli.words import _

EngineName = str  # "arrays", "scalar" or "compiled"


def choose_engine(setup: Setup) -> EngineName:
    """The engine that the spec names; for `auto` the fastest that suits. By counts alone, never by the clock.

    Raises:
        InputError: if the network cannot be trained by the engine that is named, or by any.
    """
    network = setup.network
    wanted, reason = network.training.engine, why_not_by_sample(network)
    if wanted in ("scalar", "compiled") and reason:
        message = _("the engine '{engine}' cannot train this network: {reason}").format(engine=wanted, reason=reason)
        raise InputError(Diagnostic("engine", message, help=_("leave 'engine' out, or say 'arrays'")))
    if network.update_order == "sequential" and (wanted == "arrays" or reason):
        message = _("sequential update is trained sample by sample alone: {reason}").format(
            reason=reason or _("the engine 'arrays' takes whole layers")
        )
        help = _("take 'update_order: simultaneous', or mode standard with plain sgd")
        raise InputError(Diagnostic("engine", message, help=help))
    if wanted != "auto":
        return wanted
    updates = network.training.epochs * len(setup.train)
    if not reason and find_spec("numba") and compiling_pays(network, updates):
        return "compiled"
    # Sequential order has no other engine, whatever the size.
    return "scalar" if not reason and (suits(network) or network.update_order == "sequential") else "arrays"


def check_goes_on(network: Study, engine: EngineName) -> None:
    """Whether a run that `engine` has begun can go on as the spec says now.

    Raises:
        InputError: if not. Another engine would round differently.
    """
    if engine not in ("arrays", "scalar", "compiled"):
        raise InputError(Diagnostic("engine", _("there is no engine '{engine}'").format(engine=engine[:100])))
    reason = why_not_by_sample(network) if engine != "arrays" else None
    if engine == "arrays" and network.update_order == "sequential":
        reason = _("the engine 'arrays' takes whole layers")
    if reason:
        message = _("the engine '{engine}' has begun this run, and cannot go on like that: {reason}")
        help = _("begin a new run for it, with --out")
        raise InputError(Diagnostic("engine", message.format(engine=engine, reason=reason), help=help))


def restore(engine: Engine, state: dict[str, Array]) -> None:
    """Puts an engine into the state of a checkpoint.

    Raises:
        InputError: if that is the state of another network or optimiser.
    """
    there, wanted = ({name: (a.shape, a.dtype) for name, a in each.items()} for each in (state, engine.state()))
    if there != wanted:
        message = _("the checkpoint is of another network, optimiser or precision than the spec")
        help = _("a run goes on with those it was begun with; begin a new one for others, with --out")
        raise InputError(Diagnostic("wrong-checkpoint", message, help=help))
    engine.restore(state)


def why_not_by_sample(network: Study) -> str | None:
    """Why straight-line code cannot train as this spec says; None if it can."""
    training = network.training
    if network.mode != "standard":
        return _("that needs mode standard, an update for each sample")
    if network.optimiser.name != "sgd":
        return _("that needs plain sgd")
    if network.penalty is not None:
        return _("that goes without regularisation")
    return _("that needs double precision") if training.precision == "single" else None


def make_engine(name: EngineName, setup: Setup) -> Engine:
    """The engine at the initial parameters.

    Raises:
        InputError: if the engine needs an extra that is not installed.
    """
    arguments = setup.network, setup.train.examples, setup.initial()
    match name:
        case "scalar":
            from nncli.train.written.scalar import ScalarEngine

            return ScalarEngine(*arguments)
        case "compiled":
            from nncli.train.written.compiled import CompiledEngine

            return CompiledEngine(*arguments)
    return ArrayEngine(*arguments)

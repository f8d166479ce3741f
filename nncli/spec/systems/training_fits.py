"""The second pass over what a spec says of its data and its training: does it fit together?"""

from nncli.document.reader import Loc
from nncli.spec.data import PLAYGROUND, DataChoice
from nncli.spec.faults import Faults
from nncli.spec.training import Training
from nncli.words import _

# The settings of each optimiser and each schedule.
SETTINGS: dict[str, tuple[str, ...]] = {
    "sgd": (),
    "momentum": ("momentum",),
    "nesterov": ("momentum",),
    "adam": ("beta1", "beta2", "epsilon"),
    "constant": (),
    "step": ("every", "factor"),
    "inverse": ("decay",),
}
MAX_NOISE = 0.5


def training_fits(data: DataChoice | None, training: Training, faults: Faults) -> None:
    """Tells what is wrong with `data` and `training`."""
    if data:
        _data_fits(data, faults)
    _settings_fit(training, faults)
    if training.early_stopping and not (data and data.validation):
        faults.add(
            ("training", "early_stopping"), "missing-key",
            _("early stopping watches a validation set, and there is none"),
            _("keep some rows for it, as in 'data: {name: digits, validation: 0.2}'"), key=True,
        )  # fmt: skip


def _data_fits(data: DataChoice, faults: Faults) -> None:
    def not_here(key: str, message: str) -> None:
        faults.add(("data", key), "unknown-key", message, key=True)

    if (data.name is None) == (data.file is None):
        if not faults.told(("data",)):
            message = _("give one of 'name' and 'file', and not both")
            faults.add(("data",), "wrong-kind", message, _("'nncli data' lists the names"), key=True)
        return
    if data.name not in PLAYGROUND:
        for key in ("noise", "features"):
            if getattr(data, key):
                not_here(key, _("only the playground sets have '{key}'").format(key=key))
    if data.label is not None and data.name is not None:
        not_here("label", _("only a CSV file has a 'label' column to choose"))
    if data.noise > MAX_NOISE:
        faults.add(("data", "noise"), "out-of-range", _("noise goes from 0 to {most}").format(most=MAX_NOISE))
    if data.validation + data.test >= 1:
        message = _("validation and test together leave no rows to train on")
        faults.add(("data", "validation" if data.validation else "test"), "out-of-range", message)
    if data.targets and data.targets[0].fraction >= data.targets[1].fraction:
        faults.add(("data", "targets"), "out-of-range", _("the target for no comes first, and is the smaller one"))


def _settings_fit(training: Training, faults: Faults) -> None:
    for key in ("optimiser", "schedule"):
        choice = getattr(training, key)
        for setting, value in choice:
            loc: Loc = ("training", key, setting)
            if setting != "name" and value is not None and setting not in SETTINGS[choice.name]:
                message = _("{name} has no '{key}'").format(name=choice.name, key=setting)
                faults.add(loc, "unknown-key", message, key=True)
    how = training.regularisation
    if how and how.book is not None and (how.l1 is not None or how.l2 is not None):
        message = _("the book's form stands by itself: it weighs the error against Σ w²")
        faults.add(("training", "regularisation", "book"), "wrong-kind", message, key=True)
    if how and how == type(how)() and not faults.told(("training", "regularisation")):
        faults.add(("training", "regularisation"), "too-few", _("give 'book', 'l2' or 'l1'"))

"""What might have been meant: the nearest known word, and lists of words as a sentence holds them."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from nncli.words import _, listing

MAX_LISTED = 20
MAX_COMPARED = 5_000
# What others call it: PyTorch, Keras, scikit-learn, other textbooks; without -, _ and capitals.
OTHER_NAMES = {
    "mse": "mean_squared", "mseloss": "mean_squared", "meansquarederror": "mean_squared", "sse": "squared_sum",
    "halfsquared": "squared", "l2loss": "squared", "crossentropyloss": "cross_entropy", "ce": "cross_entropy",
    "nll": "cross_entropy", "softmaxloss": "cross_entropy", "categoricalcrossentropy": "cross_entropy",
    "logloss": "binary_cross_entropy", "bce": "binary_cross_entropy", "bceloss": "binary_cross_entropy",
    "linear": "identity", "none": "identity", "logistic": "sigmoid", "logsig": "sigmoid", "heaviside": "step",
    "sgn": "step", "threshold": "step", "lrelu": "leaky_relu", "hyperbolictangent": "tanh", "tansig": "tanh",
    "lr": "learning_rate", "eta": "learning_rate", "rate": "learning_rate", "optimizer": "optimiser",
    "regularization": "regularisation", "weightdecay": "l2", "initializer": "initialiser", "init": "initialiser",
    "randomseed": "seed", "randomstate": "seed", "standardize": "standardise", "normalize": "standardise",
    "normalise": "standardise", "online": "standard", "stochastic": "standard",
   "fullbatch": "accumulated", "xavier": "glorot", "kaiming": "he", "gaussian": "normal", "zero": "zeros",
    "activationfunction": "activation", "neurons": "units", "nodes": "units", "bias": "biases",
    "w": "weights", "weight": "weights", "targets": "target", "label": "target", "y": "target", "t": "target",
    "input": "inputs", "layer": "layers", "conv": "convolution", "conv2d": "convolution", "maxpool": "max-pooling",
    "avgpool": "average-pooling", "fc": "dense", "fullyconnected": "dense",
}  # fmt: skip


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is likely to be a slip of, or another name for; or None."""
    known = list(known)
    if (other := other_name(word)) in known:
        return other
    if len(known) > MAX_COMPARED:  # the comparing takes 10 µs for each
        known = [other for other in known if other.startswith(word[:2])][:MAX_COMPARED]
    other_case = (other for other in known if other.casefold() == word.casefold())
    return next(other_case, None) or next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), None)


def other_name(word: str) -> str | None:
    """Our word for what others call `word`; None where that is not known."""
    return OTHER_NAMES.get(word.casefold().replace("_", "").replace("-", "").replace(" ", ""))


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A sentence that offers the nearest known word, or None where none is near."""
    near = nearest(word, known)
    return _("did you mean '{word}'?").format(word=near) if near else None


def known_here(words: Iterable[str]) -> str:
    """A sentence that lists the known words."""
    return _("known here: {words}").format(words=listed(words))


def listed(words: Iterable[str]) -> str:
    """`x1, x2, x3`; of very many the first and the last."""
    words = list(words)
    return listing(words if len(words) <= MAX_LISTED else [*words[: MAX_LISTED - 2], "…", words[-1]])


def either(words: Sequence[str]) -> str:
    """`a, b or c`."""
    return _(" or ").join([listing(words[:-1]), words[-1]]) if len(words) > 1 else words[0]

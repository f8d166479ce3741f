"""What a spec says of its source's figures: names, rounding, printed digits. The same for every system."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from nncli.document.reader import Loc
from nncli.maths.arithmetic import Rounding
from nncli.models.model import Model
from nncli.spec.common import Figure, Places
from nncli.spec.faults import Faults
from nncli.suggest import did_you_mean
from nncli.trace.published import PublishedFigure
from nncli.trace.quantities import Names, Quantity, base
from nncli.words import _, ngettext

MAX_PLACES = 40
MAX_UPDATES = 20_000  # more steps than that no trace has

M = TypeVar("M", bound=Model)


class Said(Protocol):
    """The keys of a spec that speak of figures."""

    @property
    def names(self) -> Mapping[str, str]:
        """id: the source's own name."""

    @property
    def rounding(self) -> Mapping[str, Places]:
        """id: how the source writes it down."""

    @property
    def published(self) -> Mapping[str, Figure]:
        """id: as printed."""


def with_figures(model: M, spec: Said, faults: Faults) -> M:
    """The model with its names, its rounding and its printed figures, if they speak of quantities that it has."""
    known = set(model.quantities()) if spec.names or spec.rounding or spec.published else set()
    model = replace(model, names=Names(spec.names))
    told = {id for id in spec.names if id not in known}  # what bears the name of one is not told again
    _names_fit(spec, known, faults)
    words = known | {name for id, name in spec.names.items() if id in known}
    used = (base(model.names.resolve(key)) for key in (*spec.rounding, *spec.published))
    known |= {id for id in used if id.startswith(tuple(told))}
    rounding = _rounding(model, spec, words, known, faults)
    return replace(
        model,
        default_rounding=rounding.pop("default", None),
        rounding=rounding,
        published=_published(model, spec, words, known, faults),
    )


def _names_fit(spec: Said, known: set[str], faults: Faults) -> None:
    taken: dict[str, str] = {}
    for id, name in spec.names.items():
        if id not in known:
            _unknown(("names", id), id, known, faults)
        if name in taken:
            message = _("'{name}' is already the name of {other}").format(name=name, other=taken[name])
            faults.add(("names", id), "same-name", message)
        elif name in known and name != id:
            message = _("'{name}' is already the id of another quantity").format(name=name)
            faults.add(("names", id), "same-name", message)
        taken.setdefault(name, id)


def _unknown(loc: Loc, text: str, known: set[str], faults: Faults) -> None:
    message = _("this network has no quantity '{id}'").format(id=text)
    help = did_you_mean(text, known) or _("ids are written like P.out, O.delta, w[A,P].new or loss.before")
    faults.add(loc, "unknown-quantity", message, help, key=True)


def _rounding(model: Model, spec: Said, words: set[str], known: set[str], faults: Faults) -> dict[str, Rounding]:
    """`rounding:` under ids instead of the source's names."""
    rounding: dict[str, Rounding] = {}
    for key, places in spec.rounding.items():
        id, loc = model.names.resolve(key), ("rounding", key)
        if key != "default" and id not in known:
            _unknown(loc, key, words, faults)
        if id in rounding:
            faults.add(loc, "duplicate-key", _("{id} stands here twice").format(id=id), key=True)
        if (places.decimals is None) == (places.significant is None):
            faults.add(loc, "wrong-kind", _("give either decimals or significant digits"))
        elif places.decimals is not None:
            rounding[id] = Rounding(places.decimals)
            in_range(places.decimals, 0, _("decimals"), loc, faults)
        elif places.significant is not None:
            rounding[id] = Rounding(places.significant, "significant")
            in_range(places.significant, 1, _("significant digits"), loc, faults)
    return rounding


def in_range(places: int, least: int, what: str, loc: Loc, faults: Faults) -> None:
    """Tells where a number of places is out of range."""
    if not least <= places <= MAX_PLACES:
        message = _("{what} go from {least} to {most}").format(what=what, least=least, most=MAX_PLACES)
        faults.add(loc, "out-of-range", message)


def _published(
    model: Model, spec: Said, words: set[str], known: set[str], faults: Faults
) -> dict[str, PublishedFigure]:
    """`published:` under ids instead of the source's names."""
    published: dict[str, PublishedFigure] = {}
    for key, figure in spec.published.items():
        id, loc = model.names.resolve(key), ("published", key)
        q = Quantity.parse(id)
        if q is None or base(id) not in known:
            _unknown(loc, key, words, faults)
        elif q.sample is not None and model.examples and q.sample > len(model.examples):
            n = len(model.examples)
            message = ngettext("there is only one sample", "there are only {n} samples", n).format(n=n)
            faults.add(loc, "unknown-quantity", message, key=True)
        elif q.update is not None and q.update > MAX_UPDATES:
            message = _("nncli takes up to {most} updates").format(most=MAX_UPDATES)
            faults.add(loc, "out-of-range", message, key=True)
        elif "/" in figure.printed.text:
            faults.add(loc, "wrong-kind", _("give the printed digits, not a ratio"))
        elif figure.printed.decimals > MAX_PLACES:
            message = _("a printed figure has up to {most} decimals").format(most=MAX_PLACES)
            faults.add(loc, "out-of-range", message)
        elif id in published:
            faults.add(loc, "duplicate-key", _("{id} stands here twice").format(id=id), key=True)
        else:
            published[id] = PublishedFigure(figure.printed, figure.slip)
    return published

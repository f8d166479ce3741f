"""The window of a convolution or a pool in a spec, and how it fits the maps that it slides over."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Discriminator, Field, Tag

from nncli.document.reader import Loc
from nncli.models.layers.maps import Maps, Pair, Window
from nncli.spec.faults import Faults
from nncli.spec.layers.context import Context
from nncli.spec.values import Natural, Whole
from nncli.words import _, listing


def _kind_of_size(value: object) -> str:
    return "pair" if isinstance(value, list) else "one"


Size = Annotated[
    Annotated[Natural, Tag("one")] | Annotated[list[Natural], Field(min_length=2, max_length=2), Tag("pair")],
    Discriminator(_kind_of_size),
]
Gap = Annotated[
    Annotated[Whole, Tag("one")] | Annotated[list[Whole], Field(min_length=2, max_length=2), Tag("pair")],
    Discriminator(_kind_of_size),
]
MAX_UNITS = 1_000_000  # of one layer


def maps_read(context: Context, kind: str) -> Maps | None:
    """The maps that a layer reads; None, and a fault, where what stands before it is no map."""
    if context.reads is None:
        message = _("a layer of kind '{kind}' reads maps, and before it stand single units").format(kind=kind)
        help = _("give the inputs rows and columns, as in 'inputs: {X: [28, 28]}', and only such layers before it")
        context.faults.add((*context.loc, "kind"), "no-maps", message, help)
    return context.reads


def window_over(maps: Maps, size: object, stride: object, padding: object, dilation: object) -> Window:
    """A window as written, each part a number or one for rows and one for columns; a series has columns alone."""
    one, nothing = (1, maps.is_series), (0, maps.is_series)
    return Window(_pair(size, one), _pair(stride, one), _pair(padding, nothing), _pair(dilation, one))


def _pair(value: object, across: tuple[int, bool]) -> Pair:
    alone, is_series = across
    if isinstance(value, Sequence):
        first, second = value
        return int(first), int(second)
    assert isinstance(value, int)
    return alone if is_series else value, value


def made(
    name: str, maps: Maps, count: int, window: Window, loc: Loc, faults: Faults, *, cut: bool
) -> Maps | None:  # fmt: skip
    """The maps that a window makes of those that it slides over; None, and a fault, where it does not fit.

    The number of windows is (N + 2P − D(F − 1) − 1)/S + 1. Where it is not whole, a pool leaves out what is left over
    (`cut`), as every library does; a convolution is refused, as in the course.
    """
    if window.padding[0] < 0 or window.padding[1] < 0:
        faults.add((*loc, "padding"), "out-of-range", _("a padding is not negative"))
        return None
    numbers = window.fits(maps)
    written = "(N + 2P − F)/S + 1" if window.padding != (0, 0) else "(N − F)/S + 1"
    for number, length, axis in zip(numbers, (maps.rows, maps.columns), (0, 1), strict=True):
        size, stride, pad = window.size[axis], window.stride[axis], window.padding[axis]
        if number < 1:
            message = _("a window of {size} does not fit into {length}").format(size=size, length=length + 2 * pad)
            faults.add((*loc, "size"), "does-not-fit", message, _("take a smaller window, or some padding"))
            return None
        if number.denominator > 1 and not cut:
            message = _("the window does not fit: {formula} = {number:.2f} for N = {n}, F = {f}, S = {s}, P = {p}")
            message = message.format(formula=written, number=float(number), n=length, f=size, s=stride, p=pad)
            faults.add((*loc, "stride"), "does-not-fit", message, _what_fits(window, maps, axis))
            return None
    rows, columns = (int(number) for number in numbers)
    if count * rows * columns > MAX_UNITS:
        message = _("this layer has {n} units, and nncli takes up to {most}")
        faults.add(loc, "too-large", message.format(n=count * rows * columns, most=MAX_UNITS))
        return None
    return Maps(name, count, rows, columns, maps.is_series)


def _what_fits(window: Window, maps: Maps, axis: int) -> str:
    """Strides and paddings near those given with which the number of windows is whole."""
    length, size, pad = (maps.rows, maps.columns)[axis], window.size[axis], window.padding[axis]
    reach = window.dilation[axis] * (size - 1) + 1
    span = length + 2 * pad - reach
    strides = [s for s in range(1, span + 1) if span % s == 0][:4] or [1]
    help = _("with this window a stride of {strides} fits").format(strides=listing(map(str, strides)))
    pads = [p for p in range(window.stride[axis] + 1) if (length + 2 * p - reach) % window.stride[axis] == 0]
    if pads:
        help += _("; with this stride a padding of {padding}").format(padding=pads[0])
    return help

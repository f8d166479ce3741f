"""What a key means that is no name of a quantity: as on the board, in LaTeX, in words, or with a slip of the pen.

    net_{h2}   \\hat{y}   \\delta_{h1}   w_{h1,y}^{new}   新权值w[h1,y]   h1净输入   更新前损失   y.out(after)   ΔW1

The words that say what is meant (of a unit, a parameter, the loss) and when (before or after the update) are taken
away; what is left has to be the name of something in this network. Whoever calls takes a guess only where there is one.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from nncli.grade.following.finder import Finder
from nncli.grade.following.programs import Programs
from nncli.sheets.parts import fold
from nncli.trace.quantities import PARAMETER_KINDS, Quantity

_DRESS = re.compile(r"\\(?:left|right|mathrm|mathbf|boldsymbol|bm|text(?:rm|bf|it)?|operatorname|vec|,|;|!|quad)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺₀₁₂₃₄₅₆₇₈₉₊", "0123456789+0123456789+")
_GRADIENT = re.compile(
    r"(?:\\[dt]?frac\s*\{)?\s*(?:∂|\\partial|d)\s*(?:[EL]|loss)\s*(?:/|\}\s*\{)\s*(?:∂|\\partial|d)\s*(?P<of>.*?)\}?\s*$"
)
_LAYER = re.compile(r"\^\s*[({\[]+\s*(\d)\s*[)}\]]+")  # W^{(1)}
# What says that the new value is meant, or the second pass; what says that it is not; which quantity, in this order.
_AFTER = re.compile(
    r"更新(?:之|以)?后|修改后|训练后|调整后|第二次|(?:\b|_)after(?:[\s_]+the)?(?:[\s_]+update)?|后"
    r"|\^\s*[({]*\s*(?:new|新|\+|t\s*\+\s*1|k\s*\+\s*1)\s*[)}]*|新的?|(?<![a-z])new(?![a-z])|updated|[+'′]\s*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"更新(?:之|以)?前|修改前|训练前|(?:\b|_)before(?:[\s_]+the)?(?:[\s_]+update)?|第一次|前", re.IGNORECASE
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("loss", r"损失(?:函数)?值?|(?<![a-z])loss(?![a-z])|(?<![a-z])cost(?![a-z])"),
        ("delta", r"误差项|误差信号|局部梯度|(?-i:δ)|(?-i:\\delta)(?![a-z])|(?<![a-z])delta(?![a-z])"),
        ("step", r"变化量?|改变量|增量|调整量|更新量|修正量|(?-i:Δ|\\Delta)|(?<![a-z])(?:change|step)(?![a-z])"),
        ("grad", r"梯度|偏导数?|∇|\\nabla|(?<![a-z])grad(?:ient)?(?![a-z])"),
        ("slope", r"导数|斜率|(?<![a-z])slope(?![a-z])|f\s*['′]"),
        ("error", r"误差|(?<![a-z])err(?:or)?(?![a-z])"),
        ("net", r"净输入|加权(?:和|输入)|总输入|(?<![a-z])net(?:[\s_]*input)?(?![a-z])|^\s*z(?=\s*[_({])"),
        ("out", r"输出值?|激活值?|(?<![a-z])(?:out(?:put)?|activation)(?![a-z])|^\s*[ao](?=\s*[_({])"),
        ("back", r"回传(?:误差)?|(?<![a-z])back(?![a-z])"),
    )
)
_HAT = re.compile(r"\\(?:wide)?hat\s*\{?\s*(?P<of>\w+)\s*\}?|(?P<short>\w)\u0302|(?P<long>\w+?)_?hat(?![a-z])")
_FILLING = re.compile(
    r"的|值|权重|权|偏置|偏差|阈|参数|神经元|单元|节点|隐藏?层|输出层|网络"
    r"|(?<![a-z])(?:of|the|at|for|unit|neuron|node|weights?|bias|thresholds?|value)(?![a-z])",
    re.IGNORECASE,
)
_CLOSE, _CLOSER = 0.7, 0.04


def meant_by(key: str, finder: Finder) -> tuple[str, ...]:
    """All that `key` can mean, as keys that `finder` knows; it is not known itself."""
    meant = tuple(dict.fromkeys(_read(key, finder))) if len(key) <= 120 else ()
    return meant or _near(key, finder)


def says_when(text: str) -> bool:
    """Whether a word in `text` tells the new from the old, or the second pass from the first."""
    return bool(_AFTER.search(text) or _BEFORE.search(text))


def _read(key: str, finder: Finder) -> Iterator[str]:
    """The ids and matrices that fit the words of a key."""
    text = _LAYER.sub(r"\1", _DRESS.sub(" ", fold(key).translate(_RAISED).replace("$", "").replace("ŷ", "\\hat{y}")))
    kinds: list[str] = []
    if gradient := _GRADIENT.match(text):
        text, kinds = gradient["of"], ["grad"]
    text, is_before = _without(_BEFORE, text)
    text, is_after = _without(_AFTER, text)
    if hat := _HAT.search(text):
        text, kinds = _HAT.sub(hat["of"] or hat["short"] or hat["long"] or "", text, count=1), ["out"]
    for kind, pattern in _KINDS:
        if kinds and kinds[0] in ("loss", "grad", "step") and kind in ("error", "out", "net"):
            continue
        text, said = _without(pattern, text)
        if said:
            kinds.append(kind)
    text, _filled = _without(_FILLING, text)
    if is_after and is_before:
        return
    rest = _squeezed(text)
    if len(kinds) == 1 or not kinds:
        yield from _fitting(rest, kinds[0] if kinds else "", finder, after=is_after, before=is_before)


def _fitting(rest: str, kind: str, finder: Finder, *, after: bool, before: bool) -> Iterator[str]:
    outputs = finder.programs.model.outputs
    if kind == "loss" or (not kind and rest in ("e", "l")):
        if rest in ("", "e", "l"):
            yield "loss.after" if after else "loss.before"
        return
    for id, q, subjects, named in _index(finder.programs):
        is_named = rest and rest == named
        mine = rest in subjects or (is_named and not kind)
        if not rest and kind in ("out", "error"):
            mine = len(outputs) == 1 and q.subject == outputs[0]
        if mine and _is_kind(q, kind, after=after, before=before, named=bool(is_named)):
            yield id
    if re.fullmatch(r"(?:w|b|theta|θ)\d", rest) and kind in ("", *PARAMETER_KINDS):
        grid = f"{rest[0].upper() if rest[0] in 'wb' else 'theta'}{rest[-1]}.{kind or 'new'}"
        grid = grid.replace("B", "b")
        if (kind or after) and finder.grid(grid):
            yield grid


@lru_cache(maxsize=8)
def _index(programs: Programs) -> list[tuple[str, Quantity, frozenset[str], str]]:
    """Each id with its parts, the names of what it is of, and its own name."""
    names = programs.model.names
    found = []
    for id in programs.order:
        q = Quantity.of(id)
        if q.subject != "loss":
            subjects = frozenset({_squeezed(q.subject), _squeezed(names.name(q.subject))})
            found.append((id, q, subjects, _squeezed(names.name(id).removesuffix(".after").removesuffix(".new"))))
    return found


def _is_kind(q: Quantity, kind: str, *, after: bool, before: bool, named: bool) -> bool:
    """Whether a quantity is of the kind and of the time that were said."""
    if q.is_parameter:
        return not before and (q.kind == kind if kind else (after and q.kind == "new"))
    if q.after != after:
        return False
    if kind:
        return q.kind == kind
    return named or q.kind == "out"  # a unit alone is its output


def _near(key: str, finder: Finder) -> tuple[str, ...]:
    """What is a slip of the pen away: `h1.nett`. What it is of has to be named right: `h3.net` is none of h1 and h2."""
    names = finder.programs.model.names
    subject, _dot, kind = key.partition(".")
    if not 2 <= len(_squeezed(kind)) <= 30 or len(key) > 60:
        return ()
    scored: list[tuple[float, str]] = []
    for id in finder.programs.formulas:
        for name in {names.name(id), id}:
            other, _dot, meant = name.partition(".")
            if _squeezed(other) == _squeezed(subject) and ("after" in meant) == ("after" in kind):
                ratio = SequenceMatcher(None, _squeezed(kind), _squeezed(meant)).ratio()
                if ratio >= _CLOSE:
                    scored.append((ratio, id))
    best = max((ratio for ratio, _id in scored), default=0.0)
    return tuple(dict.fromkeys(id for ratio, id in scored if ratio >= best - _CLOSER))


def _without(pattern: re.Pattern[str], text: str) -> tuple[str, bool]:
    rest = pattern.sub(" ", text)
    return rest, rest != text


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())

# ruff: noqa: E501  what people write stands as they write it
"""A generator of dresses: one formula in the letters, left sides, wrappers, words and languages of many people.

A formula is a text with holes: {si}, {sj} for the components of softmax, {d} for δ_ij. A dress fills the holes and puts
what people write around the whole. The dresses know nothing of right and wrong.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Fill = Callable[[str], str]  # an index to a component: i to s_i


@dataclass(frozen=True)
class Letter:
    """How the components of softmax are written, and with which letter its variable then goes."""

    name: str
    fill: Fill
    function: str
    variable: str = "x"


LETTERS = [
    Letter("s", lambda i: f"s_{i}", "s"),
    Letter("S z", lambda i: f"S_{i}", "S", "z"),
    Letter("p", lambda i: f"p_{i}", "p"),
    Letter("q o", lambda i: f"q_{i}", "q", "o"),
    Letter("y a", lambda i: f"y_{i}", "y", "a"),
    Letter("a z", lambda i: f"a_{i}", "a", "z"),
    Letter("f", lambda i: f"f_{i}", "f"),
    Letter("yhat", lambda i: rf"\hat{{y}}_{i}", r"\hat{y}", "z"),
    Letter("ŷ", lambda i: f"ŷ_{i}", "ŷ"),
    Letter("sigma", lambda i: rf"\sigma_{i}", r"\sigma"),
    Letter("σ", lambda i: f"σ_{i}", "σ"),
    Letter("pi", lambda i: rf"\pi_{i}", r"\pi"),
    Letter("softmax_i", lambda i: f"softmax_{i}", "softmax"),
    Letter("softmax(x)_i", lambda i: f"softmax(x)_{i}", "softmax(x)"),
    Letter("softmax(x_i)", lambda i: f"softmax(x_{i})", "softmax(x)"),
    Letter("s_i(x)", lambda i: f"s_{i}(x)", "s"),
    Letter("s(x)_i", lambda i: f"s(x)_{i}", "s"),
    Letter("σ(z)_i", lambda i: f"σ(z)_{i}", "σ", "z"),
    Letter("S(z_i)", lambda i: f"S(z_{i})", "S", "z"),
    Letter("s[i]", lambda i: f"s[{i}]", "s"),
    Letter("exp", lambda i: f"(e^{{x_{i}}}/Σ_k e^{{x_k}})", "s"),
    Letter("exp z", lambda i: rf"\frac{{e^{{z_{i}}}}}{{\sum_k e^{{z_k}}}}", "s", "z"),
    Letter("small signs", lambda i: "s" + {"i": "ᵢ", "j": "ⱼ"}[i], "s"),
    Letter("bold", lambda i: rf"\mathbf{{s}}_{{{i}}}", r"\mathbf{s}", r"\mathbf{x}"),
]
DELTAS = [
    "δ_ij", r"\delta_{ij}", "δ_{i,j}", "[i = j]", "1{i=j}", r"\mathbb{1}_{i=j}", r"\mathbf{1}\{i=j\}", "I(i=j)", "δ(i,j)",
    "delta_ij", "(i == j)", "int(i == j)", "δ_i^j", r"\mathbb{I}[i=j]", "(1 if i == j else 0)",
]  # fmt: skip
# What stands on the left; {s} is the function, {x} the variable, {log} "" or "log ".
LEFTS = [
    "", "∂{log}{s}_i/∂{x}_j = ", r"\frac{{\partial {log}{s}_i}}{{\partial {x}_j}} = ", "∂/∂{x}_j {log}{s}_i = ",
    r"\frac{{\partial{{{log}{s}_i}}}}{{\partial{{{x}_j}}}} = ", "J_ij = ", "= ", r"\dfrac{{\mathrm{{d}} {log}{s}_i}}{{\mathrm{{d}} {x}_j}} = ",
    "∂/∂{x}_j({log}{s}_i) = ", "∂_j {log}{s}_i = ", r"\frac{{\partial}}{{\partial {x}_j}} {log}{s}_i = ",
]  # fmt: skip
WRAPPERS = [
    "{}", "$${}$$", "${}$", r"\boxed{{{}}}", r"{} \tag{{3}}", "**{}**", r"\[{}\]", r"\begin{{aligned}}{}\end{{aligned}}",
    r"\begin{{equation}}{}\end{{equation}}", "{}.", "{}。", "`{}`", r"\displaystyle {}", "{};", r"\({}\)",
]  # fmt: skip
WORDS = [
    "{}", "答：{}", "解：{}", "结果为：{}", "Answer: {}", "所以 {}", "因此，{}", "The gradient is {}", "综上，{}", "Solution: {}",
    "softmax 的梯度：\n{}", "{}，其中 δ_ij 为克罗内克函数", "{}, where δ_ij is the Kronecker delta", "即 {}", "We get {}",
    "{}, where δ_ij = 1 if i = j, 0 otherwise", "故 {}", "Thus {}",
    r"{},\quad \delta_{{ij}}=\begin{{cases}}1 & i=j\\0 & i\neq j\end{{cases}}", "可得：{}", "Final answer:\n{}",
    "{}，其中δ_ij当i=j时为1，否则为0", "{}, i, j = 1, …, C", "梯度为 {}", "Gradient: {}",
]  # fmt: skip
# Two formulas, for i = j and for i ≠ j.
CASES = [
    "i = j: {}; i ≠ j: {}", "If i = j, then {}. Otherwise, {}.", "当i=j时为{}，当i≠j时为{}", "(1) 当 i=j 时, {}\n(2) 当 i≠j 时, {}",
    "① i=j：{}\n② i≠j：{}", "{} (i=j), {} (i≠j)", "{}, i=j; {}, i≠j", r"\begin{{cases}} {} & i=j \\ {} & i \neq j\end{{cases}}",
    r"\left\{{\begin{{matrix}}{} & i=j\\ {} & i\ne j\end{{matrix}}\right.", "当 i = j 时：\n{}\n当 i ≠ j 时：\n{}",
    r"\left\{{\begin{{array}}{{ll}}{},&i=j\\{},&i\ne j\end{{array}}\right.", "i==j -> {}; i!=j -> {}", "{} if i = j else {}",
    "np.where(i == j, {}, {})", "diagonal: {}; off-diagonal: {}", "对角线上为 {}，非对角线上为 {}", "若i=j，则{}，否则 {}",
    "Case 1: i = j\n{}\nCase 2: i ≠ j\n{}", "{} when i=j, {} when i≠j", "- i = j: {}\n- i ≠ j: {}", "i=j 时，{}；i≠j 时，{}。",
    r"\begin{{cases}} {}, & \text{{if }} i=j, \\ {}, & \text{{otherwise}}. \end{{cases}}", "{} for i=j and {} for i≠j",
    "在 i=j 的情况下，{}；在 i≠j 的情况下，{}", "1. i=j: {}\n2. i≠j: {}", "if i == j: {}\nelse: {}", "i=j：{}\n其他：{}",
]  # fmt: skip


@dataclass(frozen=True)
class Dress:
    """One way to write: a letter, a δ, a left side, a wrapper and words."""

    letter: Letter
    delta: str
    left: str
    wrapper: str
    words: str

    def put_on(self, formula: str, log: bool = False) -> str:
        """The formula with holes, dressed; `log` where the logarithm is asked."""
        bare = formula.format(si=self.letter.fill("i"), sj=self.letter.fill("j"), d=self.delta)
        log_sign = "" if not log else r"\log " if "\\" in self.left else "log "
        left = self.left.format(s=self.letter.function, x=self.letter.variable, log=log_sign)
        return self.words.format(self.wrapper.format(left + bare))


def one_at_a_time(draw: random.Random) -> Iterator[tuple[str, Dress]]:
    """Each letter, each δ, each left side, each wrapper and all words once, the rest drawn."""
    for letter in LETTERS:
        yield f"letter {letter.name}", _drawn(draw, letter=letter)
    for delta in DELTAS:
        yield f"delta {delta}", _drawn(draw, delta=delta)
    for left in LEFTS:
        yield f"left {left}", _drawn(draw, left=left)
    for wrapper in WRAPPERS:
        yield f"wrapper {wrapper}", _drawn(draw, wrapper=wrapper)
    for words in WORDS:
        yield f"words {words}", _drawn(draw, words=words)


def any_dress(draw: random.Random) -> Dress:
    """A dress, everything drawn."""
    return _drawn(draw)


def _drawn(draw: random.Random, **fixed: object) -> Dress:
    parts = {"letter": LETTERS, "delta": DELTAS, "left": LEFTS, "wrapper": WRAPPERS, "words": WORDS}
    chosen: dict[str, object] = {name: draw.choice(choices) for name, choices in parts.items()}  # type: ignore[arg-type]
    return Dress(**(chosen | fixed))  # type: ignore[arg-type]

"""The names of the numbers: stable ids, the names that a source gives them, and their signs on the board.

    P.net  O.delta  w[A,P].grad  b[P].new  loss.before  P.out.after@s2#3  C[1,2].net  K[1,2].grad  w[P[1,2],y1].new

An id is a subject (a unit, a parameter, the loss), what is meant of it, and suffixes in this order, each left out
where there is only one: `.after` (second forward pass), `@s2` (sample), `@t3` (time), `#4` (update or presentation). A
maxout unit has several pieces: `P.net[2]`, `w[A,P,2]`. A unit of a map bears its place: `C[1,2]`, `C[map,row,column]`;
a kernel's weights do likewise: `K[row,column]`, `K[kernel,map,row,column]`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

PARAMETER_KINDS = ("data", "grad", "m", "v", "mhat", "vhat", "step", "new")

_SUFFIX = r"(?P<after>\.after)?(?:@s(?P<sample>[1-9]\d*))?(?:@t(?P<time>0|[1-9]\d*))?(?:#(?P<update>[1-9]\d*))?"
_ID = re.compile(
    r"(?P<subject>[^\W\d]\w*(?:\[(?:[\w,]|\[[\w,]+\])+\])?)(?:\.(?P<kind>(?!after\b)[a-z]+)(?:\[(?P<piece>[1-9]\d*)\])?)?"
    + _SUFFIX
)
_NAMED = re.compile(r"(?P<name>.+?)(?P<plus>\+)?(?:\.(?P<kind>data|grad|m|v|mhat|vhat|step|new))?" + _SUFFIX)
_OFFSET = re.compile(r"(?:b|theta)\[")
_PARAMETER = re.compile(r"(?:w|b|theta|K\w*)\[")  # K and its kin are kernels
_BASE = re.compile(r"(?:@s\d+)?(?:@t\d+)?(?:#\d+)?$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An id taken apart; `str()` puts it together again."""

    subject: str
    kind: str | None = None
    piece: int | None = None
    after: bool = False
    sample: int | None = None
    time: int | None = None
    update: int | None = None

    @classmethod
    def parse(cls, id: str) -> "Quantity | None":
        """The parts of an id, or None where the text is not built like one."""
        match = _ID.fullmatch(id)
        if match is None:
            return None
        part = match.groupdict()
        numbers = {
            key: int(part[key]) if part[key] is not None else None for key in ("piece", "sample", "time", "update")
        }
        # loss.after is the loss of the second pass, as E is of the first
        if part["subject"] == "loss" and part["after"] and not part["kind"]:
            return cls("loss", "after", after=False, **numbers)
        return cls(part["subject"], part["kind"], after=part["after"] is not None, **numbers)

    @classmethod
    def of(cls, id: str) -> "Quantity":
        """The parts of the id of a step.

        Raises:
            ValueError: the text is not built like an id, so it is no step's.
        """
        found = cls.parse(id)
        if found is None:
            raise ValueError(f"{id!r} is no id of a step")
        return found

    @property
    def is_parameter(self) -> bool:
        """A weight, bias or threshold, or something of one."""
        return is_parameter_id(self.subject)

    @property
    def suffix(self) -> str:
        """Which sample, time and update."""
        marks = (("@s", self.sample), ("@t", self.time), ("#", self.update))
        return "".join(f"{mark}{number}" for mark, number in marks if number is not None)

    def __str__(self) -> str:
        kind = f".{self.kind}" if self.kind else ""
        piece = f"[{self.piece}]" if self.piece else ""
        return f"{self.subject}{kind}{piece}{'.after' if self.after else ''}{self.suffix}"


def is_parameter_id(id: str) -> bool:
    """Whether an id is a weight's, a kernel's, a bias's or a threshold's, or that of something of one."""
    return _PARAMETER.match(id) is not None


def is_offset_id(id: str) -> bool:
    """Whether an id is a bias's or a threshold's, or that of something of one."""
    return _OFFSET.match(id) is not None


def base(id: str) -> str:
    """The id without sample, time and update: what `rounding:` and `names:` speak of."""
    return _BASE.sub("", id)


@dataclass(frozen=True)
class Names:
    """What a source calls its numbers: id → name.

    A named parameter names what belongs to it: with `w[A,P]: w3`, `w3.grad`, `w3.step` and `w3.new` are names too, and
    `w3+` is `w3.new`.
    """

    given: Mapping[str, str] = field(default_factory=dict)

    def name(self, id: str) -> str:
        """The source's name for `id`, or the id itself where it has none."""
        q = Quantity.parse(id)
        if q is None:
            return id
        plain = replace(q, after=False, sample=None, time=None, update=None)
        if str(plain) in self.given:
            return str(replace(q, subject="\0", kind=None, piece=None)).replace("\0", self.given[str(plain)])
        if q.subject in self.given and q.kind in PARAMETER_KINDS:
            return str(replace(q, subject="\0")).replace("\0", self.given[q.subject])
        return id

    def resolve(self, text: str) -> str:
        """The id that `text` means: a source's name with its endings, or an id as it is. Says nothing of existence."""
        by_name = {name: id for id, name in self.given.items()}
        text = text.strip()
        if text in by_name:
            return by_name[text]
        match = _NAMED.fullmatch(text)
        if match is None or (id := by_name.get(match["name"], match["name"])) == text:
            return text
        ending = f".{match['kind']}" if match["kind"] else ""
        after = match["after"] or ""
        if match["plus"]:  # w3+ is the new weight; o+ is the output of the second pass
            ending, after = (".new", after) if is_parameter_id(id) else (ending, ".after")
        marks = (("@s", match["sample"]), ("@t", match["time"]), ("#", match["update"]))
        return id + ending + after + "".join(f"{mark}{number}" for mark, number in marks if number)

    def symbol(self, id: str, *, of: str = "") -> str:
        """The quantity's sign on the board: `net_P`, `Δw3`, `w3⁺`, `∂E/∂w3`, `δ_O`, or the source's own name.

        `of` is a suffix such as `@s2#1` that is understood here, and left out.
        """
        q = Quantity.parse(id)
        if q is None:
            return id
        suffix = "" if q.suffix and q.suffix in of else q.suffix
        raised = "⁺" if q.after else ""
        plain = str(replace(q, after=False, sample=None, time=None, update=None))
        if plain in self.given:
            return self.given[plain] + raised + suffix
        subject = self.given.get(q.subject, _SUBJECTS.get(q.subject) or _greek(q.subject))
        template = _SYMBOLS.get((q.subject, q.kind or "")) or _SYMBOLS.get(("", q.kind or ""), "{0}")
        piece = f"[{q.piece}]" if q.piece else ""
        return template.format(subject + piece) + raised + suffix


_SETTINGS = {
    "momentum": "μ", "beta1": "β₁", "beta2": "β₂", "epsilon": "ε", "lambda": "λ", "lambda1": "λ₁", "lambda2": "λ₂",
}  # fmt: skip
_SUBJECTS = {"eta": "η", "loss": "E"}
_SYMBOLS = {
    ("", "net"): "net_{0}",
    ("", "out"): "out_{0}",
    ("", "error"): "error_{0}",
    ("", "loss"): "E_{0}",
    ("", "slope"): "f′(net_{0})",
    ("", "back"): "back_{0}",
    ("", "delta"): "δ_{0}",
    ("", "data"): "∂E₀/∂{0}",
    ("", "grad"): "∂E/∂{0}",
    ("", "m"): "m_{0}",
    ("", "v"): "v_{0}",
    ("", "mhat"): "m̂_{0}",
    ("", "vhat"): "v̂_{0}",
    ("", "step"): "Δ{0}",
    ("", "new"): "{0}⁺",
    ("loss", "data"): "E₀",
    ("loss", "penalty"): "E_λ",
    ("loss", "before"): "E",
    ("loss", "after"): "E⁺",
}


def _greek(subject: str) -> str:
    """`theta[P]` as θ_P, `b[P]` as b_P, `target[O]` as d_O, `setting[momentum]` as μ; a weight keeps its brackets."""
    if subject.startswith("setting["):
        return _SETTINGS.get(subject[8:-1], subject[8:-1])
    for word, sign in (("theta", "θ"), ("b", "b"), ("target", "d")):
        if subject.startswith(word + "["):
            return f"{sign}_{subject[len(word) + 1 : -1]}"
    return subject

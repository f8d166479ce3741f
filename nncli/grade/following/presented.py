"""The quantities of the n-th presentation of a perceptron, as rows or keys name them: `第3次.net`, `net@3`.

Rows are presentations from 1. A weight alone is its new value; `旧 w1` is the one before, which is none of these.
"""

import re
from collections.abc import Iterator

from nncli.grade.following.programs import Programs
from nncli.trace.quantities import Quantity, base, is_parameter_id

_NTH = re.compile(
    r"(?:#|第|step|presentation|t\s*=)?\s*(?P<n>\d{1,3})\s*(?:步|次|行|回)?\s*(?:\.|:|的|\s)\s*(?P<of>\D.*)"
    r"|(?P<what>.*?[^\s\d@#(])\s*[@#(]\s*(?:t\s*=\s*)?(?P<at>\d{1,3})\s*\)?",
    re.IGNORECASE,
)
_NEW = re.compile(r"更新后|新的?|\((?:new|after)\)|\bnew\b|\bafter\b|[+⁺'′]$|\.new$|_?new$|最终|终", re.IGNORECASE)
_OLD = re.compile(r"更新前|旧|原|初始|初|\bold\b|\bbefore\b|\binitial\b", re.IGNORECASE)
_CALLED = {
    "net": ("net", "净输入", "加权和", "输入", "总输入", "s", "z", "netinput", "sum"),
    "out": ("out", "output", "输出", "实际输出", "y", "ŷ", "o", "a", "预测", "yhat", "y^"),
    "error": ("error", "误差", "e", "err", "d-y", "t-y", "yd-y", "d-o"),
    "target": ("d", "t", "target", "期望输出", "目标", "期望", "yd", "标签", "desired"),
}  # fmt: skip


class Presented:
    """Finds the quantities of presentations, where a model has any."""

    def __init__(self, programs: Programs) -> None:
        self.order = programs.order
        self.suffixes: dict[int, str] = {}
        self.bases: dict[str, str] = {}
        names = programs.model.names
        units = programs.model.outputs
        for id in programs.order:
            q = Quantity.parse(id)
            if q is None:
                continue
            if q.update is not None:
                self.suffixes.setdefault(q.update, q.suffix)
            if q.kind != "step":
                for alias in self._aliases(id, q, base(names.name(id)), units):
                    self.bases.setdefault(_plain(alias), base(id))
        if not self.suffixes:
            self.bases = {}

    @staticmethod
    def _aliases(id: str, q: Quantity, name: str, units: tuple[str, ...] | list[str]) -> Iterator[str]:
        yield from (base(id), name, name.removesuffix(".new"))
        if q.is_parameter:
            yield q.subject
        for kind, called in _CALLED.items():
            mine = q.subject.startswith("target[") if kind == "target" else q.kind == kind
            if mine and len(units) == 1:
                yield from called
                yield from (f"{word}_{units[0]}" for word in called)

    def one(self, key: str) -> str | None:
        """The id that a key names, of a step or of an input or a target; None where it names none."""
        found = _NTH.fullmatch(key.strip()) if self.suffixes else None
        if found is None:
            return None
        suffix = self.suffixes.get(int(found["n"] or found["at"]))
        what = found["of"] or found["what"] or ""
        if suffix is None or _OLD.search(what):
            return None
        bare = self.bases.get(_plain(what)) or self.bases.get(_plain(_NEW.sub("", what)))
        if bare is None:
            return None
        bare = f"{bare}.new" if is_parameter_id(bare) and not bare.endswith(".new") else bare
        return next((id for id in (bare + suffix, bare + suffix.split("#")[0]) if id in self.order), None)

    def is_old(self, key: str) -> bool:
        """Whether it is a weight of a presentation before its update."""
        found = _NTH.fullmatch(key.strip()) if self.suffixes else None
        what = (found["of"] or found["what"] or "") if found else ""
        return _OLD.search(what) is not None and _plain(_OLD.sub("", what)) in self.bases


def _plain(text: str) -> str:
    return re.sub(r"[\s_{}()$\\*]+", "", text).casefold()

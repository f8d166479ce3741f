"""Numbers put down one by one: what an answer says of a quantity, of both passes, or of a whole matrix."""

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction

from nncli.errors import Diagnostic, Place
from nncli.grade.following.finder import Finder
from nncli.grade.results import Stated
from nncli.sheets.numbers import Unread, read_written
from nncli.sheets.sheet import Answer, Section
from nncli.trace.quantities import Quantity
from nncli.words import _

_CHANGES = re.compile(r"-+>|=+>|[→⇒⟶]|\\(?:to|rightarrow|Rightarrow)(?![a-z])|变为|变成")
_CORRECTED = re.compile(
    r"(?:改为|改成|更正为?|订正为?|应该?[为是]|\bcorrected to|\bshould be)\s*[:,]?\s*", re.IGNORECASE
)
MOST, TINY = 10**12, 1e-12


@dataclass(frozen=True, slots=True)
class NotRead:
    """An answer that could not be read: why, what the student wrote, and where."""

    reason: str
    text: str
    place: Place | None = None


@dataclass(slots=True)
class Stand:
    """What a section states. Where matrices are square, `turned` holds the numbers as if they stood transposed."""

    stated: dict[str, Stated] = field(default_factory=dict)
    turned: dict[str, Stated] = field(default_factory=dict)
    unreadable: dict[str, NotRead] = field(default_factory=dict)
    # Numbers under keys that nothing fits, or several quantities: which these are, or nothing.
    homeless: list[tuple[str, Answer, tuple[str, ...]]] = field(default_factory=list)
    trail: list[tuple[int, str]] = field(default_factory=list)  # lines of the sheet, and what stands there
    arrows: bool = False  # whether arrows lead from the old value of a parameter to the new one
    by_layers: bool = False  # whether matrices and vectors of parameters are written as wholes
    fell: bool | None = None
    fell_text: str = ""
    remarks: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def number(id: str, answer: Answer, finder: Finder, stand: Stand) -> None:
    """Put down the number that an answer holds, as the quantity `id`; or that it could not be read, and why."""
    *wrong, right = _CORRECTED.split(answer.text)
    if wrong and not isinstance(read_written(right.strip(" ()（）")), Unread):  # 0.63, 应为 0.36
        answer = replace(answer, raw=right.strip(" ()（）"), text=right.strip(" ()（）"))
        stand.diagnostics.append(Diagnostic("read-as", _("of a number put right, the last counts"), answer.place))
    *before, last = _CHANGES.split(answer.text)
    if before and _has_two_passes(id):
        twin = "loss.after" if id.startswith("loss.") else f"{id.removesuffix('.after')}.after"
        if len(before) == 1 and id != twin and _is_in_order(id, twin, before[0], last, finder, stand):
            stand.diagnostics.append(
                Diagnostic("read-as", _("the arrow is read as: before the update → after it"), answer.place)
            )
            for one, text in ((id, before[0]), (twin, last)):
                number(one, replace(answer, raw=text.strip(), text=text.strip()), finder, stand)
            return
        reason = _("which of these numbers is the one before the update?")
        _unread(id, reason, answer, stand)
        stand.unreadable.setdefault(twin, stand.unreadable[id])
        return
    written = read_written(last if before else answer.text)  # 0.5 → 0.752: the new value
    if isinstance(written, Unread):
        _unread(id, written.reason, answer, stand)
        return
    if abs(written.value) > MOST:
        _unread(id, _("this is larger than any number here can be"), answer, stand)
        return
    stand.trail.append((answer.place.line or 0, id))
    low, high = written.bounds  # of a number cut off, 0.333…, it is the lower end that is written
    text = answer.raw.strip()
    if id in stand.stated and stand.stated[id].text != text and not _is_same(stand.stated[id], low, high):
        both = f"{stand.stated[id].text}; {text}"
        del stand.stated[id]
        _unread(id, _("this quantity is given twice, with two values: neither counts"), answer, stand, both)
        return
    if id in stand.unreadable:
        return
    if written.told:
        stand.diagnostics.append(Diagnostic("read-as", written.told, answer.place))
    stand.stated[id] = Stated(float((low + high) / 2), float((high - low) / 2), text)


def _is_in_order(id: str, twin: str, first: str, second: str, finder: Finder, stand: Stand) -> bool:
    """Whether an arrow can only go from before the update to after it: as others here do, or by both true values."""
    a, b = read_written(first), read_written(second)
    truth = finder.programs.key.values
    if isinstance(a, Unread) or isinstance(b, Unread) or twin not in truth:
        return False
    return stand.arrows or all(
        float(low) - TINY <= truth[one] <= float(high) + TINY for one, (low, high) in ((id, a.bounds), (twin, b.bounds))
    )


def has_arrows(section: Section, finder: Finder) -> bool:
    """Whether arrows lead from the given value of a parameter to another: `w[h1,y]: 0.5 → 0.752`."""
    for path, answer in section.answers():
        parts = _CHANGES.split(answer.text)
        leaf = finder.programs.leaves.get(finder.one(path[-1]) or "") if len(parts) == 2 else None
        old, new = (read_written(part) for part in parts) if leaf is not None else (Unread(""), Unread(""))
        if leaf is None or isinstance(old, Unread) or isinstance(new, Unread):
            continue
        if abs(float(old.value) - leaf) < TINY and new.value != old.value:
            return True
    return False


def _is_same(known: Stated, low: Fraction, high: Fraction) -> bool:
    """Whether a number that is given again is the same: 0.3 and 0.30."""
    return abs(known.value - float((low + high) / 2)) < TINY


def _has_two_passes(id: str) -> bool:
    """Whether there is this quantity before and after the update: `0.3 → 1.39` may be both, or one put right."""
    q = Quantity.parse(id)
    return q is not None and not q.is_parameter and (q.subject == "loss" or q.kind in ("net", "out", "error"))


def _unread(id: str, reason: str, answer: Answer, stand: Stand, text: str = "") -> None:
    stand.unreadable[id] = NotRead(reason, text or " ".join(answer.raw.split())[:60], answer.place)
    stand.diagnostics.append(Diagnostic("unreadable-number", reason, answer.place))


def count(answer: Answer) -> int:
    """How many numbers a list or a matrix holds."""
    return sum(count(item) if item.items is not None else 1 for item in answer.items or ())


def matrix(key: str, answer: Answer, finder: Finder, stand: Stand) -> None:
    """Put down the numbers of a matrix or a vector under the name of one."""
    grid = finder.grid(key)
    assert answer.items is not None
    rows = [list(row.items) if row.items is not None else [row] for row in answer.items]
    if all(item.items is None for item in answer.items):
        rows = [list(answer.items)]
    placed = grid.placed(rows) if grid and rows else None
    if grid is None or placed is None:
        message = _("'{key}' is no matrix or vector of this network").format(key=key[:60])
        if grid is not None:
            message = _("'{key}' has {n} rows and {m} columns, each row [from] and each column [to]").format(
                key=key[:60], n=grid.shape[0], m=grid.shape[1]
            )
            for id in (id for row in grid.rows for id in row):
                stand.unreadable.setdefault(id, NotRead(message, " ".join(answer.raw.split())[:60]))
        else:
            stand.homeless.append((key, answer, ()))
        stand.diagnostics.append(Diagnostic("shape", message, answer.key or answer.place))
        return
    pairs, transposed = placed
    if transposed:
        stand.remarks.append(_("{key} is written transposed; the course writes [from][to].").format(key=key))
    for id, item in pairs:
        assert isinstance(item, Answer)
        if not item.blank:
            number(id, item, finder, stand)
    n, m = grid.shape
    if n == m and n > 1:
        for i in range(n):
            for j in range(n):
                if grid.rows[j][i] in stand.stated:
                    stand.turned[grid.rows[i][j]] = stand.stated[grid.rows[j][i]]

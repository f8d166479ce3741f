"""What a section of a sheet states of an update problem: numbers by id, whole matrices, whether the loss fell.

Keys that are no quantity's name are guessed (`following.guess`) and the guess is told. What cannot be read is kept with
the student's own text: its points are open.
"""

import re
from collections.abc import Iterator

from nncli.errors import Diagnostic
from nncli.grade.following.finder import Finder
from nncli.grade.following.guess import also_of_a_unit, meant_by, says_kind, says_when, whole_of, without_before
from nncli.grade.problems.numbers import TINY, Stand, count, has_arrows, matrix, number
from nncli.grade.results import Stated
from nncli.sheets.around import UNCHANGED
from nncli.sheets.keys import Keyed
from nncli.sheets.numbers import Unread, read_written
from nncli.sheets.parts import Stretch, joined
from nncli.sheets.sheet import ANSWER, Answer, Section
from nncli.sheets.statements import statements
from nncli.sheets.tables import ROW
from nncli.sheets.yes_no import read_yes_no
from nncli.suggest import did_you_mean, listed
from nncli.trace.quantities import Quantity
from nncli.words import _

MAX_NUMBERS = 2_000
MAX_GUESSED = 200
MAX_KEY = 200
MOST_TOLD = 6
_ROW = re.compile(ROW.format(r"\d+"))
_FELL = ("fell", "fall", "lower", "decrease", "drop", "reduce", "下降", "降低", "减小", "变小", "减少")


def collect(section: Section, finder: Finder) -> Stand:
    """The numbers that a section states, by id."""
    stand = Stand()
    stand.by_layers = any(answer.items for path, answer in section.answers() if finder.grid(path[-1]))
    later: list[tuple[str, Answer]] = []  # guesses give way to what is named
    stand.arrows = has_arrows(section, finder)
    displaced = _displaced(section, finder)
    for path, answer in _entries(section, finder):
        key = _key(path, finder)
        if answer.blank or finder.presented.is_old(key):
            continue
        if path[0] in displaced:
            stand.homeless.append((key, answer, ()))
            continue
        if finder.one(key) is None and any(word in key.casefold() for word in _FELL):
            stand.fell, stand.fell_text = read_yes_no(answer.text), answer.raw
        elif not _entry(key, answer, finder, stand):
            later.append((key, answer))
        if len(stand.stated) > MAX_NUMBERS:
            stand.diagnostics.append(Diagnostic("too-many", _("there are too many numbers here"), answer.place))
            break
    for key, answer in later[:MAX_GUESSED]:
        _guessed(key, answer, finder, stand)
    if len(later) > MAX_GUESSED:
        message = _("there are too many names that are not known here; the others are not read")
        stand.diagnostics.append(Diagnostic("too-many", message, later[MAX_GUESSED][1].place))
        stand.homeless.append((ANSWER, later[MAX_GUESSED][1], ()))
    _unchanged(finder, stand)
    _new_for_old(finder, stand)
    return stand


def _entries(section: Section, finder: Finder) -> Iterator[tuple[tuple[str, ...], Answer]]:
    """The answers with their keys; what stands under the problem as a text, statement by statement."""
    for path, answer in section.answers():
        found = _said(answer) if path == (ANSWER,) and answer.items is None else []
        if not any(isinstance(one, Keyed) for one in found):
            yield path, answer
            continue
        for one in found:
            key, text = (one.name, one.value) if isinstance(one, Keyed) else (ANSWER, one)
            if isinstance(one, Keyed) and " " in key and not (finder.one(key) or meant_by(key, finder)):
                key, text = ANSWER, joined([one.key, one.value], [" "])  # a sentence, and no name
            yield (key,), Answer.of(answer.source, text, answer.key)


def _displaced(section: Section, finder: Finder) -> set[str]:
    """Rows of a table whose input or target is not that of the presentation that their number says."""
    leaves, found = finder.programs.leaves, set()
    for path, answer in section.answers():
        id = finder.one(".".join(path)) if len(path) > 1 and _ROW.fullmatch(path[0]) else None
        if id in leaves and not Quantity.of(id).is_parameter:
            written = read_written(answer.text)
            if isinstance(written, Unread) or abs(float(written.value) - leaves[id]) > TINY:
                found.add(path[0])
    return found


def _said(answer: Answer) -> list[Keyed | Stretch]:
    return statements(Stretch.of(answer.lines(), answer.stretch.marks))


def _key(path: tuple[str, ...], finder: Finder) -> str:
    """The key that a path means: without headings such as `forward` or `第一步` that say nothing of the quantity."""
    whole = ".".join(path)
    if (
        len(path) == 1
        or len(whole) > MAX_KEY
        or finder.one(whole)
        or finder.grid(whole)
        or len(meant_by(whole, finder)) == 1
    ):
        return whole
    for start in range(1, len(path)):
        rest = ".".join(path[start:])
        if not says_when(".".join(path[:start])) and (finder.one(rest) or finder.grid(rest) or meant_by(rest, finder)):
            return rest
    return whole


def _entry(key: str, answer: Answer, finder: Finder, stand: Stand) -> bool:
    """Puts down what stands under a key that names something; whether it does."""
    id = finder.one(key)
    if id is not None and answer.items is not None and len(answer.items) == 1 and answer.items[0].items is None:
        number(id, answer.items[0], finder, stand)  # h1.net: [0.36]
    elif answer.items is not None and (answer.text.lstrip()[:1] in "[(" or id is None):
        unknown = finder.grid(key) is None and id is None
        if unknown and (len(meant_by(key, finder)) == 1 or whole_of(key, count(answer), finder)):
            return False
        matrix(key, answer, finder, stand)
    elif id is not None:
        number(id, answer, finder, stand)
    elif (grid := finder.grid(key)) is not None and grid.shape == (1, 1):
        if not stand.by_layers and also_of_a_unit(key, grid.rows[0], finder):  # of the second layer, or of h2
            return False
        number(grid.rows[0][0], answer, finder, stand)
    else:
        return False
    return True


def _guessed(key: str, answer: Answer, finder: Finder, stand: Stand) -> None:
    """Puts down what stands under a key that names nothing: as the one thing that it can mean, and tells so."""
    if _is_given(key, answer, finder):
        return
    meant = meant_by(key, finder)
    if not meant and answer.items and (whole := whole_of(key, count(answer), finder)):
        meant = (whole,)
    is_text = isinstance(read_written(answer.text), Unread) or (not meant and "=" in answer.text)
    if is_text and key != ANSWER and _in_its_text(key, answer, finder, stand):
        return
    place = answer.key or answer.place
    free = tuple(one for one in meant if one not in stand.stated)
    if len(meant) == 1 and free and _entry(meant[0], answer, finder, stand):
        message = _("'{key}' is read as '{meant}'").format(key=key[:60], meant=_name(meant[0], finder))
        stand.diagnostics.append(Diagnostic("read-as", message, place))
        return
    message = _("'{key}' is no quantity of this network").format(key=key[:60])
    help = did_you_mean(key, finder.words)
    if key == ANSWER:
        message = _("this text could not be read as numbers of the problem")
        help = _("write each number behind its name, such as 'h1.net: 0.36'")
    if len(meant) > 1:
        help = _("it may be any of these: {ids}").format(ids=listed(_name(one, finder) for one in meant[:6]))
    stand.diagnostics.append(Diagnostic("unknown-quantity", message, place, help))
    if len(meant) != 1 or free:
        ids = [id for one in meant for id in _ids(one, finder)]
        if not ids and (grid := finder.grid(key)) and (other := also_of_a_unit(key, grid.rows[0], finder)):
            ids = [grid.rows[0][0], other]
        stand.homeless.append((key, answer, tuple(ids)))


def _is_given(key: str, answer: Answer, finder: Finder) -> bool:
    """Whether an entry repeats a number that was given: `w[h1,y] 更新前: 0.5`."""
    bare = without_before(key)
    id = finder.one(bare) if bare != key else None
    written = read_written(answer.text)
    leaf = finder.programs.leaves.get(id or "")
    return leaf is not None and not isinstance(written, Unread) and abs(float(written.value) - leaf) < TINY


def _in_its_text(key: str, answer: Answer, finder: Finder, stand: Stand) -> bool:
    """Puts down the statements of a text whose own key says nothing: `隐层: net_h1 = … = 0.36, 所以 h1 = 0.36`.

    A key that says a kind, `隐层净输入: h1 0.36, h2 -0.14`, is part of each name below it, or nothing is read.
    """
    found = _said(answer) if answer.items is None else []
    named: list[tuple[Keyed, str]] = []
    for one in found:
        if isinstance(one, Keyed):
            name = f"{one.name}.{key}" if says_kind(key) and not says_kind(one.name) else one.name
            if not says_kind(key) and len(ids := meant_by(f"{key}.{one.name}", finder)) == 1:
                name = ids[0]  # h1: 净输入0.36
            if finder.one(name) or len(meant_by(name, finder)) == 1:
                named.append((one, name))
    if not named and not (says_kind(key) and any(isinstance(one, Keyed) for one in found)):
        return False
    for one, name in named:
        part = Answer.of(answer.source, one.value, answer.key)
        if not _entry(name, part, finder, stand):
            _guessed(name, part, finder, stand)
    read = [one for one, _name in named]
    for rest in (one for one in found if one not in read):
        text = joined([rest.key, rest.value], [" "]) if isinstance(rest, Keyed) else rest
        stand.homeless.append((ANSWER, Answer.of(answer.source, text, answer.key), ()))
    return True


def _ids(key: str, finder: Finder) -> tuple[str, ...]:
    """The id that a key is, or those of the matrix that it names."""
    grid = None if finder.one(key) else finder.grid(key)
    return tuple(id for row in grid.rows for id in row) if grid else (key,)


def _name(key: str, finder: Finder) -> str:
    """How a key is told: by the names of what it stands for."""
    return listed(finder.programs.model.names.name(id) for id in _ids(key, finder)[:MOST_TOLD])


def _unchanged(finder: Finder, stand: Stand) -> None:
    """A new parameter that is said to be unchanged has the value that was given."""
    for id, unread in list(stand.unreadable.items()):
        old = finder.programs.leaves.get(id.removesuffix(".new"))
        if id.endswith(".new") and old is not None and UNCHANGED.fullmatch(unread.text.strip(" .。")):
            stand.stated[id] = Stated(old, 0.0, unread.text)
            del stand.unreadable[id]
            stand.diagnostics = [d for d in stand.diagnostics if (d.message, d.place) != (unread.reason, unread.place)]


def _new_for_old(finder: Finder, stand: Stand) -> None:
    """`w3: 0.0991`: a parameter alone is its new value, where at least one of them is not the value that was given."""
    leaves, formulas = finder.programs.leaves, finder.programs.formulas
    bare = {
        id: number for id, number in stand.stated.items()
        if id in leaves and Quantity.of(id).is_parameter and f"{id}.new" in formulas
    }  # fmt: skip
    changed = any(abs(number.value - leaves[id]) > number.half_unit for id, number in bare.items())
    if not changed or any(f"{id}.new" in stand.stated for id in bare):
        return
    stand.stated |= {f"{id}.new": number for id, number in bare.items()}
    names = listed(_name(id, finder) for id in bare)
    stand.remarks.append(_("Read as new values: {names}.").format(names=names))

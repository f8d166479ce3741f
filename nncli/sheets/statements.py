"""What a text states, clause by clause: each a name and a number, with no line of its own.

    net_h1 = 0.36, out_h1 = 0.36; E = 0.245          误差 0.7 E=0.245
    h1 的净输入是 0.36，输出也是 0.36。更新后输出 1.388，损失变为 0.0753        so out_h1 = 0.36. net_h2 = -0.14

Within a sentence the unit of `h1 的净输入` is that of a bare `输出` behind it, and `更新后` holds to its end. What is
said of no name stays unread: it is None.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from nncli.sheets.around import one_way_to_read
from nncli.sheets.keys import Keyed, apart, behind_bullet, has_figures, keyed, pairs
from nncli.sheets.parts import Stretch

MAX_TEXT = 6_000  # characters
MAX_CLAUSES = 200  # of one text
_END = re.compile(
    r"(?P<sentence>[;。\n]|\\\\|\.(?=\s|$))"
    r"|,(?!\d)|(?<=\d)\s+(?:so|and|then|hence|thus|therefore|while|but)(?=\s)|(?<=\d)\s*(?:所以|因此|于是|而|且)",
    re.IGNORECASE,
)
_BEGIN = re.compile(
    r"(?:(?:so|and|then|hence|thus|therefore|while|but|with|which gives|we get|thus we get)\b"
    r"|所以|因此|于是|故|则|而|且|又|即|那么|从而|然后|接着|可得|解得|求得|算得|得到?|有)[\s,:]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![A-Za-z_0-9\[({,])[-+]?\s*\.?\d")  # and no digit of h1, w_{12}, W[1,2]
# A name in words with nothing but a blank before the number, or none: `净输入 h1 0.36`, `损失0.245`.
_ITEM = re.compile(r"\s*[(（]?\d{1,2}[)）]?\s*")
# `损失从 0.245 降到 0.0753`, `the loss fell from 0.245 to 0.0753`: the order says which is the first.
_FROM_TO = re.compile(
    r"(?P<key>[^=≈:<>\d]{0,40}?[^\W\d_][^=≈:<>]{0,20}?)\s*(?:(?:fell|went|goes|drops|dropped|decreased|changes|changed)\s+)?(?:从|由|from)\s*(?P<a>[-+]?[\d.]+)\s*"
    r"(?:[\u3400-\u9fff]{0,3}[到至为成了]+|to)\s*(?P<b>[-+]?[\d.]+)",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"(?P<key>(?=.*(?:[\u3400-\u9fff]|[A-Za-z]{2}))[^=≈:<>]{1,60}?)(?:(?<=[\u3400-\u9fff])\s*|\s+)(?=[-+(.½\d])",
    re.DOTALL,
)
_EQUAL = re.compile(r"([^=≈:<>]{1,60}?)\s*[=≈:]\s*(?=[-+(\[.½\d≈~])")
_FELL = re.compile(
    r"(?:损失|误差|代价|loss|error|cost|\b[EL]\b).{0,30}?"
    r"(?:下降|降低|减小|变小|减少|上升|增大|变大|\bfell\b|\bfall|decreas|reduced|lower|\brose\b|increas)",
    re.IGNORECASE | re.DOTALL,
)
# Where something holds, what is assumed, what is not so: no answer.
_CONDITION = re.compile(
    r"当|若|如果|其中|令|设(?!置)|取|不(?!变)|\bnot\b|n't\b|\bif\b|\bwhen\b|\blet\b|\bwhere\b|[≠<>≤≥]", re.IGNORECASE
)
_SPACED = re.compile(r"(?<=\d)\s+(?=[^\W\d]\S*(?:\s[^\W\d]\S*)?\s*[=≈])")  # the next name, behind nothing but a blank
_KIND = (
    r"(?:加权|净|总)?输入值?|输出值?|激活值?|误差项?|δ|Δ|net(?:\s*input)?|out(?:put)?|error|delta|slope|back|activation"
)
_BARE = re.compile(
    rf"(?:its|the|其|经过?\s*relu\s*后)?\s*(?P<kind>{_KIND})\s*(?:值?(?:也|都|就|则|便|仍|还)+)?", re.IGNORECASE
)
_ERROR = re.compile(r"误差|error", re.IGNORECASE)  # which a hidden unit has not
_ITS = re.compile(r"(?:its|their|其|that of)(?![a-z])", re.IGNORECASE)
_THAT_OF = re.compile(r"that (?:of|for) (?:unit |neuron )?(?P<owner>[A-Za-z]\w{0,5})", re.IGNORECASE)
_KIND_OF = re.compile(
    rf".*?(?<![a-z])(?P<kind>{_KIND})\s+(?:of|for|at)\s+(?:unit\s+|neuron\s+)?(?P<owner>[A-Za-z]\w{{0,5}})", re.I
)
_OWNED = re.compile(
    rf"(?:.*[^\w.\[])?(?P<owner>[A-Za-z]\w{{0,5}})\s*(?:的|\.|'s)?\s*(?P<kind>{_KIND})", re.IGNORECASE | re.DOTALL
)
_AFTER = re.compile(
    r"\s*(?:[,:]?\s*(?:在?(?:参数|权值|权重)?(?:更新|修改|训练|调整)(?:一次)?(?:之|以)?后|第二次前向(?:传播)?)"
    r"|after (?:the |one |an )?(?:update|updating|step|training)\b)",
    re.IGNORECASE,
)
_AFTER_ANYWHERE = re.compile(
    r"更新(?:之|以)?后|第二次前向|再次前向|再(?:次)?计算|\bafter (?:the |one |an )?(?:update|updating|step|training)\b"
    r"|second forward|forward[ -]pass again",
    re.IGNORECASE,
)
_ITEM_OF_TEXT = re.compile(r"(?:\s*(?:[-*#]+|[(（\[]?\d{1,2}[)）\]、.,:]+(?!\d)|第?\s*\d+\s*[步步骤题问]+))*\s*")
_GRADIENTS = re.compile(r"梯度|偏导|\bgradients?\b|∂E/∂w", re.IGNORECASE)
_PARAMETER = re.compile(r"[wbθWB](?:_?\{?\w{1,6}(?:,\w{1,4})?\}?|[\[(]\w+(?:,\s*\w+)*[\])])")
_STEP = re.compile(r"(?:step|part|phase|stage|第|步骤?|阶段)\s*\(?\s*\d+\s*\)?[^\d=]*", re.IGNORECASE)  # a heading
_WHEN = re.compile(r"前(?!向|馈)|后(?!向)|新|旧|原|初|before|after|new|old|initial|updated|['′⁺+*]\s*$", re.IGNORECASE)
_TAIL = re.compile(r"(?:变|降|升|减|增|提高|提升|下降|减少|降低|上升)$")
_LONGEST = 100  # characters of a name


def has_number(text: str) -> bool:
    """Whether there is a number in it that is no part of a name, no index and no number of an item."""
    if _STEP.fullmatch(text):
        return False
    return _NUMBER.search(text, _ITEM_OF_TEXT.match(text).end()) is not None  # type: ignore[union-attr]  # it may be empty


def is_result(one: Keyed) -> bool:
    """Whether a statement ends in a number, `ReLU(0.36) = 0.36`, or says in words that the loss fell."""
    value = one.value
    at = value.folded.rfind("=") + 1
    return has_figures(value.cut(at)) or one.key is value or one_way_to_read(value.folded) is not None


def says_later(text: str) -> bool:
    """Whether a line is a heading of what comes after the update: `更新后：`, `After the update`."""
    return len(text) <= _LONGEST and not has_number(text) and _AFTER_ANYWHERE.search(text) is not None


def says_gradients(text: str) -> bool:
    """Whether a line is a heading of gradients: `梯度：`, `Gradients of the parameters`."""
    return len(text) <= _LONGEST and not is_timed(text) and _GRADIENTS.search(text) is not None


def is_parameter(name: str) -> bool:
    """Whether a name is a weight's or a bias's alone, as `w[h1,y]`, `b_y`, `w11`."""
    return _PARAMETER.fullmatch(name) is not None


def is_timed(name: str) -> bool:
    """Whether a name says by itself whether it is the old or the new."""
    return _WHEN.search(name) is not None


def statements(text: Stretch) -> list[Keyed | Stretch]:
    """The statements of a text in their order; the clause itself where it has a number and is no statement."""
    if len(text.raw) > MAX_TEXT or sum(1 for _end in islice(_END.finditer(text.folded), MAX_CLAUSES)) == MAX_CLAUSES:
        return []
    sentence, name = _Sentence(), None  # a clause without a number may be the name of the number below it
    found: list[Keyed | Stretch] = []
    for part, begins in _clauses(text):
        sentence = _Sentence() if begins else sentence
        if (said := _AFTER.match(part.folded)) is not None:
            sentence.later = True
        is_empty = not _NUMBER.search(part.folded[said.end() if said else 0 :])
        one = _stated(part)
        if one is None and name is not None and has_figures(part):
            one = _keyed(name, part)
        name = part if one is None and is_empty and not said else None
        if isinstance(one, Keyed) and _ITS.match(one.name) and not sentence.knows(one.name):
            found.append(part)  # whose?
        elif one is not None:
            found += [sentence.named(each) for each in (one if isinstance(one, list) else [one])]
        elif not is_empty and not _STEP.fullmatch(part.folded):
            found.append(part)
    return found


@dataclass(slots=True)
class _Sentence:
    """What holds to the end of a sentence: whose the bare kinds are, and that the update lies before it."""

    owner: str = ""
    kind: str = ""
    later: bool = False

    def knows(self, name: str) -> bool:
        """Whether it is clear whose `its output` is, and what `that of h2`."""
        return bool(self.kind) if _THAT_OF.fullmatch(name) else bool(self.owner)

    def named(self, one: Keyed) -> Keyed:
        """A statement by the name that it has in this sentence."""
        if one.key is one.value:  # that the loss fell
            return one
        name = one.name
        if that := _THAT_OF.fullmatch(name):
            self.owner, name = that["owner"], f"{that['owner']}.{self.kind}"
        elif bare := _BARE.fullmatch(name):
            name = f"{self.owner}.{bare['kind']}" if self.owner and not _ERROR.fullmatch(bare["kind"]) else bare["kind"]
        elif owned := _KIND_OF.fullmatch(name) or _OWNED.fullmatch(name):
            self.owner, self.kind = owned["owner"], owned["kind"]
        else:
            self.owner = ""
        if self.later and not is_timed(name):
            name = f"更新后 {name}"
        return one if name == one.name else _keyed(Stretch.of(name, one.key.marks[:1]), one.value)


def _clauses(text: Stretch) -> Iterator[tuple[Stretch, bool]]:
    """The clauses, each with whether it begins a sentence; nothing is cut inside brackets."""
    folded, at, begins, depth, seen = text.folded, 0, True, 0, 0
    for end in islice(_END.finditer(folded), MAX_CLAUSES):
        depth += sum((sign in "([{") - (sign in ")]}") for sign in folded[seen : end.start()])
        seen = end.start()
        is_item = end[0] in ",." and _ITEM.fullmatch(folded, at, end.start())
        if (depth > 0 and not end["sentence"]) or is_item:
            continue
        depth = 0
        yield from _tidy(text.cut(at, end.start()), begins)
        at, begins = end.end(), end["sentence"] is not None
    yield from _tidy(text.cut(at), begins)


def _tidy(part: Stretch, begins: bool) -> Iterator[tuple[Stretch, bool]]:
    """A clause without bullets, words that bind it, and signs around it; two where only a blank parts them."""
    part = part.strip(" \t,;:。$")
    part = part.cut(behind_bullet(part.raw)).strip(" \t*") if part.raw else part
    while (word := _BEGIN.match(part.folded)) and word.end():
        part = part.cut(word.end()).strip(" \t$*")
    at = 0
    if len(part.raw) <= 10 * _LONGEST:
        for gap in _SPACED.finditer(part.folded):
            if _NUMBER.search(part.folded[at : gap.start()]):
                yield part.cut(at, gap.start()).strip(), begins
                at, begins = gap.end(), False
    if (rest := part.cut(at).strip()).raw:
        yield rest, begins


def _stated(part: Stretch) -> Keyed | list[Keyed] | None:
    """What a clause states; several where their unit stands before them: `h1: net = 0.36`."""
    if several := pairs(part):
        return several
    if both := _FROM_TO.fullmatch(part.folded):
        return [
            _keyed(Stretch.of(f"{when} {both['key'].strip()}", part.marks[:1]), part.cut(*both.span(value)))
            for when, value in (("更新前", "a"), ("更新后", "b"))
        ]
    if _FELL.search(part.folded) and not has_number(part.folded):
        return Keyed(part, part, yaml=False)  # and no number: the loss fell, or did not
    if _CONDITION.search(part.folded):
        return None
    one = keyed(part) or apart(part) or _equal(part) or _loose(part)
    if one is not None and one.value.folded[:1] == "*":
        one = _keyed(one.key, one.value)
    if one is None or _NUMBER.search(one.name) or not one.value.raw or len(one.key.raw) > _LONGEST:
        return None
    if has_figures(one.value):
        name = _TAIL.sub("", one.key.folded.strip())
        return one if name == one.key.folded.strip() else _keyed(one.key.cut(0, len(name)), one.value)
    inner = keyed(one.value) or apart(one.value) or _loose(one.value)
    if inner and inner.value.raw and has_figures(inner.value) and one.yaml:
        return _keyed(Stretch.of(f"{one.name}.{inner.name}", one.key.marks[:1]), inner.value)
    return one if one.is_name and _NUMBER.search(one.value.folded) else None


def _equal(part: Stretch) -> Keyed | None:
    """`新权值 w[h1,y] = 0.752`: a name of several words, with brackets in it."""
    found = _EQUAL.match(part.folded)
    value = part.cut(found.end()) if found else part
    return _keyed(part.cut(0, found.end(1)), value) if found and has_figures(value) else None


def _loose(part: Stretch) -> Keyed | None:
    for found in islice(_LOOSE.finditer(part.folded), 0, 1):
        at = found.end("key")
        while not has_figures(part.cut(at)):
            another = _LOOSE.match(part.folded, at)
            if another is None:
                return None
            at = another.end("key")
        return _keyed(part.cut(0, at).strip(), part.cut(at).strip())
    return None


def _keyed(key: Stretch, value: Stretch) -> Keyed:
    return Keyed(key, value.strip(" \t*"), yaml=False)

"""A yes or a no, in whatever words: whether the loss fell."""

import re
from collections.abc import Iterator

from nncli.sheets.parts import fold

_YES = r"yes|yeah|yep|y|true|t|correct|right|是的?|对的?|正确|会|有|√|✓|✔"
_NO = r"no|nope|n|false|f|incorrect|not really|否|不是|不对|不会|没有?|未|错|不|×|✗|✘"
_ANSWER = re.compile(rf"(?:(?P<yes>{_YES})|(?P<no>{_NO}))(?:$|(?<=[a-z])\b(?! longer)\W*|(?<=[是的对否])\s*)")
_DID = re.compile(r"(?:it|the loss)?\s*(?:did|does|has|is|was)(?P<no>n't|\s+not)?(?: so)?")
_DOWN = re.compile(
    r"fell|fall|decreas|drop|lower|reduc|declin|smaller|\bless\b|shr[aiu]nk|(?:went|goes|gone|go) down"
    r"|下降|降低|降了|降到|减小|减少|减到|变小|变低|更小|更低|小于|下跌"
)
_UP = re.compile(
    r"rose|rise|increas|grew|grow|higher|larger|bigger|greater|(?:went|goes|gone|go) up"
    r"|上升|升高|升了|增大|增加|增长|变大|变高|更大|更高|大于"
)
_SAME = re.compile(r"unchanged|the same|constant|equal|不变|没变|未变|没有变化|无变化|相等")
_NOT = re.compile(r"\bnot\b|n't\b|\bnever\b|\bno longer\b|没|未|不|并非|无")
# A bracket right behind a letter is that of a call, and belongs to what is called.
_CLAUSE = re.compile(r"[,;:!?)。\n*`$\"]|(?<![a-z_0-9])\(|\.(?!\d)|\bbut\b|但|(?:/|\bor\b)(?=\s*no\b)")
_PLAIN = re.compile(r"yes|no|是的?|不是|否|没有")
_REASON = re.compile(r"\bbecause\b|\bsince\b|\bas the\b|因为|由于|因此|所以")


def read_yes_no(text: str) -> bool | None:
    """Whether the loss fell, by what a student says: yes or no, or that it fell or rose; None where that is unclear."""
    plain = _REASON.split(fold(text[:1000]).casefold().replace("’", "'"), maxsplit=1)[0]
    votes = set[bool]()
    for clause in _CLAUSE.split(plain):
        votes.update(_votes(clause.strip(" '"), answered=bool(votes)))
    return votes.pop() if len(votes) == 1 else None


def _votes(clause: str, *, answered: bool) -> Iterator[bool]:
    """What one clause says: by its first word, and of the loss. Behind what `answered`, "no doubt" is no "no"."""
    if (answer := _ANSWER.match(clause)) and (not answered or _PLAIN.fullmatch(clause)):
        yield answer["yes"] is not None
        clause = clause[answer.end() :]
    if did := _DID.fullmatch(clause):
        yield did["no"] is None
    down, up = _DOWN.search(clause), _UP.search(clause)
    if down and not up:
        yield _NOT.search(clause[: down.start()]) is None
    elif (up and not down and not _NOT.search(clause[: up.start()])) or (_SAME.search(clause) and not down):
        yield False

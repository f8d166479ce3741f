"""What programs say beside their formulas: functions around them, sizes, comments, `self.`, sums by `einsum`.

Each is blanked or put as what it means, sign for sign, so that every other sign keeps its place.
"""

import re

# def f(x): return …, f = lambda x: …, f <- function(x) { … }, function y = f(x) … end
_DEF = re.compile(r"(?m)^[ \t]*def\s+\w+\s*\([^()\n]*\)\s*(?:->\s*[\w.]+\s*)?:(?=[ \t]*\S)(?![ \t]*#)")
_LAMBDA = re.compile(r"(?<=[=(\s])lambda\s+\w+(?:\s*,\s*\w+)*\s*:(?!:)")
_FUNCTION = re.compile(
    r"(?m)^[ \t]*(?:\w+\s*(?:<-|=)\s*function\s*\([^()\n]*\)\s*\{?|function\s+(?:\w+"
    r"|\[\w+\])\s*=\s*\w+\s*\([^()\n]*\)\s*;?)"
)
_END = re.compile(r"(?m)^[ \t]*(?:\}|end)[ \t]*;?[ \t]*$|(?<=\S)[ \t]*\}[ \t]*$(?![\s\S])")
_ARROW = re.compile(r"(?m)^([ \t]*[A-Za-z]\w*[ \t]*)<-(?=[ \t]*\S)")
_COMMENT = re.compile(r"(?m)(?:(?<=\s)|(?<=^))(?:(?<!\\)#(?!#)|//)(?P<said>[^\n]*)$")
# A comment that says of the formula that it is none is left for the reader to refuse.
_DENIAL = re.compile(r"(?i)wrong|not\b|n't|incorrect|mistake|错|不|误|except|否定|相反|负")
_CONTINUED = re.compile(r"(?<![\\])\\[ \t]*\n(?=[ \t]+[\w(.])")
_SIZE = re.compile(
    r"(?<![\w.\]])[A-Za-z]\w*\.(?:shape\s*\[\s*-?\d\s*\]|size\s*\(\s*(?:-?\d)?\s*\)|size\b|numel\s*\(\s*\))"
)
_SELF = re.compile(r"(?<![\w.])self\.(?=[A-Za-z])")
_EINSUM = re.compile(
    r"einsum\s*\(\s*(['\"])(?P<how>[a-z]{1,3},\s*[a-z]{1,3}\s*->\s*[a-z]{1,4})\1\s*,\s*(?P<first>[A-Za-z]\w*)\s*,"
)
# The vector of a class, whatever the class is called: a target as t is.
_ONE_HOT = re.compile(
    r"(?i)(?:\b(?:F|tf|np|nn|jax\.nn)\.)?\bone_?hot\s*\(\s*(?:y|y_true|labels?|targets?)(?:\s*,[^()\n]{0,30})?\)"
)
# Along the only axis, or the last: nothing new of one vector. Beside a matrix it may tell how a vector lies.
_AXIS = re.compile(r",\s*(?:axis|dim|keepdims?)\s*=\s*(?:0|-1|None|True|False)(?=\s*[,)])")
_MATRIX = re.compile(r"eye|identity|outer|diag|einsum|axis\s*=\s*1|dim\s*=\s*1")
_NONE = re.compile(r"\b(?:np|numpy|torch|jnp|tf)\.newaxis\b")
_SHAPED = re.compile(r"\.(?:numpy|detach|copy|clone|squeeze|ravel|flatten|cpu)\s*\(\s*\)")
_ARRAY = re.compile(r"(?m)^[ \t]*(\w+)\s*=\s*(?:np|torch|jnp)\.(?:array|asarray|tensor)\s*\(\s*\1\s*\)(?=\s*(?:$|\.))")


def plain_program(text: str) -> str:
    """`text` without what programs say beside their formulas."""
    text = _COMMENT.sub(_without_comment, text) if "#" in text or "//" in text else text
    if "function" in text:
        text = _END.sub(_blank, _FUNCTION.sub(_blank, text))
    if "<-" in text:
        text = _ARROW.sub(r"\1= ", text)
    if "\\\n" in text or re.search(r"\\[ \t]+\n", text):
        text = _CONTINUED.sub(lambda match: " " * len(match[0]), text)
    if "lambda" in text:
        text = _LAMBDA.sub(_blank, text)
    text = _ONE_HOT.sub(lambda match: "t".ljust(len(match[0])), _DEF.sub(_blank, text))
    if "." in text:
        text = _SELF.sub(_blank, _NONE.sub(lambda match: "None".ljust(len(match[0])), text))
        text = _SHAPED.sub(_blank, _SIZE.sub(lambda match: "C".ljust(len(match[0])), text))
    if not _MATRIX.search(text):
        text = _AXIS.sub(_blank, text)
    return _EINSUM.sub(_of_sum, text) if "einsum" in text else text


def _without_comment(match: re.Match[str]) -> str:
    return match[0] if _DENIAL.search(match["said"]) else _blank(match)


def _of_sum(match: re.Match[str]) -> str:
    """einsum('i,j->ij', a, b) is outer(a, b), einsum('i,ij->ij', a, M) multiplies row i by a_i."""
    terms, _arrow, result = "".join(match["how"].split()).partition("->")
    left, _comma, right = terms.partition(",")
    first = match["first"]
    if len(left) == len(right) > 1 and left[0] == right[0] == result[:1]:  # of a batch: each by itself
        left, right, result = left[1:], right[1:], result[1:]
    if left + right == result and len(set(result)) == len(result) == 2:
        said = f"outer({first},"
    elif right == result and len(set(result)) == 2 and left == result[0]:
        said = f"multiply({first}[:,None],"
    elif right == result and len(set(result)) == 2 and left == result[1]:
        said = f"multiply({first}[None,:],"
    else:
        return match[0]
    return said.ljust(len(match[0])) if len(said) <= len(match[0]) else match[0]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])

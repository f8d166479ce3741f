"""Words that say for which indices a formula holds, where no `if` does: headings, `the rest`, summaries, remarks.

    对同一个分量求导（i=j），结果为 A           i=j: A
    **Diagonal** (i = j): A                   i=j: A
    A …，其余位置为 B                          A; else: B
    …，合起来就是 C                            …; C
    C. This matrix is symmetric.              C

Each list names what it knows: where another word stands, the text is left as it is, and the reader refuses it.
"""

import re

_RELATION = r"[a-z]'?\s*(?:={1,2}|≠|!=|\\neq?(?![a-z])|\\ne(?![a-z]))\s*[a-z]'?"
_HELD = rf"[(（]\s*(?:即|当|if|when|i\.e\.,?)?\s*\\?[$(]?\s*(?P<held>{_RELATION})\s*\\?[$)]?\s*(?:时)?\s*[)）]"
_CHINESE = (
    "同一个?|同一|相同|不同|不相同|另一个|其他|其它|别的|同角|异角|自己|自身|本身|自变量|分量|元素|变量|输入|输出|索引|下标|神经元|类别|节点|位置|"
    "主?对角线?|非主?对角线?|上的?|求偏?导数?|偏?导数?|元|项|的|个|对|时|求|情[况形]|第|[一二三四1-4]|种|在|为|和|与|之间|[①-④]|[：:,，.、]"
)
_ENGLISH = (
    r"case|cases|diagonal|off-?\s?diagonal|non-?\s?diagonal|on|the|same|different|own|other|indices|index|entries|entry|terms?|"
    r"elements?|components?|variables?|inputs?|outputs?|with|respect|to|its|derivatives?|of|and|when|for|[1-4ab]|[IV]{1,3}|[:.,]"
)
_HEADING = re.compile(
    rf"(?m)(?:^|(?<=[;；。\n]))(?P<lead>[ \t]*(?:[-*•][ \t]+)?)(?P<words>[^\n=≠;；$\\{{}}(（]{{1,40}}){_HELD}"
    rf"(?:\*\*|\s|{_CHINESE})*[:：,，]?[ \t]*"
)
_KNOWN = re.compile(rf"(?i)\*\*|{_CHINESE}|(?<![a-z])(?:{_ENGLISH})(?![a-z])|\s")
_REST = re.compile(
    r"(?i)(?:其余|其它|其他|剩余|别的)的?(?:位置|元素|分量|各?元|各?项|情况|情形|地方)*(?:上|处|下|中)?的?(?:均|都|全)?(?:就?是|等于|为)"
    r"|(?<![a-z])(?:and )?(?:all |the )*(?:others?|remaining|rest)(?: of)?(?: the)?"
    r"(?: (?:entries|elements|values|terms|ones|components|positions))?[ ]+(?:are|is|equals?)(?: all)?(?![a-z])"
)
_SUMMARY = re.compile(
    r"(?i)[,，;；。.]?[ \t]*(?:合起来|合并(?:起来|后|两式)?|综合(?:起来|两式)?|统一(?:起来|写成|表示|形式|表达)?"
    r"|两式合并|二者综合|紧凑(?:地)?(?:表达|写成|形式)?)"
    r"(?:[（(]使用[^()（）\n]{0,30}[)）])?(?:可以?)?(?:就?是|写成|写作|写为|表示为|表达为|得到|为|得|有"
    r"|即)*[ \t]*[:：]?"
    r"|[,，;；][ \t]*(?:in short|combined|together|compactly|or compactly|both together)[ \t]*[:：]?"
)
_OR = re.compile(
    r"(?i)(?<=[\w)}\]⊤$])[ \t]{0,4}[,，;；]?[ \t]{0,4}(?:\bor\b|或者?)[ \t]{0,4}(?:in (?:matrix|vector) (?:form"
    r"|notation)|equivalently|写成矩阵形式|写成|矩阵形式)?"
    r"[ \t]{0,4}[,:：]?[ \t]{0,4}(?=\$?\s*\\?[A-Za-z∂∇δ])(?!\s*(?:otherwise|else|when|if)\b)"
)
# What is said of a right formula and changes nothing in it.
_REMARK = re.compile(
    r"(?i)(?<=[\w)}\]⊤$.,，。;；\s])[ \t]{0,4}(?:[(（][ \t]{0,4}(?:symmetric|symmetrical|对称|对称矩阵"
    r"|对称阵)[ \t]*[)）]"
    r"|[.,，。;；]?[ \t]{0,4}(?:(?:this|the|which) )?(?:is )?(?:an? )?(?:jacobian "
    r"|matrix )?(?:matrix )?(?:is )?(?:an? )?symmetric(?: matrix)?"
    r"(?:,? (?:and )?(?:has )?rank [A-Z]\s*[-−]\s*1)?(?:,? and singular)?"
    r"|[,，。;；][ \t]{0,4}(?:这?是一?个?)?(?:它是)?对称(?:矩阵|阵|的)?|[,，。;；][ \t]*(?:就|从而)?(?:不会|避免了?"
    r"|防止了?)(?:发生|再)?(?:上溢|溢出|数值溢出)出?"
    r")[ \t]*[.。]?(?=\s*(?:$|\n))"
)
# The expression that was asked about, in words.
_ASKED = re.compile(r"(?:原式|上式|所求(?:式|梯度|导数)?|左边|LHS)[ \t]*(?:=|＝|为|等于)")
# δ is the Kronecker delta, defined as: δ = …
_DEFINED_AS = re.compile(r"(?i)(?<=,)[ \t]{0,4}(?:which is )?(?:defined|given) (?:as|by)[ \t]{0,4}:?(?=[ \t]*\n)")
_STARS = re.compile(r"\*\*(?=[A-Za-z\u4e00-\u9fff])([A-Za-z \t-]{2,40}|[\u4e00-\u9fffA-Za-z\d \t]{2,40})\*\*")


def headed(text: str) -> str:
    """`text` with such words put as what they mean, as long as before."""
    if "**" in text:
        text = _STARS.sub(lambda match: f"  {match[1]}  ", text)
    text = _DEFINED_AS.sub(_blank, _ASKED.sub(_blank, _REMARK.sub(_blank, text)))
    if re.search(_RELATION, text):
        text = _HEADING.sub(_condition, text)
    text = _REST.sub(lambda match: _put("else:", match), text)
    text = _SUMMARY.sub(_apart, text)
    return _OR.sub(lambda match: _put(";", match), text)


def _condition(match: re.Match[str]) -> str:
    if _KNOWN.sub("", match["words"]):
        return match[0]
    held = re.sub(r"\s|\\neq?", lambda sign: "≠" if sign[0].startswith("\\") else "", match["held"])
    return " " * len(match["lead"]) + _fill(f"{held}:", match[0][len(match["lead"]) :])


def _apart(match: re.Match[str]) -> str:
    """A summary is a statement of its own; at the beginning of a text there is nothing to part it from."""
    return _put(";" if match.string[: match.start()].strip() else "", match)


def _put(said: str, match: re.Match[str]) -> str:
    return _fill(said, match[0]) if len(said) <= len(match[0]) else match[0]


def _fill(said: str, before: str) -> str:
    """As many signs as before, with its line breaks behind what is said."""
    if len(said) > len(before):
        return before
    return said + re.sub(r"[^\n]", " ", before[len(said) :])


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])

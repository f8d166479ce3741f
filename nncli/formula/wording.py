"""Words around a formula, in English and Chinese: labels, "the gradient is", "so we get", full stops of sentences.

Only words that say nothing are blanked, sign for sign. Each list names what it knows: a text with other words (half of,
not, 不是, 转置) is left as it is, and the reader refuses it. What a sentence says of its indices becomes a left side.
"""

import re

_PIECE = r"\$?(?:log|ln|\\log|\\ln)?[ ]?\\?[A-Za-z\u03b1-\u03c9]+(?:_\{?\w\}?|\([a-z]\)(?:_\w)?|\[\w\])?\$?"
_WORDS = (
    "log_softmax|softmax_grad|the|a|an|my|our|its|this|answers?|final|gradients?|derivatives?|partials?|partial|jacobian|matrix|result|results|"
    "solutions?|softmax|log|log-softmax|logsoftmax|function|functions|component|components|element|entry|entries|elements|"
    "vector|form|formula|question|problem|exercise|part|step|task|of|for|in|to|with|respect|wrt|w.r.t.|input|output|by|"
    "required|resulting|desired|i-th|j-th|ith|jth|compact|componentwise|derivation|ans|sol|proof|grad|and|case|cases|is|as|full|"
    "combining|combined|both|we|can|be|write|written|this|following|above|below|loss|cross|entropy|cross-entropy|error|labels?|"
    "minus|predictions?|vectorized|numpy|code|implementation|python|pytorch|jax|closed|simplified|equivalently|compactly|"
    "more|concisely|using|kronecker|delta|putting|it|all|together|unified|single|one|or|equivalent|expression|logits?|"
    "overall|general|complete|thus|hence|so|therefore|then|finally|entrywise|elementwise|index|notation|math|latex|here"
)
_ONLY_WORDS = re.compile(rf"(?i)^(?:(?:{_WORDS}|\d{{1,2}}(?!\d)|[(（]?\w[)）.])[\s,'’()]*)+$")
_CHINESE_NOUN = (
    "log_softmax|logsoftmax|softmax_grad|softmax|梯度|偏导数|偏导|导数|导|微分|结果|答案|答|解|雅可比矩阵|雅可比|雅克比|矩阵|元素|分量|形式|公式|表达式|函数|向量|写法|过程|证明|"
    "步骤|方法|情况|情形|小题|题|问|部分|最终|最后|综上所述|综上|所求|其|的|关于|对|求|输入|输出|第|一|二|三|四|种|此|该|如下|为|是|总结|"
    "误差项|误差|损失函数|损失|交叉熵|标签|减去|预测值|预测|真实值|真实|概率|向量化|紧凑|简洁|代码|实现|我们|于是|那么|就是|就|可以|可|"
    "写成|写作|写为|表示|表达|化简|整理|之后|以后|以上|两者|起来|即可|注意到|用|使用|克罗内克|符号|记号|"
    "分|讨论|小结|结论|推导|计算|因此|所以|故|则|得到|可得|得|有|即|log|一般|综合|两种|合并|统一"
)
_ONLY_CHINESE = re.compile(rf"(?i)^(?:(?:{_CHINESE_NOUN}|[\d\s,，()（）、])+)$")
_KEEP = re.compile(r"(?i)\b(?:if|when|otherwise|else)\b|当|若|如果|其他|其它|其余|否则|时|[=≠<>]")
# A label: words up to a colon, without a sign of a formula.
_LABEL = re.compile(r"(?m)(?:^|(?<=[;；。\n]))[ \t]*([^\n:：;；=≠+*/^\\{}\[\]∂∇ΣΔ|<>&$]{1,60}?)[:：](?!=)")

# `log_softmax 的梯度：`, `log-softmax gradient:`: the function's own name, which is no formula.
_NAMED = re.compile(
    r"(?im)(?:^|(?<=[;；。\n]))[ \t]*(?:log[-_ ]?)?softmax[ \t]*(?:函数)?[ \t]*"
    r"(?:的?[ \t]*(?:梯度|偏?导数)|gradient|grad|derivative|jacobian)?[ \t]*[:：](?!=)"
)
_VERB = r"(?:is given by|is equal to|is equal|equals?|becomes|is|are)\b[ \t]*:?(?!\s*(?:the|a|an|not|wrong)\b)"
_CLAUSE = re.compile(
    rf"(?im)(?:^|(?<=[;；。.,，]))[ \t]*(?:(?:{_WORDS})[ ,]+)*"
    r"(?:gradient|derivative|partial|jacobian|answer|result|solution)"
    rf"s?(?P<of>[ ]+of[ ]+(?:the )?(?P<above>{_PIECE})(?:[ ]function)?)?"
    rf"(?P<by>[ ]+(?:with respect to|w\.?r\.?t\.?|by|for)[ ]+(?:the )?(?:input |vector )?(?P<below>{_PIECE}))?"
    rf"(?:[ ]+(?:matrix|vector|in \w+ form))?(?:[ ]+{_VERB}|[ ]*:(?!=))"
)
_CHINESE_CLAUSE = re.compile(
    rf"(?m)(?:(?P<above>{_PIECE})[ \t]?)?(?:函数)?(?:[ \t]?(?:对|关于)[ \t]?(?P<below>{_PIECE})[ \t]?)?(?:的|求)?"
    r"(?:梯度|偏导数|偏导|导数|导|雅[可克]比矩阵|雅[可克]比|Jacobian\s?矩阵)[ \t]?(?:就是|等于|得到|为|是|[:：])+"
)
_SO = re.compile(
    r"(?im)\b(?:subtract(?:ing)? the max(?:imum)?(?: value)?(?: first)?|because|since|it is(?! not)|so that|so|thus|"
    r"hence|therefore|finally|in summary|in short|that is|namely|i\.e\.|"
    r"we (?:get|have|obtain|find)|it follows that|which (?:gives|is|equals)|this gives|giving|"
    r"in (?:matrix|vector) form|"
    r"(?:by|using) the (?:chain|quotient|product) rule|(?:the )?(?:chain|quotient|product) rule gives|"
    r"Q\.?E\.?D\.?|"
    r"(?:the |my |final )*(?:answer|solution|result)(?: is)?(?!\s*(?:not|is|\w+\s))|ans|sol|proof)"
    r"(?<=[\w.])[ \t]*[:,]?(?=[\s\\$(;]|$)"
)
# i 不等于 j, i is not equal to j
_UNEQUAL = re.compile(
    r"(?<=(?<![A-Za-z])[a-z])(?:\s?不(?:等于|同于)\s?|\s(?:(?:is\s|does\s)?not equal(?: to)?|differs from"
    r"|is different from|is not)\s)(?=[a-z](?![A-Za-z_]))"
)
_EQUAL = re.compile(r"(?<=(?<![A-Za-z])[a-z])(?:\s?等于\s?|\s(?:equals|is equal to)\s)(?=[a-z](?![A-Za-z_]))")
_IN_CASE = re.compile(r"(?i)\b(?:in|for|under)\s+(?:the\s+)?case\b(?:\s+(?:of|that|where|when))?")
_FILLERS = re.compile(
    "(?:先|应|可以?)?(?:把|将)?(?:每个|各)?(?:分量|元素)?(?:都)?减去(?:其?最大值|最大的分量)"
    "(?:之?后|再|计算)*[ \t]*[:：]?|"
    "综上所述|综上|因为|由于|因此|因而|所以|于是|从而|故而|故有|故|"
    "由此可得|由此|可知|可得到|可得|得到|得出|即为|亦即|"
    "也就是|即|则有|那么|整理得|"
    "化简得|化简后|化简|展开得|合并得|写成矩阵形式|矩阵形式|向量形式|分量形式|(?:根据|由|利用)(?:链式法则|商的求导法则|求导法则|除法法则)|"
    "求导得|求导|推导过程|推导|其?偏?导数(?=为|是|等于|[:：])|梯度(?=为|是|等于|[:：])|最终结果|最终答案|最后结果|最后|"
    "可以?(?:简写|写|表示|表达|化)(?:成|为|作)|"
    "结果(?=为|是|等于|[:：])|答案(?=为|是|等于|[:：])|情[况形][一二三四]|第[一二三四]种(?:情况|情形)|的情况下|的情况|的情形|我们有|有|得"
)
_CHINESE_VERB = re.compile(r"就是|等于|为|是")
_STOP = re.compile(r"(?<=[\w)}\]$])\.(?=\s+(?:[A-Z\\$(（]|if\b|when\b|for\b|otherwise|else|[^\x00-\x7f]))|。(?=\s*\S)")
# i = j. Then …
_THEN = re.compile(r"((?<![A-Za-z])[a-z]\s*(?:=|==|≠|!=|\\neq?)\s*[a-z])[.,](?=\s+[Tt]hen\b)")
# 雅可比矩阵 J 的第 i 行第 j 列为, the (i, j) entry is
_ENTRY = re.compile(
    r"(?i)(?:雅[可克]比矩阵|矩阵|jacobian(?: matrix)?)?[ \t]{0,3}J?[ \t]{0,3}的?"
    r"[ \t]{0,3}第[ \t]{0,3}(?P<a>[a-z])[ \t]{0,3}行[ \t]{0,3}[,，、]?[ \t]{0,3}第?[ \t]{0,3}(?P<b>[a-z])"
    r"[ \t]{0,3}列(?:的?元素?)?[ \t]{0,3}(?:为|是|等于|[:：])"
    r"|(?:the )?\(\s*(?P<c>[a-z])\s*,\s*(?P<d>[a-z])\s*\)[ -]*(?:th )?(?:entry|element|component)"
    r"(?: of (?:the )?(?:jacobian|J)(?: matrix)?)?"
    r"[ ]+(?:is|equals)\b"
)
_ON = re.compile(
    r"(?i)(?:\bon the |\bthe |\bin the |在)?(off[- ]?diagonals?|non[- ]?diagonals?|非主?对角线?|diagonals?|主?对角线?)"
    r"\s*(?:entries|elements|values|terms|ones|元素|元|上的|上|项)*\s*(?:(?:are\b|is\b|equals?\b|为|是|处|[:：,，=])+"
    r"|(?<=[\u4e00-\u9fff])[ \t]*(?=[-−\d$\\A-Za-z(（])(?!\$?[a-z]\s*(?:=|≠|!=|\\ne)))"
)
_NUMBER_OF_CASE = re.compile(
    r"(?im)(?:^|(?<=[;；。]))[ \t]*(?:case|情况|情形|第)\s*(?:[\dIVi一二三]+)\s*(?:种情况|种情形|种)?"
    r"\s*[:：,，.)）]?(?=.*(?:=|≠|\\ne))"
)


def parted(text: str) -> str:
    """The text with a semicolon where a sentence ends and another begins."""
    return _STOP.sub(";", _THEN.sub(r"\1:", text))


def without_words(text: str) -> str:
    """The text without the words that say nothing, as long as before."""
    text = _NAMED.sub(_blank, _ON.sub(_pairs, _ENTRY.sub(_entry, text)))
    text = _UNEQUAL.sub(lambda match: "≠".center(len(match[0])), text)
    text = _EQUAL.sub(lambda match: "=".center(len(match[0])), text)
    text = _NUMBER_OF_CASE.sub(_blank, text)
    text = _CLAUSE.sub(_said, text)
    if not text.isascii():
        text = _CHINESE_CLAUSE.sub(_said, text)
    text = _LABEL.sub(_unlabelled, text)
    text = _IN_CASE.sub(lambda match: "if".ljust(len(match[0])), text)
    text = _SO.sub(_blank, text)
    if not text.isascii():
        text = _CHINESE_VERB.sub(_equals, _FILLERS.sub(_blank, text))
    return text


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _said(match: re.Match[str]) -> str:
    """A clause that says what follows. Of what, by what: that is a left side; without indices it says nothing."""
    above, below = (match[name] or "" for name in ("above", "below"))
    said = f"∂({above})/∂{below}=" if above and below else f"∇{above}=" if "_" in above else ""
    if _KEEP.search(match[0]) or len(said) > len(match[0]) or (below and "_" in below and not above):
        return match[0]
    return said.replace("$", "").rjust(len(match[0])) if _is_symbol(above) else _blank(match)


def _is_symbol(piece: str) -> bool:
    """Whether it is a piece of a formula, and no word such as softmax."""
    return bool(re.search(r"_|^\W*\\?[A-Za-zα-ω]\W*$|\(", piece))


def _pairs(match: re.Match[str]) -> str:
    """`diagonal:` is i = j, `off-diagonal:` i ≠ j."""
    said = "i≠j:" if match[1].lower().startswith(("off", "non", "非")) else "i=j:"
    return said.ljust(len(match[0])) if len(match[0]) >= len(said) else match[0]


def _entry(match: re.Match[str]) -> str:
    """Row and column in words are those of J."""
    return f"J_{match['a'] or match['c']}{match['b'] or match['d']}=".rjust(len(match[0]))


def _unlabelled(match: re.Match[str]) -> str:
    label = match[1].strip()
    fits = len(label) > 1 or label in "答解"
    known = _ONLY_WORDS.match(label) or (not label.isascii() and _ONLY_CHINESE.match(label))
    return _blank(match) if fits and known and not _KEEP.search(label) else match[0]


def _equals(match: re.Match[str]) -> str:
    """为 behind a condition is a colon, behind a formula an equals sign, else nothing."""
    before = match.string[max(0, match.start() - 40) : match.start()].rstrip()
    if re.search(r"[a-z]\s*(?:=|==|≠|!=|\\neq?)\s*[a-z]$", before):
        sign = ":"
    else:
        sign = "=" if re.search(r"[\w)}\]⊤]$", before) and not re.search(r"[\u4e00-\u9fff]$", before) else " "
    return sign.ljust(len(match[0]))

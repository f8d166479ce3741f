"""How explanations beside a formula are worded, in English and Chinese: `where m is the maximum of x`."""

import re

# Words that announce an explanation.
WORD = (
    r"(?i:先?减去其?最大值|subtract(?:ing)? the max(?:imum)?|"
    r"其中|这里|式中|此处|令|设|记|取|定义|(?:利用|使用|引入|借助)(?=\s*(?:Kronecker|克))|(?:using|with"
    r"|introducing) (?=the Kronecker)|\bwhere\b(?!\s*\()|\bhere\b|\blet\b|\bwith\b|\bdefine\b|\bdenote\b|\bset\b"
    r"|\band\b(?=\s*\S+\s*(?:=|is\b)))[ \t,:，：]*(?:\\[,;:! ]|\\q?quad|\\text\{\s*\})*"
)
INTRODUCED = re.compile(WORD)
_NAME = (
    r"(?P<name>\\(?:hat|bar|tilde|mathbf|boldsymbol|bm)\s*\{?\\?[A-Za-z]+\}?|\\[A-Z]?[a-z]+(?!\w|\{)"
    r"|[A-Za-z\u03b1-\u03c9ŷŝ](?:_max|_\{max\}|_hat)?)(?P<index>_\{?[a-z]\}?|\([a-z]\)|\(x\))?"
)
_BRACES = r"\{(?:[^{}]|\{[^{}]*\})*\}"  # with the k=1 below a sum
# p = softmax(x), perhaps going on as an equation: y_i = log s_i = x_i − …
DEFINED = re.compile(
    rf"^(?:{WORD})?\s*{_NAME}\s*(?::=|≔|=|＝)\s*(?P<body>(?:[^=≠:：{{}}\[]|{_BRACES}|\[[^\[\]=]*\]|\[)+?)\s*(?P<rest>=[^≠:：]+)?$"
)
SPOKEN = re.compile(
    rf"^(?:{WORD})?\s*(?:the\s+)?{_NAME}\s*"
    r"(?:表示|代表|定义为|为|是|\bis\b|\bare\b|\bdenotes?\b|\bstands for\b)\s*(?P<body>.+?)\s*$"
)
_CALLED = r"(?:(?:the )?(?:Kronecker|克罗内克|克氏)(?:[ ]?delta)?(?:函数|符号|记号)?\s*)?"
CONSTANT = re.compile(
    rf"^(?:{WORD})?\s*{_CALLED}(?P<name>\\?delta|δ|e|I|C|n|\\?mathbf\{{[1eI]\}}|\\?mathbb\{{[1I]\}}|1|𝟏)"
    r"\s*(?:_\{?\w{1,2}\}?|\(i,\s*j\)|_\{i,\s*j\}|_i,?j|ᵢⱼ|ᵢ|\[[^\]]*\])?\s*(?P<body>.*?)\s*$"
)
IS = r"(?:表示|代表|就是|为|是|\bis\b|\bdenotes\b|=)?\s*(?:the |an? )?\s*"
SAYS = re.compile(r"(?i)\s*(?:表示|代表|就是|为|是|is\b|denotes)")
# What may be said of our constants.
SAYINGS = {
    "δ": (
        r"(?:the )?(?:克罗内克|kronecker|克氏|狄拉克|指示|indicator)?[ ]?(?:的)?"
        r"(?:delta| |δ|函数|记号|符号|symbol|function)*"
    ),
    "e": (
        r"(?:the |第)?\s*(?:i|i-th|ith)?\s*个?\s*(?:标准|单位|standard|unit|one-?hot|独热|canonical)*\s*"
        r"(?:基|basis|unit|单位)?\s*(?:向量|vector|编码)?"
    ),
    "I": r"(?:the |an? )?(?:C ?[×x] ?C )?(?:单位矩阵|单位阵|identity(?: matrix)?|indicator(?: function)?|指示函数)",
    "1": (
        r"(?:the |an? )?(?:全\s*1\s*的?列?向量|元素全为1的列?向量|all-?ones vector|vector of (?:all )?ones|ones vector"
        r"|indicator(?: function)?|指示函数"
        r"|(?:在|位于|处于|出现在|at|in|is in|is at|stands at)?\s*(?:the )?(?:第)?\s*i\s*(?:-?\s*th)?\s*个?\s*"
        r"(?:位置?|分量|元素|维|place|position|entry|component|slot)\s*(?:i\b)?上?)"
    ),
    "C": r"(?:the )?(?:类别数|维数|类的个数|类别个数|number of (?:classes|components)|dimension)",
}
MAXIMUM = re.compile(
    r"(?i)^(?:the )?(?:输入|向量|input|vector)?\s*x?\s*(?:_\w)?\s*(?:的|中的?|各分量的?|所有分量的?)*\s*"
    r"(?:最大值|最大分量|最大元素|最大的分量|最大者)$"
    r"|^(?:the )?(?:maximum|max|largest|greatest)\s*(?:value|entry|component|element|input)?\s*(?:of|in|over|among)?\s*"
    r"(?:all |the )*(?:x(?:_\w)?|inputs?|components|entries)?(?: of x)?$|^最大的\s*x(?:_\w)?$"
)
SOFTMAX = re.compile(
    r"(?i)^(?:the )?softmax\s*(?:函数|function)?\s*(?:的|of x)?\s*"
    r"(?:输出|输出向量|函数值|概率|值|结果|outputs?|vector|probabilities|function)?"
    r"(?:\s*的?第\s*[a-z]\s*个?(?:分量|元素|输出))?$"
)
TARGET = re.compile(
    r"(?i)^(?:the )?(?:真实|正确|目标|期望|样本|true|target|ground[- ]truth|desired)?\s*(?:的)?\s*"
    r"(?:one-?hot|独热)?\s*(?:编码)?\s*(?:的)?\s*"
    r"(?:标签|类别|目标值?|目标|输出|分布|向量|labels?|targets?|vector|distribution|output)(?:\s*向量|\s*vector|\s*编码)?$"
)
# Of δ: i = j, i ≠ j, otherwise, and the values.
SIGNS = re.compile(
    r"(?P<E>[a-z]\s*(?:==?)\s*[a-z])|(?P<N>[a-z]\s*(?:≠|!=|\\neq?)\s*[a-z])"
    r"|(?P<O>otherwise|else|否则|其他|其它|其余)|(?P<D>\d+(?:\.\d+)?)"
)
# The orders in which they may stand: 1 where i = j, 0 elsewhere.
_PAIRS = [(one, other) for one in ("1E", "E1") for other in ("0N", "N0", "0O", "O0", "0")]
RIGHT_ORDERS = frozenset({"", "1E", "E1", *(a + b for a, b in _PAIRS), *(b + a for a, b in _PAIRS if b != "0")})
BETWEEN_SIGNS = re.compile(
    r"(?i)\b(?:if|when|for|and|defined|by|with|value|is|where|the|it|equals?|as|定义为)\b|当|时|若|如果|且|和|则|值|取|等于|为|是|δ\w*"
    r"|\\?delta(?:_\{?\w+\}?)?|[=,，;；{}()（）\s.。:：即_ᵢⱼij]"
)
TOTAL = re.compile(
    rf"^(?:{WORD})?\s*(?:Σ|\\Sigma|\\sum|∑)\s*=\s*(?:Σ|\\sum|∑)\s*(?:\\limits\s*)?_?\{{?(?P<k>[a-z])(?:=1)?\}}?"
    r"(?:\^\{?\w\}?)?\s*(?:e\s*\^\s*\{?\s*[a-z]_\{?(?P=k)\}?\s*\}?|\\?exp\s*\(?\s*[a-z]_\{?(?P=k)\}?\s*\)?)$"
)
EMPTY_LATEX = re.compile(r"\\[()]|\\(?:q?quad|text|mathrm|begin|end|left|right)\s*|\{d?cases\}|\\\\|\\\{|\\\}|[&$]")

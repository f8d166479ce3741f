"""The words of a key that is no name of a quantity: of what, when, and what says nothing."""

import re

DRESS = re.compile(r"\\(?:left|right|mathrm|mathbf|boldsymbol|bm|text(?:rm|bf|it)?|operatorname|vec|,|;|!|quad)")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺₀₁₂₃₄₅₆₇₈₉₊", "0123456789+0123456789+")
GRADIENT = re.compile(
    r"(?:\\[dt]?frac\s*\{)?\s*(?:∂|\\partial|d)\s*(?:[EL]|loss)\s*(?:/|\}\s*\{)\s*(?:∂|\\partial|d)\s*(?P<of>.*?)\}?\s*$"
)
LAYER = re.compile(r"\^\s*[({\[]+\s*(\d)\s*[)}\]]+")  # W^{(1)}
# What says that the new value is meant, or the second pass; what says that it is not; which quantity, in this order.
AFTER = re.compile(
    r"更新(?:之|以)?后|修改后|再次|训练后|调整后|第二次|(?:\b|_)after(?:[\s_]+the)?(?:[\s_]+update)?|后(?!向)"
    r"|\^\s*[({]*\s*(?:new|新|\+|\*|t\s*\+\s*1|k\s*\+\s*1)\s*[)}]*|新的?|(?<![a-z])(?:new|final)(?![a-z])|updated|最终"
    r"|[+*'′]\s*$|(?<=[A-EG-Za-eg-zθ0-9}\])])['′]|\(\s*[tk]\s*\+\s*1\s*\)",
    re.IGNORECASE,
)
UPDATE = re.compile(r"更新(?!(?:之|以)?[前后])")  # the heading of the new values, which says by itself not when
BEFORE = re.compile(
    r"更新(?:之|以)?前|修改前|训练前|初始|最初|(?:\b|_)before(?:[\s_]+the)?(?:[\s_]+update)?|第一次|前(?!向|馈)|旧|原(?:来的?|始)?|(?<=loss)_?0|(?<=(?<![A-Za-z])[EL])_?0"
    r"|(?<![a-z])(?:initial|original|old)(?![a-z])",
    re.IGNORECASE,
)
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "loss",
            r"(?:总|平方|均方|平均)?(?:损失|代价|目标)(?:函数)?值?|总误差|误差函数|均方误差|平方误差|误差平方和?|(?<![a-z])(?:total[\s_]*)?(?:loss|cost)(?![a-z])"
            r"|(?<![a-z])total[\s_]*error(?![a-z])|^\s*[EL]\s*_?\s*[({]*\s*(?:tot(?:al)?|总)\s*[)}]*\s*$",
        ),
        ("delta", r"误差项|误差信号|局部梯度|(?-i:δ)|(?-i:\\delta)(?![a-z])|(?<![a-z])delta(?![a-z])"),
        ("step", r"变化量?|改变量|增量|调整量|更新量|修正量|(?-i:Δ|\\Delta)|(?<![a-z])(?:change|step)(?![a-z])"),
        ("grad", r"梯度|偏导数?|∇|\\nabla|(?<![a-z])grad(?:ient)?(?![a-z])|(?-i:^\s*d(?=[A-Z]))"),
        ("slope", r"导数|斜率|(?<![a-z])slope(?![a-z])|f\s*['′]"),
        ("error", r"误差|(?<![a-z])err(?:or)?(?![a-z])|(?-i:^\s*e(?=\s*[_({]))"),
        (
            "net",
            r"净输入|加权(?:和|输入)|总?输入|(?<![a-z])(?:net(?:[\s_]*input)?|input)(?![a-z])|^\s*[zn](?=\s*[_({])",
        ),
        (
            "out",
            r"预测(?:值|输出|结果)?|输出值?|激活值?|(?<![a-z])(?:pred(?:ict(?:ion|ed))?|out(?:put)?|activation)(?![a-z])"
            r"|^\s*[ao](?=\s*[_({])",
        ),
        ("back", r"回传(?:误差)?|(?<![a-z])back(?![a-z])"),
    )
)
OUTPUT_LAYER = re.compile(
    r"输出(?:层|单元|神经元|节点)|(?<![a-z])output[\s_]+(?:layer|unit|neuron|node)(?![a-z])", re.IGNORECASE
)
HIDDEN_LAYER = re.compile(r"隐藏?层|(?<![a-z])hidden(?![a-z])", re.IGNORECASE)
HIDDEN = "hidden layer"  # which is no name of a unit
DIFFERENCE = re.compile(
    r"\s*(?:d|t|y|target)\s*-\s*(?:(?<!y-)(?<!y - )y|o|out(?:put)?|\\hat\s*\{?\s*y\s*\}?)\s*"
)  # d − y
HAT = re.compile(r"\\(?:wide)?hat\s*\{?\s*(?P<of>\w+)\s*\}?|(?P<short>\w)\u0302|(?P<long>\w+?)_?hat(?![a-z])")
FILLING = re.compile(
    r"得到|算出|求得|算得|经过|特征图|的|也|值|实际|模型|最终层|真实|网络|前向|反向|传播|过程|(?<![a-z])(?:forward|backward)(?:[\s_]+pass)?(?![a-z])|所以|因此|于是|首先|然后|最后|其中|计算|可得|则|得|故|权重|权|偏置|偏差|阈|参数|神经元|单元|节点|隐藏?层|隐|输出层|网络"
    r"|(?<![a-z])(?:of|the|at|for|from|to|network|feature[\s_]*map|model|unit|neuron|node|weights?|bias|thresholds?|value)(?![a-z])",
    re.IGNORECASE,
)
# 偏置 of a unit is a parameter of its own, and no quantity of the unit.
OFFSET = re.compile(r"偏置|偏差|阈值|(?<![a-z])(?:bias|threshold|offset)(?![a-z])", re.IGNORECASE)
CALLED = re.compile(
    r"\s*(?:relu|sigmoid|tanh|f|σ)\s*\(\s*(?:net|z)[\s_]*(?P<of>.+?)\s*\)\s*", re.IGNORECASE
)  # f(net_h1)
LOSSES = ("e", "l", "j", "mse", "sse")
_BETWEEN = re.compile(
    r"(?<![A-Za-z0-9])(?P<a>[A-Za-z]\w{0,5})\s*(?:到|至|-+>|→|(?<=\s)to(?=\s))\s*(?P<b>[A-Za-z]\w{0,5})(?!\w)", re.ASCII
)
_ORDINAL = re.compile(r"第\s*([一二三四五1-5])\s*个?(?!次)")
_DIGITS = dict(zip("一二三四五", "12345", strict=True))


def reworded(text: str) -> str:
    """`h1 到 y 的权值` is w[h1,y], 第一个隐单元 the one with number 1."""
    text = _ORDINAL.sub(lambda found: f" {_DIGITS.get(found[1], found[1])} ", text)
    if OFFSET.search(text) or not (found := _BETWEEN.search(text)):
        return text
    before = text[: found.start()].rstrip(" wW_([{").removesuffix("from").rstrip()
    return f"{before} w[{found['a']},{found['b']}] {text[found.end() :].lstrip(' )]}')}"

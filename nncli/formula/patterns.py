"""What the pieces of a formula look like."""

import re

from nncli.formula.tokens import WORDS

NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
WORD = re.compile(r"(?:[^\W\d_Σ][\u0300-\u036f]*)+\d*'*")
DELTA = re.compile(r"δ([a-z]{2})|delta([a-z]{2})$")
TRANSPOSED = re.compile(r"\s*(?:⊤|\^\s*\{?\s*(?:T|⊤|\\top|\\intercal|\\math(?:rm|sf)))")
DIGITS = re.compile(r"(\D+)(\d+)")
OPERAND = re.compile(r" *[_A-Za-z\\]")  # of grad s_i
# `xj` is typed for x_j.
SUMMED_UP_TO = re.compile(r"(?:\\sum|Σ)\s*(?:\\limits\s*)?_\s*(?:\{[^{}]*\}|[a-z]\s*=\s*\d)\s*\^$")
# softmax_out is a name, and no component of softmax.
OF_PROGRAMS = re.compile(
    r"all|outs?|outputs?|grads?|vals?|values?|results?|probs?|vec|derivatives?|weights|jacobian|prime"
)
INDEXED = re.compile(r"([A-Za-zσπφ])([ijk])")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SUBSCRIPT = re.compile(r"\s*(?:(?P<number>\d+)|(?P<letters>[^\W\d_Σ\u4e00-\u9fff]+)('*))")
SIGN = re.compile(r"\*\*|==|!=|<>|<=|[-=]>|\.{3}|[-+*/^_(){}\[\],;:=@⊙⊗⊤∂∇…Σ𝟏≤]")
SAME = {"**": "^", "==": "=", "<>": "!=", "...": "…", "@": "*", "<=": "≤", "->": ":", "=>": ":"}
COMMAND = re.compile(r"\\(operatorname\*|[A-Za-z]+|.)", re.DOTALL)
CASES = re.compile(
    r"\\begin\s*\{[dr]?cases\}|(?:\\left\s*)?\\(?:\{|lbrace)\s*\\begin\s*\{(?:array\}\s*\{[lcr| ]*|[bp]?matrix)\}"
)
SETTING = re.compile(r"\\(?:begin|end)\s*\{(?:aligned|align|equation|gather|split|displaymath|math)\*?\}")
FULL_STOP = re.compile(r"\.(?=[\s$]*(?:$|;|\\end|\\\]|\\\)|,)|[ \t$]*\n)")
CASES_END = re.compile(r"\\end\s*\{[dr]?cases\}")
MATRIX = re.compile(r"(?:\\left\s*[\[(]\s*)?\\begin\s*\{(?:[bpvBV]?matrix|smallmatrix|array\}\s*\{[lcr| ]*)\}")
MATRIX_END = re.compile(r"\\end\s*\{(?:[bpvBV]?matrix|smallmatrix|array)\}(?:\s*\\right\s*[\]).])?")
# A line that begins so goes on with the one before.
GOES_ON = re.compile(r"[-+*/^_)\]}(\[,;=·×−&]|\\(?:cdot|times|odot|left|right|end|frac|,|;|quad|big)|⊙")
METHOD = re.compile(
    r"\.\s*(T|t|transpose|sum|max|min|mean|exp|log|dot|outer|reshape|view|unsqueeze|repeat|expand|flatten|float|int|long|double|astype|item)\b"
)
ONES = re.compile(r"\s*(?:\{\s*(?:1|\\?𝟏)\s*\}|1)")
SPELLED_SIGNS = {"partial": "∂", "grad": "∇", "nabla": "∇", "ones": "𝟏"}
ANY_RELATION = re.compile(r"=|≠|:|：|\\ne|≈|otherwise|else|其他|其它|否则")
CHINESE_WORDS = sorted((word for word in WORDS if not word.isascii()), key=len, reverse=True)

"""What the pieces of a formula look like."""

import re

from nncli.formula.tokens import WORDS

NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
WORD = re.compile(r"(?:[^\W\d_Σ][\u0300-\u036f]*)+\d*'*")
DELTA = re.compile(r"δ([a-z]{2})|delta([a-z]{2})$")
TRANSPOSED = re.compile(r"\s*(?:⊤|\^\s*\{?\s*(?:T|⊤|\\top|\\intercal|\\math(?:rm|sf)))")
DIGITS = re.compile(r"(\D+)(\d+)")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SUBSCRIPT = re.compile(r"\s*(?:(?P<number>\d+)|(?P<letters>[^\W\d_Σ\u4e00-\u9fff]+)('*))")
SIGN = re.compile(r"\*\*|==|!=|<>|<=|[-=]>|\.{3}|[-+*/^_(){}\[\],;:=@⊙⊗⊤∂∇…Σ𝟏≤]")
SAME = {"**": "^", "==": "=", "<>": "!=", "...": "…", "@": "*", "<=": "≤", "->": ":", "=>": ":"}
COMMAND = re.compile(r"\\(operatorname\*|[A-Za-z]+|.)", re.DOTALL)
CASES = re.compile(r"\\begin\s*\{d?cases\}|(?:\\left\s*)?\\\{\s*\\begin\s*\{array\}\s*\{[lcr| ]*\}")
SETTING = re.compile(r"\\(?:begin|end)\s*\{(?:aligned|align|equation|gather|split|displaymath|math)\*?\}")
FULL_STOP = re.compile(r"\.(?=[\s$]*(?:$|\\end|\\\]|\\\)))")
CASES_END = re.compile(r"\\end\s*\{d?cases\}|\\end\s*\{array\}(?:\s*\\right\s*\.)?")
ONES = re.compile(r"\s*(?:\{\s*(?:1|\\?𝟏)\s*\}|1)")
SPELLED_SIGNS = {"partial": "∂", "ones": "𝟏"}
ANY_RELATION = re.compile(r"=|≠|:|：|\\ne|≈|otherwise|else|其他|其它|否则")
CHINESE_WORDS = sorted((word for word in WORDS if not word.isascii()), key=len, reverse=True)

"""Loops that fill a matrix cell by cell, and what a program changes in place, as the formulas that they compute.

    for i in range(n):                             i == j: J[i, j] = a; else: J[i, j] = b
        for j in range(n):
            J[i, j] = a if i == j else b
    J = -np.outer(s, s); J[np.diag_indices(n)] = a   i≠j: −s sᵀ; i=j: a
    g = -softmax(x); g[i] += 1                       g = −softmax(x) + e_i

Nothing is run; every text stays as long as it was. Only a loop over a whole range is read: what runs over a part of it
keeps its `for`, which the reader refuses.
"""

import re

_WHOLE = (
    r"(?:range\s*\(\s*(?:0\s*,\s*)?(?:len\s*\(\s*\w+\s*\)"
    r"|(?![i-l]\s*\))[A-Za-z]\w*(?:\.\w+(?:\[-?\d\])?)?)\s*\)|enumerate\s*\(\s*\w+\s*\))"
)
_FOR = re.compile(rf"(?m)^[ \t]*for\s+[a-z](?:\s*,\s*\w+)?\s+in\s+{_WHOLE}\s*:[ \t]*")
# J = np.zeros((n, n)), which the loops fill.
_EMPTY = re.compile(
    r"(?m)^[ \t]*(?P<name>\w+)\s*=\s*(?:np|numpy|torch|jnp|tf)\.(?:zeros|empty|ones|zeros_like|empty_like|ones_like"
    r"|diag)"
    r"\s*\([^\n]*\)[ \t]*$"
)
_SIZE = re.compile(r"(?m)^[ \t]*[nmNCKd]\s*=\s*(?:len\s*\(\s*\w+\s*\)|\w+\.(?:size|shape\[-?\d\]))[ \t]*(?:;|$)")
_IF = re.compile(r"(?m)^([ \t]*)if\s*\(\s*([a-z]\s*(?:==|!=)\s*[a-z])\s*\)\s*:")
_CELLS = r"\s*\[\s*(?P<row>[a-z])\s*(?:,|\]\s*\[)\s*(?P<column>[a-z])\s*\]\s*=(?!=)"
_TABLE = re.compile(
    r"(?m)(?:^[ \t]*(?:return\b|\w+\s*=(?!=))\s*)?(?:(?:np|numpy|torch|jnp)\.(?:array|tensor"
    r"|asarray)\s*\(\s*)?\[\s*\[(?P<body>[^\n]{1,300}?)"
    rf"\s+for\s+(?P<column>[a-z])\s+in\s+{_WHOLE}\s*\]\s*for\s+(?P<row>[a-z])\s+in\s+{_WHOLE}\s*\]\s*\)?"
)
_LIST = re.compile(
    r"(?:(?:np|numpy|torch|jnp)\.(?:array|tensor|asarray)\s*\(\s*)?\[(?P<body>[^\n\[\]]{1,300}?)"
    r"\s+for\s+(?P<part>[a-z])_?i\s+in\s+(?P=part)\s*\]\s*\)?"
)
_DIAGONAL = (
    r"(?P<gap>[ \t]*(?:\n|;)[ \t]*)(?:{name}\s*\[\s*(?:np\.diag_indices(?:_from)?\s*\([^()\n]*\)"
    r"|(?P<index>[a-z])\s*(?:,|\]\s*\[)\s*(?P=index)|(?:np\.)?arange\s*\([^()\n]*\)\s*,\s*(?:np\.)?arange\s*\([^()\n]*\))\s*\]"
    r"\s*=(?!=)|np\.fill_diagonal\s*\(\s*{name}\s*,)"
)
_GIVEN = re.compile(r"(?m)(?:^|(?<=;))[ \t]*(?P<name>[A-Za-z]\w*)\s*=(?!=)(?P<body>[^;\n=]{1,200})")
_STEPPED = r"(?P<gap>[ \t]*[;\n][ \t]*)(?P<step>{name}\s*\[\s*(?P<index>[a-z])\s*\]\s*(?P<sign>[-+])=\s*1)(?![\d.])"
_MOST = 8


def unrolled(text: str) -> str:
    """`text` without its loops."""
    if "[" not in text and "fill_diagonal" not in text:
        return text
    text = _LIST.sub(_of_list, _TABLE.sub(_of_table, text))
    if "for" in text and (found := list(_FOR.finditer(text))):
        for match in found:
            text = _put(text, match.start(), match.end(), "")
        text = _IF.sub(lambda match: f"{match[1]}if {match[2]}:".ljust(len(match[0])), _SIZE.sub(_blank, text))
    text = _on_diagonal(_without_empty(text))
    text = re.sub(rf"(?<![\w.])[A-Za-z]+_\w*(?={_CELLS})", lambda match: "J".rjust(len(match[0])), text)
    return _stepped(text)


def _without_empty(text: str) -> str:
    """What is filled cell by cell in both cases has no values of its own before that."""
    for match in list(_EMPTY.finditer(text))[:_MOST]:
        name = re.escape(match["name"])
        cells = re.findall(rf"(?<!\w){name}{_CELLS}", text[match.end() :])
        both = len(cells) == 2 and re.search(r"\bif\b", text) and re.search(r"\belse\b", text)
        if both or (
            len(cells) == 1 and cells[0][0] != cells[0][1] and not re.search(r"\bif\b[^\n]*:[ \t]*$", text, re.M)
        ):
            text = _put(text, match.start(), match.end(), "")
            text = re.sub(rf"(?m)^[ \t]*return\s+{name}[ \t]*$", _blank, text)
    return re.sub(r"(?m)^[ \t]*return\s+\w+[ \t]*$", _blank, text) if re.search(rf"\w{_CELLS}", text) else text


def _on_diagonal(text: str) -> str:
    """A matrix whose diagonal is put otherwise behind it."""
    for match in list(_GIVEN.finditer(text))[:_MOST]:
        name = re.escape(match["name"])
        found = re.compile(_DIAGONAL.replace("{name}", name)).match(text, match.end())
        if found is None:
            continue
        is_filled = "fill_diagonal" in found[0]
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        if is_filled and text[found.end() : end].rstrip().endswith(")"):
            end = found.end() + len(text[found.end() : end].rstrip())
            text = _put(text, end - 1, end, "")
        start, body = match.start("name"), match.end() - len(match["body"].lstrip())
        if body - start < len("i≠j:"):
            continue
        text = _put(text, start, body, "i≠j:")
        text = _put(text, found.end("gap"), found.end(), "i=j:")
        return re.sub(rf"(?m)^[ \t]*return\s+{name}[ \t]*$", _blank, text)
    return text


def _stepped(text: str) -> str:
    """`g[i] -= 1` right behind `g = …` is a part of what g is."""
    for match in list(_GIVEN.finditer(text))[:_MOST]:
        found = re.compile(_STEPPED.replace("{name}", re.escape(match["name"]))).match(text, match.end())
        if found:
            gap = " " * len(found["gap"])
            step = f"{found['sign']}e_{found['index']}".ljust(len(found["step"]))
            text = text[: found.start()] + gap + step + text[found.end() :]
    return text


def _of_table(match: re.Match[str]) -> str:
    """[[a for j in …] for i in …] has a in row i and column j."""
    before = f"J_{match['row']}{match['column']}="
    room = match.start("body") - match.start()
    if room < len(before):
        return match[0]
    return before.ljust(room) + match["body"] + " " * (match.end() - match.end("body"))


def _of_list(match: re.Match[str]) -> str:
    """[a for x_i in x] has a in row i."""
    room = match.start("body") - match.start()
    return " " * room + match["body"] + " " * (match.end() - match.end("body"))


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new.ljust(end - start) + text[end:]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])

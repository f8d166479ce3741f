"""The signs that formulas are written with, brought to one small alphabet.

Three ways of writing lead to the same tokens: plain text (`p_i*(delta_ij - p_j)`), Unicode (`pᵢ(δᵢⱼ − pⱼ)`) and LaTeX
(`p_i(\\delta_{ij} - p_j)`). Full-width signs and Chinese punctuation are read as meant.
"""

import unicodedata

# Sign by sign. Two or more letters on the right are tokens of more than one sign.
_MEANT = {
    **dict.fromkeys("−–—‐‑‒―﹣－", "-"),
    **dict.fromkeys("×·⋅∙•∗＊・‧", "*"),
    **dict.fromkeys("÷⁄∕／", "/"),
    **dict.fromkeys("≠≢", "!="),
    **dict.fromkeys("＝≔﹦≡", "="),
    **dict.fromkeys("：∶︰﹕", ":"),
    **dict.fromkeys("→⇒⟹⟶", ":"),
    **dict.fromkeys("；﹔", ";"),
    **dict.fromkeys("，、﹐", ","),
    **dict.fromkeys("（﹙", "("),
    **dict.fromkeys("）﹚", ")"),
    **dict.fromkeys("［【〔", "["),
    **dict.fromkeys("］】〕", "]"),
    **dict.fromkeys("｛﹛", "{"),
    **dict.fromkeys("｝﹜", "}"),
    **dict.fromkeys("′’ʹ＇", "'"),
    **dict.fromkeys("∑Ʃ⅀", "Σ"),
    **dict.fromkeys("𝟏𝟙", "𝟏"),
    **dict.fromkeys("𝕀𝐈", "I"),
    **dict.fromkeys("⊙∘⊛", "⊙"),
    **dict.fromkeys("⊤⟙", "⊤"),
    **dict.fromkeys("≤⩽≦", "≤"),
    **dict.fromkeys("∂𝜕𝛛", "∂"),
    **dict.fromkeys("。\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\u2009\u202f\u2002\u2003", " "),
    "∇": "∇",
    "⊗": "⊗",
    "…": "…",
    "⋯": "…",
    "½": "(1/2)",
    "∕": "/",
    "&": ",",
    "√": " sqrt ",
    "ℯ": "e",
    "\t": " ",
    "\r": " ",
}
_PLAIN = str.maketrans({sign: meant for sign, meant in _MEANT.items() if sign.isascii()})
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₊₋₌₍₎", "0123456789aehijklmnoprstuvx+-=()", strict=True))
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁱⁿˣʲᵏᵐᶜᴺ", "0123456789+-()inxjkmCN", strict=True)) | {"ᵀ": "⊤", "ᵗ": "⊤"}

SIGNS = {
    "cdot": "*", "times": "*", "ast": "*", "div": "/", "odot": "⊙", "circ": "⊙", "otimes": "⊗", "ne": "!=",
    "neq": "!=", "sum": "Σ", "partial": "∂", "nabla": "∇", "top": "⊤", "intercal": "⊤", "{": "[",
    "}": "]", "lbrace": "[", "rbrace": "]", "lbrack": "[", "rbrack": "]", "ldots": "…", "dots": "…", "cdots": "…",
    "dotsc": "…", "vdots": "…", "ddots": "…", "dotsb": "…", "hdots": "…",
    "\\": ";", "cr": ";", "colon": ":", "frac": "frac", "dfrac": "frac", "tfrac": "frac", "cfrac": "frac",
    "sqrt": "sqrt",
    "le": "≤", "leq": "≤", "leqslant": "≤",
}  # fmt: skip
SILENT = frozenset(
    [
        "left",
        "right",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "Biggl",
        "Biggr",
        "middle",
        "quad",
        "qquad",
        "displaystyle",
        "textstyle",
        "limits",
        "nolimits",
        ",",
        ";",
        "!",
        ":",
        ">",
        "(",
        ")",
        "[",
        "]",
    ]
) | {" ", "\n"}
FONTS = frozenset(
    [
        "mathbf",
        "mathrm",
        "mathbb",
        "mathsf",
        "mathit",
        "mathcal",
        "mathbbm",
        "boldsymbol",
        "bm",
        "bf",
        "rm",
        "vec",
        "text",
        "textrm",
        "textbf",
        "textit",
        "mbox",
        "operatorname",
        "operatorname*",
        "pmb",
        "mathop",
    ]
)
ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303",
    "widetilde": "\u0303",
}  # fmt: skip
GREEK = (
    {
        name: chr(code)
        for first, names in (
            (0x3B1, "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho"),
            (0x3C3, "sigma tau upsilon phi chi psi omega"),
        )
        for code, name in enumerate(names.split(), first)
    }
    | {"varepsilon": "ε", "vartheta": "θ", "varphi": "φ", "Delta": "Δ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ"}
    | {"ell": "l", "Lambda": "Λ", "Gamma": "Γ", "Omega": "Ω", "Theta": "Θ"}
)
# In plain text `xi`, `mu`, `nu`, `pi` may be meant letter by letter; these cannot.
SPELLED = {name: GREEK[name] for name in ("alpha", "beta", "gamma", "delta", "sigma", "theta", "lambda", "eta", "phi")}


def accented(name: str, accent: str) -> str:
    """`y` with a hat is the one symbol ŷ."""
    return unicodedata.normalize("NFC", name + accent)


def plain(text: str) -> tuple[str, list[int]]:
    """The text in our alphabet, and for each of its signs the place in `text` that it came from."""
    if text.isascii():  # & and the white space are all that changes
        return text.translate(_PLAIN), list(range(len(text)))
    signs: list[str] = []
    places: list[int] = []
    before = ""  # which run of small letters we are in
    for at, sign in enumerate(text):
        run, meant = _meant(sign)
        opening = "" if run == before else {"": "", "_": "_{", "^": "^{"}[run]
        closing = "}" if before and run != before else ""
        piece = closing + opening + meant
        signs.append(piece)
        places.extend([at] * len(piece))
        before = run
    if before:
        signs.append("}")
        places.append(len(text) - 1)
    return "".join(signs), places


def _meant(sign: str) -> tuple[str, str]:
    """Whether the sign is lowered or raised, and what it stands for."""
    if sign.isascii():
        return "", _MEANT.get(sign, sign)
    if sign in _LOWERED:
        return "_", _LOWERED[sign]
    if sign in _RAISED:
        return "^", _RAISED[sign]
    if sign in _MEANT:
        return "", _MEANT[sign]
    wide = unicodedata.normalize("NFKC", sign)
    if wide == sign or not wide.isprintable():
        return "", sign
    return "", _MEANT.get(wide, wide) if len(wide) == 1 else sign

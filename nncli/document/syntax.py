"""Our own words for what breaks the syntax of a YAML file.

A parser knows where it stumbled; a person wants to know what was forgotten. So each fault is told from the lines around
it, and the parser's sentence is only the last resort. This also makes both of PyYAML's parsers say the same.
"""

import re
from collections.abc import Callable

from nncli.document.lines import Source, shorten
from nncli.document.stumble import Stumble
from nncli.errors import Diagnostic
from nncli.words import _

_LONGEST_KEY = 1024


def explain(stumble: Stumble) -> Diagnostic:
    """The diagnostic for a syntax fault: what was forgotten, where, and how to write it."""
    margin = stumble.text[: stumble.source.margin(stumble.at[0])]
    if stumble.char == "\t" or "\t" in margin:
        column = stumble.at[1] if stumble.char == "\t" else margin.index("\t")
        return Diagnostic(
            "tab",
            _("a tab stands here where YAML wants spaces"),
            stumble.source.at(stumble.at[0], column),
            _("indent with spaces; most editors can turn tabs into spaces"),
        )
    return next((tell(stumble) for pattern, tell in _TOLD if re.search(pattern, stumble.problem)), _fallback(stumble))


def _fallback(s: Stumble) -> Diagnostic:
    return s.fault(_("this is not YAML: {problem}").format(problem=s.problem.rpartition(": ")[2]))


def _quote(s: Stumble) -> Diagnostic:
    quote = s.source.line(s.near[0])[s.near[1] : s.near[1] + 1]
    return s.fault(
        _("this quote is never closed"), _("end the text with {quote}").format(quote=quote), s.source.at(*s.near)
    )


def _escape(s: Stumble) -> Diagnostic:
    start = max(s.text.rfind("\\", 0, s.at[1] + 1), 0)
    written = re.match(r"\\(?:x[0-9a-fA-F]{0,2}|u[0-9a-fA-F]{0,4}|U[0-9a-fA-F]{0,8}|.?)", s.text[start:])
    escape = written[0] if written else "\\"
    return s.fault(
        _("'{escape}' is no escape that YAML knows").format(escape=escape),
        _("in double quotes '\\' begins an escape; in single quotes it is itself"),
        s.source.at(s.at[0], start, len(escape)),
    )


def _bracket(s: Stumble) -> Diagnostic:
    line, column = s.open or s.near
    bracket = s.source.line(line)[column : column + 1]
    closing = "}" if bracket == "{" else "]"
    # A line that is indented no more than the one with the bracket was meant to stand outside of it.
    if s.ended or (line < s.at[0] and s.char == ":" and s.source.margin(s.at[0]) <= s.source.margin(line)):
        help = _("end it with '{closing}'").format(closing=closing)
        return s.fault(_("this '{bracket}' is never closed").format(bracket=bracket), help, s.source.at(line, column))
    if s.char == ",":
        return s.fault(_("a value is missing before this ','"))
    opened = _("the '{bracket}' stands on line {line}").format(bracket=bracket, line=line + 1)
    if s.char and s.char in "]}":
        return s.fault(_("this '{char}' does not match '{bracket}'").format(char=s.char, bracket=bracket), opened)
    if (name := _bracketed_name(s)) is not None:
        message = _("a name with brackets stands in quotes here")
        here = s.source.at(s.at[0], name.start(), len(name[0]))
        return s.fault(message, _("write '{name}'").format(name=name[0]), here)
    if s.char != ":" and bracket == "{":
        return s.fault(_("a ':', a ',' or a '}}' is missing before this").format(), opened)
    # The colon is where the parser noticed; the key before it, first on its line, is what lacks the comma.
    at_key = line < s.at[0] and not re.search(r"[][{},:]", s.before)
    place = s.source.at(s.at[0], s.source.margin(s.at[0])) if at_key else None
    return s.fault(_("a ',' or a '{closing}' is missing before this").format(closing=closing), opened, place)


def _bracketed_name(s: Stumble) -> re.Match[str] | None:
    """A name such as w[i1,h1] around the fault: within braces YAML takes its brackets for a list."""
    names = re.finditer(r"[^\W\d]\w*\[[\w, ]*\](?:\.\w+)*", s.text)
    return next((name for name in names if name.start() <= s.at[1] < name.end() and s.char == "["), None)


def _content(s: Stumble) -> Diagnostic:
    if s.open:
        return _bracket(s)
    return s.fault(_("'{char}' stands where a value should be").format(char=s.char), _("put text in quotes"))


def _colon(s: Stumble) -> Diagnostic:
    above = s.above
    if len(s.before) > _LONGEST_KEY:
        return _long_key(s, s.at[0])
    if re.search(r":\s", s.before):
        return s.fault(
            _("a second ':' stands on this line"),
            _("put the value in quotes if the ':' belongs to it, or begin a new line"),
        )
    if above is None:
        return s.fault(_("a ':' cannot stand here"))
    if not re.search(r":(?:\s|$)", s.source.line(above)):
        return _no_colon(s, above, _("write it like 'key: value', or put a text of several lines in quotes"))
    return s.fault(
        _("this line is indented deeper than the one above, which has its value already"),
        _("begin it in the same column as its neighbours, or put a text of several lines in quotes"),
        s.source.whole(s.at[0]),
    )


def _question(s: Stumble) -> Diagnostic:
    return s.fault(_("a value cannot begin with '?' and a space"), _("put the value in quotes"))


def _no_colon(s: Stumble, line: int | None = None, help: str | None = None) -> Diagnostic:
    line = s.near[0] if line is None else line
    text = s.source.line(line)
    if tight := re.match(r"\s*(?:- )*-(?=[^\s-])", text):
        return s.fault(_("there is no space after this '-'"), None, s.source.at(line, tight.end() - 1))
    if tight := re.match(r"\s*(?:- )*[\w-]+:(?=\S)", text):
        return s.fault(_("there is no space after this ':'"), None, s.source.at(line, tight.end() - 1))
    if len(text.strip()) > _LONGEST_KEY:
        return _long_key(s, line)
    help = help or _("write it like 'key: value'")
    return s.fault(_("this line has no ':' after its key"), help, s.source.whole(line))


def _long_key(s: Stumble, line: int) -> Diagnostic:
    return s.fault(
        _("this key is longer than {limit} characters").format(limit=_LONGEST_KEY), None, s.source.whole(line)
    )


def _misplaced(s: Stumble) -> Diagnostic:
    if s.before.strip():
        help = _("put the whole value in one pair of quotes")
        if s.quoted and s.quoted[0] < s.quoted[1] == s.at[0]:
            help = _("the text in quotes began on line {line}: is a quote missing there?").format(line=s.quoted[0] + 1)
        return s.fault(_("the value ended before this"), help)
    if s.char == ":":
        return s.fault(_("there is no key before this ':'"))
    if re.match(r"-(?:\s|$)", s.text[s.at[1] :]) and "block mapping" in s.problem:
        return s.fault(
            _("a list item stands among the keys of a mapping"), _("give the list a key, and indent it below that key")
        )
    if s.at[1] == s.near[1] and "block collection" in s.problem:
        help = _("begin it with '- ', or indent it to make it part of the item above")
        return s.fault(_("a key stands among the items of a list"), help, s.source.whole(s.at[0]))
    return s.fault(
        _("the indentation of this line fits no line above it"),
        _("keys of one mapping, and items of one list, begin in the same column"),
        s.source.whole(s.at[0]),
    )


def _after_end(s: Stumble) -> Diagnostic:
    if s.text.startswith("%"):
        return _directive(s)
    if s.char and s.char in "]}":
        return s.fault(_("this '{char}' closes nothing").format(char=s.char))
    headed = s.source.line(0).startswith("%")
    help = _("a line '---' must stand between the '%' line and the data") if headed else None
    return s.fault(_("the document ended before this"), help)


def _directive(s: Stumble) -> Diagnostic:
    return s.fault(
        _("a line that begins with '%' is an order to the YAML reader, and this one is unknown"),
        _("put the text in quotes, or leave the line out"),
        s.source.whole(s.at[0]),
    )


def _start(s: Stumble) -> Diagnostic:
    return s.fault(_("a value cannot begin with '{char}'").format(char=s.char), _("put the value in quotes"))


def _item(s: Stumble) -> Diagnostic:
    if s.before.strip():
        return s.fault(
            _("a list cannot begin on the line of its key"),
            _("begin it on the next line, or write it like [1, 2]"),
        )
    return s.fault(_("a list item stands here, but the key above has its value already"), None, s.source.whole(s.at[0]))


def _nameless(s: Stumble) -> Diagnostic:
    sign = s.source.line(s.near[0])[s.near[1] : s.near[1] + 1]
    return s.fault(
        _("'{sign}' needs a name right after it").format(sign=sign),
        _("put the value in quotes if it is meant as text"),
        s.source.at(*s.near),
    )


def _block(s: Stumble) -> Diagnostic:
    sign = s.source.line(s.near[0])[s.near[1] : s.near[1] + 1]
    return s.fault(_("the text after '{sign}' begins on the next line").format(sign=sign))


def _tag(s: Stumble) -> Diagnostic:
    return tag_fault(s.source, *s.near)


def tag_fault(source: Source, line: int, column: int) -> Diagnostic:
    """The diagnostic for a tag: values here are plain data, and no tag is ever obeyed."""
    written = re.compile(r"![^\s,\[\]{}]*").search(source.line(line), column)
    start, tag = (written.start(), written[0]) if written else (column, "!")
    return Diagnostic(
        "tag",
        _("the tag {tag} is not read here").format(tag=shorten(tag)),
        source.at(line, start, len(tag)),
        _("leave it out; put the value in quotes if it is meant as text"),
    )


# The two parsers' own sentences, told apart by the words they share.
_TOLD: tuple[tuple[str, Callable[[Stumble], Diagnostic]], ...] = (
    (r"quoted scalar: found unexpected", _quote),
    (r"directive|incompatible YAML", _directive),
    (r"escape|hexa?decimal", _escape),
    (r"flow (?:sequence|mapping): ", _bracket),
    (r"node content", _content),
    (r"mapping values are not allowed", _colon),
    (r"mapping keys are not allowed", _question),
    (r"could not find expected ':'", _no_colon),
    (r"sequence entries are not allowed", _item),
    (r"cannot start any token", _start),
    (r"alphabetic or numeric", _nameless),
    (r"\btag\b", _tag),
    (r"block scalar", _block),
    (r"expected key|expected '-' indicator|<block end>", _misplaced),
    (r"<?document start>?", _after_end),
)

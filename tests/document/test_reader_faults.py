"""One fixture for each kind of bad input, its exact message asserted, with both parsers."""

import pytest

from nncli.document.reader import read_text
from nncli.errors import InputError

pytestmark = pytest.mark.usefixtures("loader")

TAB = "tab: a tab stands here where YAML wants spaces", "indent with spaces; most editors can turn tabs into spaces"
KEY = "yaml-syntax: this line has no ':' after its key", "write it like 'key: value'"
TEXT = KEY[0], "write it like 'key: value', or put a text of several lines in quotes"
WIDE = "'：' is the full-width colon; write ':' and a space after it"
MARGIN = (
    "yaml-syntax: the indentation of this line fits no line above it",
    "keys of one mapping, and items of one list, begin in the same column",
)
DEEPER = (
    "yaml-syntax: this line is indented deeper than the one above, which has its value already",
    "begin it in the same column as its neighbours, or put a text of several lines in quotes",
)
SECOND = (
    "yaml-syntax: a second ':' stands on this line",
    "put the value in quotes if the ':' belongs to it, or begin a new line",
)
ESCAPE = "in double quotes '\\' begins an escape; in single quotes it is itself"
QUOTE = "put the value in quotes"
NAME = "put the value in quotes if it is meant as text"
TAG = "leave it out; put the value in quotes if it is meant as text"
ENDED = "yaml-syntax: the value ended before this", "put the whole value in one pair of quotes"
DIRECTIVE = (
    "yaml-syntax: a line that begins with '%' is an order to the YAML reader, and this one is unknown",
    "put the text in quotes, or leave the line out",
)
LONG = "yaml-syntax: this key is longer than 1024 characters"
LIST = (
    "yaml-syntax: a list item stands among the keys of a mapping",
    "give the list a key, and indent it below that key",
)
COLON = "yaml-syntax: there is no space after this ':'"


# text, line, column, length, message, help
FAULTS = [
    # brackets
    ("a: [1, 2", 1, 4, 1, "yaml-syntax: this '[' is never closed", "end it with ']'"),
    ("a: {b: 1,\n\n# c\n", 1, 4, 1, "yaml-syntax: this '{' is never closed", "end it with '}'"),
    ("a: [[1], [2\nb: 3\nc: 4\n", 1, 10, 1, "yaml-syntax: this '[' is never closed", "end it with ']'"),
    ("a: [1, 2}", 1, 9, 1, "yaml-syntax: this '}' does not match '['", "the '[' stands on line 1"),
    ("a: {b: [1],\n  c: 2]", 2, 7, 1, "yaml-syntax: this ']' does not match '{'", "the '{' stands on line 1"),
    ("a: [1,, 2]", 1, 7, 1, "yaml-syntax: a value is missing before this ','", None),
    ("{b: 1; c: 2}", 1, 9, 1, "yaml-syntax: a ',' or a '}' is missing before this", "the '{' stands on line 1"),
    ("{\n b: 1\n c: 2}", 3, 2, 1, "yaml-syntax: a ',' or a '}' is missing before this", "the '{' stands on line 1"),
    ("{w[a,b]: w1}", 1, 2, 6, "yaml-syntax: a name with brackets stands in quotes here", "write 'w[a,b]'"),
    ("{b: 1, w[i1, h].new: w}", 1, 8, 12, "yaml-syntax: a name with brackets stands in quotes here",
     "write 'w[i1, h].new'"),
    ("['a' 'b']", 1, 6, 1, "yaml-syntax: a ',' or a ']' is missing before this", "the '[' stands on line 1"),
    ("{'a' 1}", 1, 6, 1, "yaml-syntax: a ':', a ',' or a '}' is missing before this", "the '{' stands on line 1"),
    ("a: ]", 1, 4, 1, "yaml-syntax: ']' stands where a value should be", "put text in quotes"),
    ("[a]]", 1, 4, 1, "yaml-syntax: this ']' closes nothing", None),
    ("{a: 1}\nb: 2", 2, 1, 1, "yaml-syntax: the document ended before this", None),
    # colons
    ("a: 1\nb\nc: 2", 2, 1, 1, *KEY),
    ("a: 1\n  \nsome words\n", 3, 1, 10, *KEY),
    ("a b\nc: 1", 1, 1, 3, *TEXT),
    ("a: hello\n  world\n  note: x", 2, 3, 5, *TEXT),
    ("a: 1\nb:2\n", 2, 2, 1, COLON, None),
    ("a:1\nb: 2", 1, 2, 1, COLON, None),
    ("- a:1\n  b: 2", 1, 4, 1, COLON, None),
    ("- a\n -b\n-c", 3, 1, 1, "yaml-syntax: there is no space after this '-'", None),
    ("a: b: c", 1, 5, 1, *SECOND),
    ("a: 'b': c", 1, 7, 1, *SECOND),
    (": a", 1, 1, 1, "yaml-syntax: there is no key before this ':'", None),
    ("a: 1\n" + "x" * 1100 + ": 1", 2, 1, 1103, LONG, None),
    ("a:1\nb:2\n", 1, 1, 3, "no-key: the whole file is one text, without a key", "write ':' and a space after it"),
    # indentation
    ("a:\n  b: 1\n c: 2", 3, 2, 4, *MARGIN),
    ("layers:\n- a: 1\n b: 2\n", 3, 2, 4, *MARGIN),
    ("a: |\n  x\n b\nc: 1", 3, 2, 1, *MARGIN),
    ("a:\n  b: 1\n   c: 2", 3, 4, 4, *DEEPER),
    ("a: 1\n  b: 2", 2, 3, 4, *DEEPER),
    ("a: 1\n- b", 2, 1, 1, *LIST),
    ("a: 'b'\n  - c", 2, 3, 1, *LIST),
    (
        *("- a\nb: 1", 2, 1, 4, "yaml-syntax: a key stands among the items of a list"),
        "begin it with '- ', or indent it to make it part of the item above",
    ),
    (
        *("a: - 1", 1, 4, 1, "yaml-syntax: a list cannot begin on the line of its key"),
        "begin it on the next line, or write it like [1, 2]",
    ),
    ("\ta: 1", 1, 1, 1, *TAB),
    ("a:\n\t- 1", 2, 1, 1, *TAB),
    ("a:\n  b: 1\n \tc: 2", 3, 2, 1, *TAB),
    ("a: |\n\tx", 2, 1, 1, *TAB),
    # quotes, escapes, and signs that need quotes
    ('a: "abc', 1, 4, 1, "yaml-syntax: this quote is never closed", 'end the text with "'),
    ("a: 'abc\nb: 1", 1, 4, 1, "yaml-syntax: this quote is never closed", "end the text with '"),
    ("a: 'b' c", 1, 8, 1, *ENDED),
    ("a: 'it's'\n", 1, 8, 1, *ENDED),
    ('a: "x\nb: "y"\n', 2, 5, 1, ENDED[0], "the text in quotes began on line 1: is a quote missing there?"),
    (r'a: "\q"', 1, 5, 2, r"yaml-syntax: '\q' is no escape that YAML knows", ESCAPE),
    (r'a: "\x1"', 1, 5, 3, r"yaml-syntax: '\x1' is no escape that YAML knows", ESCAPE),
    (r'a: "\ud83d"', 1, 5, 6, r"yaml-syntax: '\ud83d' is no escape that YAML knows", ESCAPE),
    ('a: 1\nb: "c\\U00110000"', 2, 6, 10, r"yaml-syntax: '\U00110000' is no escape that YAML knows", ESCAPE),
    ("a: @x", 1, 4, 1, "yaml-syntax: a value cannot begin with '@'", QUOTE),
    ("a: `x`", 1, 4, 1, "yaml-syntax: a value cannot begin with '`'", QUOTE),
    ("a: %x", 1, 4, 1, "yaml-syntax: a value cannot begin with '%'", QUOTE),
    ("a: ? b", 1, 4, 1, "yaml-syntax: a value cannot begin with '?' and a space", QUOTE),
    ("a: *", 1, 4, 1, "yaml-syntax: '*' needs a name right after it", NAME),
    ("a: & b", 1, 4, 1, "yaml-syntax: '&' needs a name right after it", NAME),
    ("a: > x\n b", 1, 6, 1, "yaml-syntax: the text after '>' begins on the next line", None),
    ("%x", 1, 1, 2, *DIRECTIVE),
    ("%YAML 2.0\n---\na", 1, 1, 9, *DIRECTIVE),
    (
        *("%YAML 1.2\na", 2, 1, 1, "yaml-syntax: the document ended before this"),
        "a line '---' must stand between the '%' line and the data",
    ),
    # what YAML allows and we do not
    ("a: 1\n---\nb: 1", 2, 1, 3, "many-documents: a second document begins here; one file holds one", None),
    ("a: 1\nb: 2\n'a': 3", 3, 1, 3, "duplicate-key: 'a' is given twice, on line 1 and on line 3", None),
    ("1: a\n'1': b", 2, 1, 3, "duplicate-key: '1' is given twice, on line 1 and on line 2", None),
    ("{a: 1, a: 2}", 1, 8, 1, "duplicate-key: 'a' is given twice, on line 1 and on line 1", None),
    (
        *("a: &a {b: 1}\nc:\n  <<: *a", 3, 3, 2, "merge-key: the merge key << is not part of YAML 1.2"),
        "write out the keys that are meant",
    ),
    ("? [a]\n: b", 1, 3, 1, "bad-key: a list or a mapping cannot be a key", "write the key as text"),
    ("{[[a], {b}]: c}", 1, 2, 1, "bad-key: a list or a mapping cannot be a key", "write the key as text"),
    ("a: &a b\n*a : c", 2, 1, 2, "bad-key: an alias cannot be a key", "write the key out"),
    ("a: !!str b", 1, 4, 5, "tag: the tag !!str is not read here", TAG),
    ("a: &b !c [1]", 1, 7, 2, "tag: the tag !c is not read here", TAG),
    ("a: !<tag:x> b", 1, 4, 8, "tag: the tag !<tag:x> is not read here", TAG),
    ("a: ! b", 1, 4, 1, "tag: the tag ! is not read here", TAG),
    ("a: !e!x b", 1, 4, 4, "tag: the tag !e!x is not read here", TAG),
    (
        *("a: !!python/object/apply:os.system ['x']", 1, 4, 31),
        *("tag: the tag !!python/object/apply:os.system is not read here", TAG),
    ),
    ("&a [*a]", 1, 5, 2, "recursive-alias: '*a' stands inside the value that it repeats", None),
    ("a: {b: &x {c: [*x]}}", 1, 16, 2, "recursive-alias: '*x' stands inside the value that it repeats", None),
    ("a: *b\nc: &b 1", 1, 4, 2, "unknown-alias: no '&b' stands above this", None),
    ("a: b\0", 1, 5, 1, "control-character: there is a NUL here: this is not a text file", None),
    ("a: \x1b[2J", 1, 4, 1, "control-character: the character U+001B may not stand in a text file", None),
    ("a: b\ufeff", 1, 5, 1, "control-character: the character U+FEFF may not stand in a text file", None),
    ("a: \ud800", 1, 4, 1, "control-character: the character U+D800 may not stand in a text file", None),
    (
        *(r'a: "\e[2J"', 1, 4, 7, "control-character: an escape in these quotes makes the character U+001B, "
        r"which may not stand in a text", r"in single quotes '\' is itself"),
    ),
    # the full-width signs of a Chinese keyboard
    ("name: x\nrate：0.5\nloss: y\n", 2, 1, 8, KEY[0], WIDE),
    ("rate：0.5\nname: x", 1, 1, 8, KEY[0], WIDE),
    ("rate：0.5\n", 1, 1, 8, "no-key: the whole file is one text, without a key", WIDE),
    ("a: {rate：0.5}", 1, 5, 8, "full-width: 'rate：0.5' is a key without a value", WIDE),
    ("a: {'b' ： 1}", 1, 9, 1, "yaml-syntax: a ':', a ',' or a '}' is missing before this", WIDE),
    ("a: 'b' # 名：字\nc", 2, 1, 1, *KEY),
    ("a: [1, 2】\n", 1, 4, 1, "yaml-syntax: this '[' is never closed", "'】' is a full-width sign; write ']'"),
    (
        *("a: 1\n　b\n", 2, 1, 2, KEY[0]),
        "there is a full-width space on this line; write plain spaces",
    ),
    ("a:\n　b: 1", 2, 1, 2, "full-width: the key 'b' begins with a wide space", "indent with plain spaces"),
]  # fmt: skip


@pytest.mark.parametrize("row", FAULTS, ids=[repr(row[0])[:40] for row in FAULTS])
def test_fault(row):
    text, line, column, length, message, help = row
    with pytest.raises(InputError) as caught:
        read_text(text, "f.yaml")
    (fault,) = caught.value.diagnostics
    assert f"{fault.code}: {fault.message}" == message
    assert fault.help == help
    assert (fault.place.file, fault.place.line, fault.place.column) == ("f.yaml", line, column)
    assert fault.place.length == length
    assert fault.place.text == text.split("\n")[line - 1]


def test_all_faults_are_told_at_once():
    text = "a: .inf\nb: !x y\nb: 3\n<<: {a: 1, a: *q}\n? [z]\n: 1e999\nc: [1, 2\n"
    with pytest.raises(InputError) as caught:
        read_text(text, "f")
    assert [(d.code, str(d.place)) for d in caught.value.diagnostics] == [
        ("not-finite", "f:1:4"),
        ("tag", "f:2:4"),
        ("duplicate-key", "f:3:1"),
        ("merge-key", "f:4:1"),
        ("duplicate-key", "f:4:12"),
        ("unknown-alias", "f:4:15"),
        ("bad-key", "f:5:3"),
        ("number-range", "f:6:3"),
        ("yaml-syntax", "f:7:4"),
    ]

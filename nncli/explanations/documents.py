"""Files that cannot be read as YAML, or at all."""

from nncli.explanations.explanation import Explanation
from nncli.words import N_

DOCUMENTS = (
    Explanation(
        "bad-key",
        N_("A key is a list, a mapping or an alias, and a key has to be text."),
        N_("Write the key as plain text; put it in quotes where it begins with [, { or *."),
        ("nncli trace net.yaml",),
        {"net.yaml": ("title: t\n[a, b]: 1\n")},
    ),
    Explanation(
        "cannot-read",
        N_("The file is there, and the system does not let it be read: a damaged disk, a device that is gone."),
        N_("Look at the reason that is told behind it; copy the file elsewhere and try again."),
    ),
    Explanation(
        "control-character",
        N_("The file holds a character that is not text, such as the byte 0 or an escape."),
        N_("Delete it; the place is told. If the whole file looks like that, it is no text file."),
        ("nncli trace net.yaml",),
        {"net.yaml": "title: a\u0007b\n"},
    ),
    Explanation(
        "duplicate-key",
        N_("One key stands twice in one mapping, and only one of the two can be meant."),
        N_("Delete one of the two, or correct its name."),
        ("nncli trace net.yaml",),
        {"net.yaml": ("title: one\ntitle: two\n")},
    ),
    Explanation(
        "empty",
        N_("The file is there, and holds no data: nothing at all, or comments alone, or a table without rows."),
        N_("Name another file, or write something into this one."),
        ("nncli trace net.yaml",),
        {"net.yaml": "# nothing yet\n"},
    ),
    Explanation(
        "full-width",
        N_("A colon or a space is the wide one of Chinese writing, which YAML does not take for its own."),
        N_("Write ':' and a plain space behind a key, and indent with plain spaces."),
        ("nncli trace net.yaml",),
        {"net.yaml": ("　title: t\ninputs: 2\n")},
    ),
    Explanation(
        "is-a-folder",
        N_("A folder is named where a file is needed."),
        N_("Name the file in the folder."),
        ("nncli trace ./",),
    ),
    Explanation(
        "many-documents",
        N_("The file holds several YAML documents, parted by a line '---', and one is needed."),
        N_("Keep each in a file of its own."),
        ("nncli trace net.yaml",),
        {"net.yaml": ("title: one\n---\ntitle: two\n")},
    ),
    Explanation(
        "merge-key",
        N_("The key << takes over the keys of another mapping in old YAML; in YAML 1.2 it is no more than text."),
        N_("Write out the keys that are meant."),
        ("nncli trace net.yaml",),
        {"net.yaml": ("title: t\n<<: {inputs: 2}\n")},
    ),
    Explanation(
        "no-key",
        N_("A line, or the whole file, is text without a key."),
        N_("Write a key, ':' and a space before the text."),
        ("nncli grade ch5 s.yaml --format json",),
        {"s.yaml": ("relu-update:\n  h1.net: 0.36\n  and so on\n")},
    ),
    Explanation(
        "no-permission",
        N_("The file is there, and you may not read it."),
        N_("Give yourself the right to read it (chmod u+r FILE), or copy it."),
    ),
    Explanation(
        "no-such-file",
        N_("There is no file of that name here."),
        N_("Look at the spelling and at the folder that you are in. A bundled spec is named without '.yaml'."),
        ("nncli trace nowhere.yaml",),
    ),
    Explanation(
        "not-a-file",
        N_("What is named is neither a file nor a folder: a device, a socket, a pipe."),
        N_("Name a file; for standard input write '-'."),
        ("nncli trace /dev/zero",),
    ),
    Explanation(
        "not-finite",
        N_("A number is infinite, or 'not a number'; nothing can be computed with it."),
        N_("Write the number that is meant."),
        ("nncli trace lecture --set learning_rate=.inf",),
    ),
    Explanation(
        "not-utf8",
        N_("The file is not UTF-8 text: it is in an older encoding, or no text at all."),
        N_("Save it as UTF-8; every editor offers that under 'Save as'."),
    ),
    Explanation(
        "number-range",
        N_("The number is too large or too small for double precision."),
        N_("Write a number between 1e-307 and 1e308, or 0."),
        ("nncli trace lecture --set learning_rate=1e999",),
    ),
    Explanation(
        "number-too-long",
        N_("The number has more digits than anybody writes."),
        N_("Write fewer digits: double precision keeps 17."),
    ),
    Explanation(
        "recursive-alias",
        N_("An alias (*name) stands inside of what it stands for, so that the value would have no end."),
        N_("Write the value out."),
        ("nncli trace net.yaml",),
        {"net.yaml": ("title: t\nlayers: &a [*a]\n")},
    ),
    Explanation(
        "tab",
        N_("A line is indented with a tab, and YAML indents with spaces."),
        N_("Put spaces in the tab's place."),
        ("nncli trace net.yaml",),
        {"net.yaml": ("layers:\n\tunits: 1\n")},
    ),
    Explanation(
        "tag",
        N_("A word that begins with '!' is a tag of YAML, and tags are not read here."),
        N_("Leave it out, or put the text in quotes."),
        ("nncli trace net.yaml",),
        {"net.yaml": "title: !python/object t\n"},
    ),
    Explanation(
        "too-deep",
        N_("Lists and mappings are nested deeper than any spec or sheet needs."),
        N_("Look for brackets that are opened too often."),
        ("nncli trace net.yaml",),
        {"net.yaml": "title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n"},
    ),
    Explanation(
        "too-many-aliases",
        N_("Aliases (*name) stand for so much that the file would swell beyond measure."),
        N_("Write the values out."),
        ("nncli trace net.yaml",),
        {
            "net.yaml": (
                "title: &t two\n"
                "names:\n"
                "  - [*t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t]\n"
                "  - [*t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t, *t]\n"
            )
        },
    ),
    Explanation(
        "too-many-faults",
        N_("So much is wrong that the rest is not told: what follows is often a consequence of the first fault."),
        N_("Mend the first ones and try again."),
    ),
    Explanation(
        "too-many-values",
        N_("The file holds more values than any spec or sheet needs."),
        N_("Put data in a CSV file, and name it under 'data:'."),
    ),
    Explanation(
        "unknown-alias",
        N_("An alias (*name) stands for nothing: no &name was written before it."),
        N_("Write the value out, or put the text in quotes."),
        ("nncli trace net.yaml",),
        {"net.yaml": "title: *missing\n"},
    ),
    Explanation(
        "yaml-syntax",
        N_(
            "The file is not YAML: a colon, a comma, a bracket or a quote is missing or too many, or lines "
            "are indented unevenly."
        ),
        N_("Mend it at the caret; what is told there says what was expected."),
        ("nncli trace net.yaml",),
        {"net.yaml": "inputs: [1, 2\n"},
    ),
)

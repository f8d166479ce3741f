"""Options, names and paths on the command line, and runs that break down."""

from nncli.explanations.explanation import Explanation
from nncli.words import N_

COMMANDS = (
    Explanation(
        "bad-option",
        N_("An option has a value that it does not take, or goes not with another."),
        N_("The message says what it takes; '--help' shows all options with an example."),
        ("nncli trace lecture --format paper",),
    ),
    Explanation(
        "bad-path",
        N_("The left side of '--set KEY=VALUE' cannot be read as a way to a value."),
        N_("Write it like layers[0].activation; lists count from 0."),
        ("nncli trace lecture --set layers[x]=1",),
    ),
    Explanation(
        "cannot-write",
        N_("The output cannot be written: the disk is full, the folder is not there, or you have no right to."),
        N_("Look at the reason that is told, or name another place."),
        ("nncli specs copy lecture nowhere/a.yaml",),
    ),
    Explanation(
        "file-exists",
        N_("The file is already there, and nncli never overwrites."),
        N_("Name another file, or delete this one yourself."),
        (
            "nncli specs copy lecture",
            "nncli specs copy lecture",
        ),
    ),
    Explanation(
        "missing-extra",
        N_("What was asked needs a package that is not installed with the program itself."),
        N_("The message says how to install it, such as pip install 'backprop-chalkboard[plot]'."),
    ),
    Explanation(
        "no-exact-value",
        N_("A function has no exact value as a fraction, such as e^x."),
        N_("Use '--arithmetic float', or units whose values are fractions: relu, step, identity, maxout."),
        ("nncli trace lecture --arithmetic exact",),
    ),
    Explanation(
        "no-rounding",
        N_("'--arithmetic rounded' rounds as the source does, and the spec does not say how."),
        N_("Add 'rounding: {default: 4}' to the spec, or use --set rounding.default=4."),
        ("nncli trace xor-relu --arithmetic rounded",),
    ),
    Explanation(
        "no-such-code",
        N_("There is no error of that code."),
        N_("'nncli explain' lists them; a code is the word in brackets behind 'error'."),
        ("nncli explain unknown-kee",),
    ),
    Explanation(
        "no-such-homework",
        N_("There is no bundled homework of that name, and no such path."),
        N_("'nncli homework' lists them; an assignment of your own is named by its path."),
        ("nncli homework show ch99",),
    ),
    Explanation(
        "no-such-place",
        N_("'--set' names a place that the spec does not have."),
        N_("Lists count from 0: layers[0] is the first."),
        ("nncli trace lecture --set layers[9].activation=relu",),
    ),
    Explanation(
        "no-such-spec",
        N_("There is no bundled spec of that name."),
        N_("'nncli specs' lists them; a file of your own is named with its ending .yaml."),
        ("nncli trace lektion",),
    ),
    Explanation(
        "overflow",
        N_("A number of the run has left the range of the arithmetic."),
        N_("Take a smaller learning rate, smaller weights or inputs; 'nncli trace' shows the step where it grows."),
        (
            "nncli trace lecture --set layers[0].activation=identity --set layers[1].activati"
            "on=identity --set learning_rate=1e150 --steps 3",
        ),
    ),
    Explanation(
        "stopped",
        N_("You stopped a comparison before all runs had ended; those that had are kept."),
        N_("Run the same command again with the same --out to make the others."),
    ),
    Explanation(
        "too-many",
        N_("More is asked, or written, than is made or read at once."),
        N_("Ask for less; the message names the limit."),
        ("nncli compare xor --vary learning_rate=0.1,0.2 --seeds 100000",),
    ),
)

"""Networks that are not whole."""

from nncli.explanations.explanation import Explanation
from nncli.words import N_

SPECS = (
    Explanation(
        "bad-name",
        N_("A name, or an id, has signs that cannot be in one."),
        N_("Take one word of letters, digits and _, which does not begin with a digit."),
        ("nncli trace net.yaml",),
        {"net.yaml": ("title: t\ninputs: [2x, y]\nlayers: [{units: 1, activation: tanh}]\nsamples: [{x: [1, 2]}]\n")},
    ),
    Explanation(
        "both-offsets",
        N_("A layer, or a perceptron, has biases and thresholds, and they are the same with opposite signs."),
        N_("Leave one of the two out."),
        ("nncli trace lecture --set layers[0].biases=[0,0] --set layers[0].thresholds=[0,0]",),
    ),
    Explanation(
        "both-sources",
        N_("The examples stand in 'samples' and come from 'data' as well."),
        N_("Leave one of the two out."),
        ("nncli train lecture --set data=xor",),
    ),
    Explanation(
        "does-not-fit",
        N_("A window does not fit into the maps that it is to move over, or an activation does not go with a layer."),
        N_("The message says which sizes and strides fit."),
        ("nncli trace small-cnn --set layers[0].stride=3",),
    ),
    Explanation(
        "loss-does-not-fit",
        N_("The loss does not go with the activation of the outputs, or with the data."),
        N_("Take 'cross_entropy' behind softmax, 'binary_cross_entropy' behind sigmoid, 'squared' behind all others."),
        ("nncli trace lecture --set loss=cross_entropy",),
    ),
    Explanation(
        "missing-key",
        N_("A key is left out that is needed."),
        N_("Write it; the docs and 'nncli schema' say what it takes."),
        ("nncli trace net.yaml",),
        {"net.yaml": "title: t\n"},
    ),
    Explanation(
        "no-loss",
        N_("What was asked needs a loss, and the spec names none."),
        N_("Add 'loss: squared' and a target for each sample, or ask for the forward pass alone."),
        ("nncli check net.yaml",),
        {
            "net.yaml": (
                "title: t\ninputs: 1\nlayers: [{units: 1, activation: tanh, weights: [[1]]}]\nsamples: [{x: [1]}]\n"
            )
        },
    ),
    Explanation(
        "no-maps",
        N_("A convolution or a pool reads maps, and before it stand single units."),
        N_("Give the inputs rows and columns, as in 'inputs: {X: [28, 28]}'."),
        ("nncli trace net.yaml",),
        {"net.yaml": ("title: t\ninputs: 4\nlayers: [{kind: max-pooling, size: 2}]\nsamples: [{x: [1, 2, 3, 4]}]\n")},
    ),
    Explanation(
        "not-a-mapping",
        N_("The file holds a list or a single value where keys are expected."),
        N_("Begin with keys: 'title:', 'inputs:', 'layers:' in a spec, 'title:', 'problems:' in an assignment."),
        ("nncli trace net.yaml",),
        {"net.yaml": "[1, 2]\n"},
    ),
    Explanation(
        "other-system",
        N_("The command takes layered networks, and the spec is another system, such as a perceptron."),
        N_("Use 'nncli trace', 'verify' or 'check', which take every system."),
        ("nncli train perceptron-and",),
    ),
    Explanation(
        "out-of-range",
        N_("A number lies outside of what it may be, or points beyond what there is."),
        N_("The message says what it may be."),
        ("nncli trace lecture --set learning_rate=-1",),
    ),
    Explanation(
        "reserved-name",
        N_("The name means something else already, such as eta, the learning rate."),
        N_("Take another name."),
        ("nncli trace lecture --set inputs=[eta,B]",),
    ),
    Explanation(
        "same-name",
        N_("Two things bear one name, and an id would not say which is meant."),
        N_("Give each a name of its own."),
        ("nncli trace lecture --set inputs=[A,A]",),
    ),
    Explanation(
        "shape",
        N_("There are more or fewer numbers than units, or a matrix is turned on its side."),
        N_("Weights are written [from][to]: a row for each unit that they come from."),
        ("nncli trace lecture --set samples[0].x=[1,2,3]",),
    ),
    Explanation(
        "too-few",
        N_("A list has fewer entries than are needed."),
        N_("The message says how many there must be."),
        ("nncli trace lecture --set samples=[]",),
    ),
    Explanation(
        "too-large",
        N_("A network, a run, a formula or a file is larger than nncli takes."),
        N_("The message names the limit; take fewer units, samples, steps or rows."),
        ("nncli trace digits",),
    ),
    Explanation(
        "too-long",
        N_("A text or a line is longer than anybody writes by hand."),
        N_("Shorten it; the message names the limit."),
        ("nncli homework lint a.yaml",),
        {
            "a.yaml": (
                "title: t\n"
                "problems:\n"
                "- {id: one-step-of-back-propagation-in-a-network-of-two-layers, kind: text, titl"
                "e: t, statement: s, points: 1}\n"
            )
        },
    ),
    Explanation(
        "unknown-key",
        N_("A key is misspelt, or belongs elsewhere."),
        N_("The message offers the nearest one, and says where it belongs. 'nncli schema' lists all of them."),
        ("nncli trace lecture --set colour=red",),
    ),
    Explanation(
        "unknown-quantity",
        N_("An id names no quantity of this network."),
        N_("'nncli trace SPEC' shows what there is; O.delta, w[A,P].new and the source's own names are ids."),
        ("nncli trace lecture --why zz",),
    ),
    Explanation(
        "unknown-unit",
        N_("Weights or other numbers are given for a unit that is not there."),
        N_("Correct the name; the message lists the units."),
        ("nncli trace net.yaml",),
        {
            "net.yaml": (
                "title: t\n"
                "inputs: [a]\n"
                "layers: [{units: [y], activation: tanh, weights: {z: {y: 1}}}]\n"
                "samples: [{x: [1]}]\n"
            )
        },
    ),
    Explanation(
        "unknown-word",
        N_("A value is none of the words that the key takes."),
        N_("The message lists them, or offers the nearest."),
        ("nncli trace lecture --set layers[0].activation=sigmoyd",),
    ),
    Explanation(
        "wrong-kind",
        N_("A value is of another kind: text in place of a number, a list in place of one value."),
        N_("Write what is asked; a number stands without quotes."),
        ("nncli trace lecture --set learning_rate=fast",),
    ),
)

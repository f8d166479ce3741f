"""Training, and the folders of runs."""

from nncli.explanations.explanation import Explanation
from nncli.words import N_

TRAINING = (
    Explanation(
        "engine",
        N_("The engine that was asked for cannot train this network."),
        N_("Leave 'training.engine' out: the program takes the fastest that can."),
        ("nncli train xor --set training.engine=scalar --set training.optimiser=adam --epochs 1",),
    ),
    Explanation(
        "no-checkpoint",
        N_("The run was stopped before its first checkpoint, and there is nothing to go on from."),
        N_("Begin it again, with another --out."),
    ),
    Explanation(
        "no-classes",
        N_("Early stopping by accuracy needs classes, and the data have numbers."),
        N_("Take 'early_stopping: loss'."),
        (
            "nncli train xor --set 'data={name: plane, validation: 0.2}' --set training.early"
            "_stopping=accuracy --epochs 1",
        ),
    ),
    Explanation(
        "no-fast-twin",
        N_("'train' takes fully connected layers, and the network has one of another kind."),
        N_("'trace', 'verify', 'check' and 'grade' take it."),
        ("nncli train small-cnn --epochs 1",),
    ),
    Explanation(
        "no-model",
        N_("The run has not ended, and has left no model yet."),
        N_("End it with Ctrl-C, or go on with it: nncli train --resume RUN."),
    ),
    Explanation(
        "no-run",
        N_("The folder holds no run of 'nncli train'."),
        N_("Name the folder that was given with --out."),
        ("nncli evaluate nowhere",),
    ),
    Explanation(
        "no-such-input",
        N_("The network has no input of that name."),
        N_("Correct the name; the message lists the inputs."),
        (
            "nncli train xor --epochs 1 --out run",
            "nncli plot run boundary --inputs a,b",
        ),
    ),
    Explanation(
        "no-such-layer",
        N_("The network has no layer of that name or number."),
        N_("Correct it; the message lists the layers."),
        (
            "nncli train xor --epochs 1 --out run",
            "nncli plot run units --layer h9",
        ),
    ),
    Explanation(
        "not-npz",
        N_("A file of the run is no .npz file, or is damaged."),
        N_("Train again, or go on from another copy of the folder."),
    ),
    Explanation(
        "pickle",
        N_("A file of the run holds Python objects, and reading those would run what they say."),
        N_("It was not written by nncli: do not use it."),
    ),
    Explanation(
        "wrong-checkpoint",
        N_("The checkpoint is of another network, optimiser or precision than the spec beside it, or damaged."),
        N_("A run goes on with those it was begun with; begin a new one for others, with --out."),
    ),
    Explanation(
        "wrong-model",
        N_("The model file does not hold the parameters of the spec beside it."),
        N_("Keep the files of a run together as they were written."),
    ),
)

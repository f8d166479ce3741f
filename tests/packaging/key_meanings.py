"""The headings of the pages of keys, and what the schemas take for granted but a page says."""

SPEC_SECTIONS = {
    "Spec": "A spec",
    "PerceptronSpec": "A spec of a perceptron",
    "DenseSpec": "A layer: dense",
    "ConvolutionSpec": "A layer: convolution",
    "PoolingSpec": "A layer: pooling",
    "ActivationChoice": "An activation with its settings",
    "Sample": "A sample",
    "Initialiser": "The initialiser",
    "Conventions": "Conventions",
    "Places": "Digits",
    "Figure": "A printed figure",
    "DataChoice": "Data",
    "Training": "Training",
    "OptimiserChoice": "An optimiser with its settings",
    "ScheduleChoice": "A schedule with its settings",
    "Regularisation": "Regularisation",
    "EarlyStopping": "Early stopping",
    "Stop": "When to stop",
    "OffsetSpec": "A threshold or a bias of a perceptron",
}
ASSIGNMENT_SECTIONS = {"AssignmentSpec": "An assignment", "Problem": "A problem"}
# Where the schema has no description yet; those of specs all have one.
MEANINGS = {
    "title": "what it is called",
    "problems": "the problems in order",
    "id": "what a sheet calls it",
    "kind": "what is asked: which of the keys below it takes follows from it",
    "statement": "what is asked, as the student reads it",
    "points": "what it is worth",
}

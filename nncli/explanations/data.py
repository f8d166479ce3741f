"""Tables and data sets."""

from nncli.explanations.explanation import Explanation
from nncli.words import N_

DATA = (
    Explanation(
        "a-table",
        N_("A table stands where a spec is wanted: the program does not know yet what network is to learn it."),
        N_("Let 'nncli new' write a spec for the table, and train that."),
        ("nncli train t.csv",),
        {"t.csv": ("x,y,class\n1,2,a\n4,5,b\n")},
    ),
    Explanation(
        "damaged",
        N_("A file of MNIST is not whole: its numbers are fewer or more than its head says."),
        N_("Fetch it again."),
    ),
    Explanation(
        "has-a-test",
        N_("The data set has a test part of its own, and another would be cut from its training part."),
        N_("Leave 'data.test' out."),
    ),
    Explanation(
        "inputs-do-not-fit",
        N_("The table has other columns, or another number of them, than the network has inputs."),
        N_("Name the columns as the inputs are named, or change 'inputs' in the spec."),
        ("nncli train xor --data t.csv --epochs 1",),
        {"t.csv": ("a,b,c,class\n1,2,3,0\n4,5,6,1\n")},
    ),
    Explanation(
        "missing-cell",
        N_("A cell of the table is empty, and every row is needed, or no row would be left without such cells."),
        N_("Fill it in, or delete the row."),
        ("nncli train xor --epochs 1 --out run", "nncli predict run t.csv"),
        {"t.csv": ("x1,x2\n1,\n0,1\n")},
    ),
    Explanation(
        "no-data",
        N_("'data' needs a name or a file, and has neither or both."),
        N_("Write one: 'data: xor' or 'data: {file: iris.csv}'."),
    ),
    Explanation(
        "no-such-array",
        N_("The .npz file does not hold the arrays x and y."),
        N_("Save it with numpy.savez(FILE, x=…, y=…)."),
    ),
    Explanation(
        "no-such-column",
        N_("The table has no column of the name that 'data.label' gives."),
        N_("Correct the name; the message lists the columns."),
        ("nncli train xor --set 'data={file: t.csv, label: kind}' --epochs 1",),
        {"t.csv": ("x,y,class\n1,2,0\n4,5,1\n")},
    ),
    Explanation(
        "no-such-data",
        N_("There is no bundled data set of that name, and no such file."),
        N_("'nncli data' lists them; a file of your own ends in .csv or .npz."),
        ("nncli train xor --data irises --epochs 1",),
    ),
    Explanation(
        "not-a-number",
        N_("A cell holds text in a column of numbers."),
        N_("Correct the cell, or leave the column out."),
        ("nncli train xor --data t.csv --epochs 1",),
        {"t.csv": ("x,y,class\n1,big,0\n4,5,1\n")},
    ),
    Explanation(
        "not-csv",
        N_("The file cannot be read as a table: a quote is never closed, or a cell is too long."),
        N_("Save it as CSV from the program that it comes from."),
        ("nncli train xor --data t.csv --epochs 1",),
        {"t.csv": ('x,y,class\n1,"2,0\n')},
    ),
    Explanation(
        "not-idx",
        N_("The file is none of MNIST's: it does not begin as they do."),
        N_("Look whether the files of pictures and of labels are exchanged."),
    ),
    Explanation(
        "not-labels",
        N_("The array of classes holds something other than whole numbers or names."),
        N_("Save y as whole numbers or as text."),
    ),
    Explanation(
        "not-numbers",
        N_("An array of the .npz file holds something other than numbers."),
        N_("Save x as an array of floats."),
    ),
    Explanation("not-text", N_("The table is not UTF-8 text."), N_("Save it as 'CSV UTF-8'.")),
    Explanation(
        "one-class",
        N_("Every row is of one class, so that there is nothing to tell apart."),
        N_("Take rows of two classes or more, or name another column under 'data.label'."),
        ("nncli train xor --data t.csv --epochs 1",),
        {"t.csv": ("x,y,class\n1,2,cat\n4,5,cat\n")},
    ),
    Explanation(
        "one-of-four",
        N_("One of MNIST's four files is named, and all four are needed."),
        N_("Name the folder that holds them."),
    ),
    Explanation(
        "outputs-do-not-fit",
        N_("The data have more or fewer classes than the network has outputs, or numbers where it has classes."),
        N_("Give the last layer a unit for each class, or one unit for two classes."),
        ("nncli train xor --data t.csv --epochs 1",),
        {"t.csv": ("x,y,class\n1,2,a\n4,5,b\n6,7,c\n")},
    ),
    Explanation(
        "pickled",
        N_("The .npz file holds Python objects, and reading those would run what they say."),
        N_("Save plain arrays alone."),
    ),
    Explanation(
        "ragged",
        N_("A row has more or fewer cells than there are headings."),
        N_("Mend the row; a cell that holds a comma stands in quotes."),
        ("nncli train xor --data t.csv --epochs 1",),
        {"t.csv": ("x,y,class\n1,2\n4,5,1\n")},
    ),
    Explanation(
        "targets-do-not-fit",
        N_("The targets of 'data.targets' do not go with the loss, or with data that have no classes."),
        N_("Leave 'targets' out."),
        ("nncli train digits --set data.targets=[0.1,0.9] --epochs 1",),
    ),
    Explanation(
        "too-few-rows",
        N_("Too few rows are left for a part of the data: for training, for validation or for the test."),
        N_("Take other shares, or more rows."),
        ("nncli train xor --set 'data={name: xor, test: 0.01}' --epochs 1",),
    ),
    Explanation(
        "unknown-class",
        N_("The data have a class that the model was not trained on."),
        N_("Evaluate with the classes that the message lists, or train again."),
        (
            "nncli train xor --epochs 1 --out run",
            "nncli evaluate run t.csv",
        ),
        {"t.csv": ("x1,x2,class\n0,1,maybe\n1,1,no\n")},
    ),
)

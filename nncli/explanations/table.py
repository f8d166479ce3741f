"""All error codes, in the order of what they are about."""

from collections.abc import Mapping

from nncli.explanations.assignments import ASSIGNMENTS
from nncli.explanations.commands import COMMANDS
from nncli.explanations.data import DATA
from nncli.explanations.documents import DOCUMENTS
from nncli.explanations.explanation import Explanation
from nncli.explanations.formulas import FORMULAS
from nncli.explanations.sheets import SHEETS
from nncli.explanations.specs import SPECS
from nncli.explanations.training import TRAINING
from nncli.words import N_

GROUPS: Mapping[str, tuple[Explanation, ...]] = {
    N_("Commands"): COMMANDS,
    N_("Files"): DOCUMENTS,
    N_("Specs"): SPECS,
    N_("Data"): DATA,
    N_("Training"): TRAINING,
    N_("Assignments"): ASSIGNMENTS,
    N_("Sheets"): SHEETS,
    N_("Formulas"): FORMULAS,
}
EXPLANATIONS: Mapping[str, Explanation] = {one.code: one for group in GROUPS.values() for one in group}

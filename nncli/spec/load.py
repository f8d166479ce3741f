"""From a document to a model: the keys and kinds first, then the meaning, and all faults of both in one go."""

from importlib import import_module

from nncli.document.reader import Document
from nncli.errors import SpecError
from nncli.models.model import Model
from nncli.models.systems import SYSTEMS
from nncli.spec.faults import Faults
from nncli.spec.study import Study
from nncli.suggest import did_you_mean, known_here, nearest
from nncli.words import _


def load_model(document: Document) -> Model:
    """The model that a document describes, of the system that its key `model` names: a layered network, if none.

    Raises:
        SpecError: with every fault of the document. Where the keys are at fault, a misspelt word is taken as it was
            meant and the parts that are sound are still checked for their meaning, so that a second run seldom brings
            new faults to light.
    """
    faults = Faults(document)
    if not isinstance(document.data, dict):
        faults.add((), "not-a-mapping", _("a spec is a mapping of keys such as 'title', 'inputs' and 'layers'"))
        raise SpecError(faults.in_order())
    word = document.data.get("model", "feed-forward")
    name = word if word in SYSTEMS else "feed-forward"
    if isinstance(word, str) and word not in SYSTEMS:
        help = did_you_mean(word, SYSTEMS) or known_here(SYSTEMS)
        faults.add(("model",), "unknown-word", _("'{word}' is not known here").format(word=word[:60]), help)
        name = nearest(word, SYSTEMS) or name
    model: Model | None = import_module(f"nncli.spec.systems.{name.replace('-', '_')}").load(document, faults)
    if faults.found or model is None:
        raise SpecError(faults.in_order())
    return model


def load(document: Document) -> Study:
    """The layered network that a document describes.

    Raises:
        SpecError: as `load_model`, and where the document describes another system.
    """
    model = load_model(document)
    if not isinstance(model, Study):
        faults = Faults(document)
        message = _("a layered network is needed here, and this is another system")
        help = _("'nncli trace' shows how it learns; 'verify', 'check' and 'grade' take it too")
        faults.add(("model",), "other-system", message, help)
        raise SpecError(faults.found)
    return model

"""From a document to a network: the keys and kinds first, then the meaning, and all faults of both in one go."""

from collections.abc import Collection

from nncli.document.reader import Document
from nncli.errors import SpecError
from nncli.spec.faults import Faults
from nncli.spec.keys import validated
from nncli.spec.meaning import one_source, resolve
from nncli.spec.model import Spec
from nncli.spec.study import Study
from nncli.words import _


def load(document: Document) -> Study:
    """The network that a document describes.

    Raises:
        SpecError: with every fault of the document. Where the keys are at fault, a misspelt word is taken as it was
            meant and the parts that are sound are still checked for their meaning, so that a second run seldom brings
            new faults to light.
    """
    faults = Faults(document)
    if not isinstance(document.data, dict):
        faults.add((), "not-a-mapping", _("a spec is a mapping of keys such as 'title', 'inputs' and 'layers'"))
        raise SpecError(faults.in_order())
    spec = validated(_model(document.data), document.data, faults)
    one_source(document.data, faults)
    network = resolve(spec, faults) if spec else None
    if faults.found or network is None:
        raise SpecError(faults.in_order())
    return network


def _model(keys: Collection[str]) -> type[Spec]:
    """The smaller model where it knows all the keys: see `trained`."""
    if all(key in Spec.model_fields for key in keys):
        return Spec
    from nncli.spec.trained import TrainedSpec

    return TrainedSpec

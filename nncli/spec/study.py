"""A network together with what its spec says of its data and of how it is trained."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nncli.models.network import Network

if TYPE_CHECKING:  # see `trained`
    from nncli.spec.data import DataChoice
    from nncli.spec.training import Training


@dataclass(frozen=True)
class Study(Network):
    """What `nncli train` takes. Where `data` says where the examples come from, `samples` are none."""

    data: "DataChoice | None" = None
    said_of_training: "Training | None" = None

    @property
    def training(self) -> "Training":
        """How it is trained: as the spec says, and where it says nothing, as usual."""
        if self.said_of_training is not None:
            return self.said_of_training
        from nncli.spec.training import Training

        return Training()

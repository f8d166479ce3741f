"""What every mapping of a spec has in common."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A mapping whose keys are all known."""

    # Built once, with Spec, when the first spec is validated: half the time of building each class by itself.
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


def named(value: object) -> object:
    """`activation: tanh` is short for `activation: {name: tanh}`."""
    return {"name": value} if isinstance(value, str) else value

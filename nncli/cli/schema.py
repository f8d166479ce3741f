"""`nncli schema`: the JSON Schema of specs and assignments, for editors."""

from typing import Annotated

import typer

from nncli.cli.options import one_of
from nncli.words import _

HELP = _("Print the JSON Schema of specs or assignments, so that an editor completes and checks them.")


def command(
    kind: Annotated[str, typer.Argument(metavar="[KIND]", help=_("spec or assignment."))] = "spec",
) -> None:
    """See HELP."""
    from nncli.cli.world import emit
    from nncli.spec.schema import json_schema, spec_schema

    match kind:
        case "spec":
            emit(spec_schema())
        case "assignment":
            from nncli.grade.assignment import AssignmentSpec

            emit(json_schema(AssignmentSpec))
        case _other:
            raise one_of("nncli schema", kind, ("spec", "assignment"))

"""`nncli schema`: the JSON Schema of specs, for editors."""

from nncli.words import _

HELP = _("Print the JSON Schema of specs, so that an editor completes and checks them.")


def command() -> None:
    """See HELP."""
    from nncli.cli.world import emit
    from nncli.spec.schema import spec_schema

    emit(spec_schema())

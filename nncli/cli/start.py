"""Where the program begins: the language first, for the commands are described in it as they are imported."""

import sys

from nncli.cli.language import settle


def main() -> None:
    """Runs the program on `sys.argv`; exit status as `app.main`."""
    settle(sys.argv[1:])
    from nncli.cli.app import main as run

    run()

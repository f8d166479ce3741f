"""`python -m nncli` is `nncli`."""

from nncli.cli.start import main

main()

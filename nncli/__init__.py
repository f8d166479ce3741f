"""nncli teaches, trains and grades small neural networks.

One idea carries the program: every system is written once, as a short program of named steps. Running it gives a
`Trace`, and tables, checks, verdicts and pages are all readings of that one graph.
"""

__version__ = "0.1.0"

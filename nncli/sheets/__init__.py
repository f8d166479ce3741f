"""Answer sheets as students write them: text to stated numbers and formulas, each at its place. Nothing here judges."""

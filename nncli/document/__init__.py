"""YAML text to plain data with places, safely: nothing of the text can build an object, recurse or fill the memory.

`reader` is the door; specs and answer sheets come in through it.
"""

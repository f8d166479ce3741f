"""Ctrl-C while something runs: the first time it is asked to stop, the second time it is stopped."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from nncli.words import _


class Interrupt:
    """Whether the user has asked to stop."""

    def __init__(self) -> None:
        self.asked = False

    def handle(self, number: int, frame: FrameType | None) -> None:
        """Notes the wish; a second one raises KeyboardInterrupt at once."""
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        with suppress(OSError, RuntimeError):  # nobody reads it, or it comes while something else is being written
            sys.stderr.write(_("\nstopping after this epoch; Ctrl-C once more stops at once\n"))


@contextmanager
def interruptible() -> Iterator[Interrupt]:
    """Within it Ctrl-C, and a request to terminate, are wishes."""
    interrupt = Interrupt()
    before = {number: signal.signal(number, interrupt.handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield interrupt
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

"""A run as it goes: a bar in a terminal, plain lines in a pipe, nothing where silence is asked for."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from nncli.cli.interrupt import Interrupt
from nncli.cli.world import emit, is_plain
from nncli.errors import InputError
from nncli.render.pages.rows import RowLines, cell, is_shown
from nncli.train.history import Row
from nncli.train.stopping import Best
from nncli.words import _

if TYPE_CHECKING:
    from rich.progress import Progress


class Watcher:
    """Looks on at a run of `epochs` epochs; `columns` are those of its history."""

    def __init__(self, columns: list[str], epochs: int, interrupt: Interrupt, *, quiet: bool) -> None:
        self._lines, self._epochs, self._interrupt, self._quiet = RowLines(columns), epochs, interrupt, quiet
        self._progress: Progress | None = None
        self._headed = self._deaf = False
        self._begun: tuple[int, float] | None = None  # epoch and seconds at the first tick: a resumed run has some
        self._said = ""

    def __enter__(self) -> "Watcher":
        if not self._quiet and not is_plain(sys.stderr):
            self._progress = _bar()
            self._task = self._progress.add_task("", total=self._epochs)
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._progress:
            self._progress.stop()

    def row(self, row: Row, best: Best | None) -> None:
        """Shows the rows that stand for the run, and the newest one beside the bar."""
        parts = [f"{_('loss')} {cell('loss', row.loss)}"]
        if row.accuracy is not None:
            parts.append(cell("accuracy", row.accuracy))
        if row.validation_loss is not None:
            parts.append(f"{_('validation loss')} {cell('loss', row.validation_loss)}")
        self._said = "  ".join(parts)
        if self._begun is None:
            self._begun = row.epoch, row.seconds
        if not self._quiet and is_shown(row.epoch, self._epochs):
            self._say(self._lines.line(row))
        self._show(row.epoch)

    def tick(self, epoch: int, seconds: float) -> None:
        """Moves the bar."""
        if self._begun is None:
            self._begun = epoch, seconds
        self._show(epoch)

    def wants_stop(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self._interrupt.asked

    def _show(self, epoch: int) -> None:
        if self._progress:
            self._progress.update(self._task, completed=epoch, description=self._said)

    def _say(self, line: str) -> None:
        lines = [line] if self._headed else [self._lines.header(), line]
        self._headed = True
        for each in lines:
            if self._progress:
                self._progress.console.out(each, highlight=False)
            elif not self._deaf:
                try:
                    emit(each)
                except (OSError, InputError):  # `head` has gone, or the disk is full: no reason to lose the run
                    self._deaf = True


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft
    from rich.text import Text

    class Speed(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else _("{n:.3g} epochs/s").format(n=speed))

    return Progress(
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        Speed(),
        TimeLeft(),
        console=Console(file=sys.stderr),
        transient=True,
        refresh_per_second=8,
    )

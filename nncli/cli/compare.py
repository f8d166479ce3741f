"""`nncli compare`: one spec trained in several ways, side by side."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nncli.cli.options import SetOption, SpecArgument
from nncli.errors import Diagnostic, ExitStatus, InputError, SpecError
from nncli.words import _, ngettext

if TYPE_CHECKING:
    from nncli.document.reader import Document
    from nncli.train.readings.comparing import Choice, Variation

HELP = _(
    "Train one spec in several ways and lay the runs side by side.\n\n"
    "Every combination of the --vary values, each from several seeds, in parallel processes: the median over the seeds "
    "and the range."
)
MAX_RUNS = 1000
# What is varied most, without the way to it.
SHORT = {
    "optimiser": "training.optimiser",
    "batch_size": "training.batch_size",
    "schedule": "training.schedule",
    "epochs": "training.epochs",
    "reduction": "conventions.reduction",
    "update_order": "conventions.update_order",
}


def command(
    spec: SpecArgument,
    vary: Annotated[
        list[str],
        typer.Option("--vary", metavar="KEY=A,B,…", help=_("A field of the spec and the values to try. Repeatable.")),
    ],
    seeds: Annotated[int, typer.Option("--seeds", metavar="N", min=1, help=_("So many seeds for each."))] = 5,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", min=1, help=_("So many at a time (one for each processor)."))
    ] = None,
    set_: SetOption = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help=_("A line for each run, into a new file."))
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help=_("The loss curves as PNG, SVG or PDF."))
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=_("Only the table."))] = False,
) -> None:
    """See HELP."""
    from nncli.cli.opening import read_document
    from nncli.cli.world import complain, emit, is_plain, show, width, write_new
    from nncli.document.reader import exists
    from nncli.render.pages.comparison import comparison_csv, comparison_page
    from nncli.render.pictures.curves import comparison_chart
    from nncli.train.readings.comparing import Failure, RunResult, choices, grouped, run_all

    variations = [_variation(text) for text in vary]
    _check_once(variations)
    if csv is not None and exists(csv):  # told before an hour of training, not behind it
        message = _("{file} is already there, and is left as it is").format(file=csv)
        raise InputError(Diagnostic("file-exists", message, help=_("name another file with --csv")))
    if plot is not None:
        from nncli.cli.plot import check_figure_file

        check_figure_file(plot)
    document = read_document(spec, set_)
    everything = choices(variations)
    if len(everything) * seeds > MAX_RUNS:
        message = _("these are {n} runs, and compare makes at most {most}").format(
            n=len(everything) * seeds, most=MAX_RUNS
        )
        raise InputError(Diagnostic("too-many", message, help=_("vary less, or take fewer --seeds")))
    runs, title = _runs(document, everything, seeds)
    at_once = min(len(runs), jobs or os.cpu_count() or 1)
    ended: list[RunResult | Failure] = []
    stopped = False
    with _Counter(len(runs), quiet=quiet) as done:
        try:
            for result in run_all(runs, at_once, done):
                ended.append(result)
        except KeyboardInterrupt:
            stopped = True
    if stopped:
        message = _("stopped by you: {n} of {all} runs had ended").format(n=len(ended), all=len(runs))
        complain([Diagnostic("stopped", message)])
    if stopped and not ended:
        raise typer.Exit(ExitStatus.INTERRUPTED)
    if failures := [result for result in ended if isinstance(result, Failure)]:
        complain(failures[0].diagnostics)  # the others are of the same kind: all specs were sound
        raise typer.Exit(ExitStatus.BAD_INPUT)
    groups = grouped([result for result in ended if isinstance(result, RunResult)], everything)
    show(comparison_page(title, groups, plain=is_plain()))
    if not quiet:
        show(comparison_chart(groups, width(), plain=is_plain()))
    if csv is not None:
        write_new(csv, comparison_csv(groups), _("name another file with --csv"))
        emit(_("wrote {file}").format(file=csv))
    if plot is not None:
        from nncli.cli.pictures import say_written
        from nncli.render.pictures.figures import comparison_figure, save

        say_written(plot, whole=save(comparison_figure(title, groups), plot))
    if stopped:
        raise typer.Exit(ExitStatus.INTERRUPTED)


def _variation(text: str) -> "Variation":
    key, equals, values = text.partition("=")
    found = split(values)
    if not equals or not key.strip() or not all(value.strip() for value in found):
        message = _("--vary takes KEY=A,B,…, not '{text}'").format(text=text)
        raise InputError(Diagnostic("bad-option", message, help=_("for example --vary learning_rate=0.1,1")))
    key = key.strip()
    return SHORT.get(key, key), tuple(value.strip() for value in found)


def _check_once(variations: "list[Variation]") -> None:
    """Raises InputError where a key or a value is to be varied twice, or the seed, which --seeds counts."""
    keys = [key for key, _values in variations]
    for key, values in variations:
        if key == "seed":
            help = _("--seeds N takes N of them, from the spec's seed on")
            raise InputError(
                Diagnostic("bad-option", _("every choice is trained from several seeds already"), help=help)
            )
        if keys.count(key) > 1 or len(set(values)) < len(values):
            raise InputError(Diagnostic("bad-option", _("'{key}' is varied twice the same way").format(key=key)))


def split(text: str) -> list[str]:
    """At the commas that stand outside of brackets."""
    depth, found = 0, [""]
    for sign in text:
        depth += (sign in "[{") - (sign in "]}")
        if sign == "," and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return found


def _runs(
    document: "Document", everything: "list[Choice]", seeds: int
) -> "tuple[list[tuple[Document, Choice, int]], str]":
    """Every run with its own spec; all are checked before the first begins."""
    from nncli.cli.opening import changed, with_option
    from nncli.spec.load import load

    runs, title = [], ""
    for choice in everything:
        varied = changed(document, [f"{key}={value}" for key, value in choice], "--vary")
        network = load(varied)
        title = title or _(network.title)
        if network.loss is None or network.learning_rate is None:
            message = _("this network has no 'loss' and 'learning_rate', so there is nothing to train it by")
            raise SpecError(Diagnostic("no-loss", message))
        first = network.seed
        runs += [
            (with_option(varied, "--seeds", ("seed",), seed), choice, seed) for seed in range(first, first + seeds)
        ]
    return runs, title


class _Counter:
    """Says on a terminal how many runs have ended."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._total = total
        self._shown = not quiet and sys.stderr.isatty()

    def __enter__(self) -> "_Counter":
        return self

    def __call__(self, count: int) -> None:
        if self._shown:
            words = ngettext("{count} of {n} run", "{count} of {n} runs", self._total)
            sys.stderr.write("\r" + words.format(count=count, n=self._total))
            sys.stderr.flush()

    def __exit__(self, *_error: object) -> None:
        if self._shown:
            sys.stderr.write("\r" + " " * 40 + "\r")

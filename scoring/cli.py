"""The command line: `foi`."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from threading import current_thread, main_thread

import click

from nlp.errors import FoiError
from scoring.commands.console import DONE, INTERRUPTED, NOTHING_DONE, complain
from scoring.commands.drift import drift
from scoring.commands.evaluate import evaluate
from scoring.commands.explain import explain
from scoring.commands.labels import labels
from scoring.commands.matrix import matrix
from scoring.commands.promote import promote
from scoring.commands.report import report
from scoring.commands.score import score
from scoring.commands.show import show
from scoring.commands.summary import summary
from scoring.commands.train import train
from scoring.commands.tune import tune


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status. What went wrong is one sentence on stderr."""
    if current_thread() is main_thread():
        # whoever ends the program from outside wants it to clear up as after Ctrl-C
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        status = foi.main(arguments, prog_name="foi", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return NOTHING_DONE
    except FoiError as error:
        complain(str(error))
        return NOTHING_DONE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{error.strerror or error}; check the path, its permissions and the room on the disk.")
        return NOTHING_DONE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return INTERRUPTED
    return int(status or DONE)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: foi score letters/ --output answers.csv",
)
@click.version_option(package_name="foi-answers", prog_name="foi")
def foi() -> None:
    """Read Freedom of Information response letters into a table of answers."""


for command in (score, summary, matrix, report, show, explain, drift, train, tune, evaluate, promote, labels):
    foi.add_command(command)

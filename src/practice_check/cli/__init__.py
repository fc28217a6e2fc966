"""The command ``practice-check``: one module a command, which says what may be asked and calls what does it."""

import os
import sys
import traceback
from typing import Annotated, NoReturn

import typer

from practice_check import built
from practice_check.cli.late import LateCommands
from practice_check.cli.stopping import COULD_NOT_RUN, complain

app = typer.Typer(
    cls=LateCommands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Check exported probation case records against what HM Inspectorate of Probation expects. "
    "Nothing leaves this machine.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"practice-check {built.version()}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command. A fault of our own ends it as "could not run", and shows nothing of any case record."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except MemoryError:
        complain("this machine has not the memory for what was given", "give it in parts, by team or office")
        sys.exit(COULD_NOT_RUN)
    except OSError as error:
        if error.filename is None:
            _fault_of_ours(error)
        name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else error.filename
        complain(f"{name} cannot be used ({error.strerror})", "see that the name is right, and who may open it")
        sys.exit(COULD_NOT_RUN)
    except Exception as error:
        _fault_of_ours(error)


def _fault_of_ours(error: Exception) -> NoReturn:
    last = traceback.extract_tb(error.__traceback__)[-1]
    complain(
        f"a fault of practice-check itself: {type(error).__name__} in {last.filename}, line {last.lineno}",
        "report it with this line; it holds nothing of the case records",
    )
    sys.exit(COULD_NOT_RUN)

"""Commands that are imported when they are asked for, so that help and mistakes need not wait for all of them."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

#: Each command in the order of the help: the module of ``practice_check.cli``, what in it is the command, its help.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "demo": ("demo", "demo", "Invent a caseload, check it and show the first screen. Nobody in it is real."),
    "check": (
        "check",
        "check",
        "Check a caseload: whom to act on today, what waits on the manager, what falls due, what could not be seen.",
    ),
    "case": (
        "case",
        "case",
        "One case before countersigning: what to mend now, what waits on others, what your manager will ask.",
    ),
    "countersign": (
        "countersign",
        "countersign",
        "What waits for your signature: since when, what speaks against it, and what to judge before you sign.",
    ),
    "explain": ("explain", "explain", "Why a rule came to its verdict in a case, and what would close it."),
    "score": (
        "score",
        "score",
        "Score cases outcome by outcome, with base and range: what is undecided is never counted as sufficient.",
    ),
    "sample": (
        "sample",
        "sample",
        "Find the cases that an inspection would look at, and draw a sample that anybody can draw again.",
    ),
    "agreement": (
        "agreement",
        "agreement",
        "Say question by question how far two assessors of the same cases agree, and where they differ.",
    ),
    "compare": (
        "compare",
        "compare",
        "Compare two runs: what has been closed and how, what is new, what is still open, what is no longer judged.",
    ),
    "runs": (
        "runs",
        "runs",
        "List the runs of a history: what each came to, and the trend once there are enough of them.",
    ),
    "rules": ("rules", "app", "The rules: what they ask, where they come from, whether they hold."),
    "records": ("records", "app", "Case records: their form, an empty workbook, faults of an export."),
}


class LateCommands(TyperGroup):
    """The commands by name; a name and its help are enough to list one."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, (_, _, told) in COMMANDS.items():
            self.add_command(TyperCommand(name, help=told))

    # typer names the context of this by a class of its own that it does not publish.
    def resolve_command(self, ctx: typer.Context, args: list[str]) -> tuple[str | None, Any, list[str]]:  # type: ignore[override]
        name, command, rest = super().resolve_command(ctx, args)
        return name, (imported(name) if name is not None else command), rest


def imported(name: str) -> Any:
    """The command itself."""
    module, attribute, _ = COMMANDS[name]
    found = getattr(import_module(f"practice_check.cli.{module}"), attribute)
    if isinstance(found, typer.Typer):
        return get_command(found)
    alone = typer.Typer(add_completion=False)
    alone.command(name)(found)
    return get_command(alone)

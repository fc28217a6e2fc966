"""How the command ends: its exit codes, and its complaints on stderr."""

from collections import Counter
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:  # what every command needs is not to load what only some do
    from collections.abc import Iterable, Mapping

    from practice_check.audit.checked import CheckedCase
    from practice_check.rulebook.model import Severity

RAN = 0
GAPS = 1
COULD_NOT_RUN = 2
NOT_ALL_CHECKED = 3

_RANK: "dict[Severity, int]" = {"high": 3, "medium": 2, "low": 1}


def exit_code(not_checked: int, gaps: "Mapping[Severity, int]", fail_on: "Severity | None") -> int:
    """Cases that were not checked weigh more than gaps; gaps count only from ``fail_on`` up, and not without it.

    ``gaps``: how many there are of each severity.
    """
    if not_checked:
        return NOT_ALL_CHECKED
    if fail_on and any(count and _RANK[severity] >= _RANK[fail_on] for severity, count in gaps.items()):
        return GAPS
    return RAN


def gaps_of(cases: "Iterable[CheckedCase]") -> "Counter[Severity]":
    """How many gaps there are of each severity."""
    return Counter(
        severity
        for case in cases
        for severity, verdict in zip(case.carried.severities, case.carried.verdicts, strict=True)
        if verdict == "gap"
    )


def complain(message: str, mend: str) -> None:
    """What is wrong, and on the next line what helps."""
    from practice_check.reports.escape import one_line

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(Text.assemble(("error: ", "bold red"), one_line(message)))
    if mend:
        console.print(Text.assemble(("help: ", "bold"), one_line(mend)))


def stop(message: str, mend: str = "") -> NoReturn:
    """Complain, and end as "could not run"."""
    complain(message, mend)
    raise typer.Exit(COULD_NOT_RUN)


def note(message: str) -> None:
    """A remark, on stderr so that what stands on stdout stays pure."""
    from practice_check.reports.escape import one_line

    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(one_line(message)))

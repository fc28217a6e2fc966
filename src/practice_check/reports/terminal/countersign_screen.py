"""Who waits for a signature, in a terminal: a line for each person."""

from collections.abc import Sequence

from rich.console import Console

from practice_check.reports import case_words, words
from practice_check.reports.escape import for_terminal
from practice_check.reports.selection.countersigning import ToSign, name
from practice_check.reports.terminal.lines import BOLD, FAINT, columns, hanging


def print_waiting(found: Sequence[ToSign], console: Console) -> None:
    """Print the list, the longest waiting first."""
    if not found:
        console.print("Nothing waits for a countersignature, as far as the record shows.", highlight=False)
        return
    count = words.number(len(found), "person waits", "people wait")
    hanging(console, for_terminal(f"{count} for a countersignature, the longest first", BOLD), "", 0)
    what = max(console.width - 60, 20)
    heads = (("who, officer", 30), ("submitted", what), ("waiting", 9), ("mend", 4), ("judge", 5))
    console.print(columns(*heads), style=FAINT)
    for one in found:
        more = case_words.and_more(len(one.submitted) - 1)
        waiting = "no date" if one.days is None else words.number(one.days, "day")
        console.print(
            columns(
                (f"{one.page.crn} {name(one)}", 30, BOLD),
                (one.submitted[0].what + more, what),
                (waiting, 9),
                (str(one.to_mend), 4),
                (str(len(one.page.questions)), 5),
            )
        )
        console.print(columns(("", 0), (one.officer, 28, FAINT)))

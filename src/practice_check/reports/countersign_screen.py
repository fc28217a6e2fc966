"""Who waits for a signature, in a terminal: a line for each person."""

from collections.abc import Sequence

from rich.console import Console

from practice_check.reports import case_words, words
from practice_check.reports.countersigning import ToSign, name
from practice_check.reports.escape import for_terminal
from practice_check.reports.lines import BOLD, FAINT, columns, hanging


def print_waiting(found: Sequence[ToSign], console: Console) -> None:
    """Print the list, the longest waiting first."""
    if not found:
        console.print("Nothing waits for a countersignature, as far as the record shows.", highlight=False)
        return
    count = words.number(len(found), "person waits", "people wait")
    hanging(console, for_terminal(f"{count} for a countersignature, the longest first", BOLD), "", 0)
    what = max(console.width - 70, 20)
    console.print(
        columns(("who, officer", 32), ("submitted", what), ("waiting", 10), ("mend", 5), ("judge", 5)), style=FAINT
    )
    for one in found:
        console.print(
            columns(
                (f"{one.page.crn} {name(one)}", 32, BOLD),
                (f"{one.submitted[0].what}{case_words.and_more(len(one.submitted) - 1)}", what),
                ("no date" if one.days is None else words.number(one.days, "day"), 10),
                (str(one.to_mend), 5),
                (str(len(one.page.questions)), 5),
            )
        )
        console.print(columns(("", 0), (one.officer, 30, FAINT)))

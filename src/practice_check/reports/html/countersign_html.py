"""The countersigning pack as one HTML file: an index, then a page for each case that waits, each on its own sheet."""

from practice_check.audit.results import Run
from practice_check.reports import case_words
from practice_check.reports.html.case_html import STYLES
from practice_check.reports.html.page import render
from practice_check.reports.selection.countersigning import ToSign, name

FILE = "countersigning.html"


def countersign_html(found: list[ToSign], run: Run) -> bytes:
    return render("countersign.html", styles=STYLES, found=found, run=run, say=case_words, name_of=name)

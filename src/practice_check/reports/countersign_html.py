"""The countersigning pack as one HTML file: an index, then a page for each case that waits, each on its own sheet."""

from practice_check.audit.results import Run
from practice_check.reports import case_words
from practice_check.reports.case_html import STYLES
from practice_check.reports.countersigning import ToSign, name
from practice_check.reports.page import render

FILE = "countersigning.html"


def countersign_html(found: list[ToSign], run: Run) -> bytes:
    return render("countersign.html", styles=STYLES, found=found, run=run, say=case_words, name_of=name)

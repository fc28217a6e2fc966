"""The officer's page of one case as one HTML file, on which answers are written and saved as a file of departures."""

import json
import re

from practice_check.answers.departures_file import COLUMNS
from practice_check.reports import case_words
from practice_check.reports.html.page import render
from practice_check.reports.selection.case_answers import occasions_of
from practice_check.reports.selection.case_page import CasePage
from practice_check.reports.selection.items import Item

STYLES = ("case_check.css", "parts/timeline.css")
_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


def case_html(page: CasePage) -> bytes:
    """The page. It needs no script but to answer, and sends nothing anywhere."""
    return render(
        "case_check.html",
        styles=STYLES,
        script="case_check.js",
        page=page,
        say=case_words,
        answering=_answering,
        columns=json.dumps(COLUMNS),
        file=f"departures-{safe_name(page.crn)}.csv",
    )


def safe_name(crn: str) -> str:
    """A CRN as part of a file's name, whatever the export held."""
    return _UNSAFE.sub("-", crn).strip("-")[:40] or "case"


def _answering(item: Item) -> str:
    """The occasions that an answer about the item is about, as the script of the page reads them."""
    rows = [row.model_dump(mode="json", exclude_none=True) for row in occasions_of(item, reason="-", by="-")]
    return json.dumps([{name: value for name, value in row.items() if name not in {"reason", "by"}} for row in rows])

"""The data problems of a run in one small CSV table: a row a kind of problem, what waits for it and what mends it."""

import csv
import io

from practice_check.audit.results import Results
from practice_check.reports.escape import for_spreadsheet

#: The columns, in order. ``frees``: the verdicts that wait for nothing else.
DATA_PROBLEM_COLUMNS = (
    *("what", "kind", "file", "sheet", "column", "rows", "cases", "people", "where", "examples", "who", "mend"),
    *("not_checked", "verdicts", "frees", "severity", "rules"),
)


def as_data_problems_csv(results: Results) -> bytes:
    """With a byte order mark, by which Excel knows that the text is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(DATA_PROBLEM_COLUMNS)
    for problem in results.data_problems:
        said = problem.model_dump()
        said["examples"] = "; ".join(problem.examples) or None
        said["severity"] = problem.rules[0].severity if problem.rules else None
        said["rules"] = "; ".join(f"{each.rule} {each.verdicts}" for each in problem.rules) or None
        writer.writerow([for_spreadsheet(said[name]) for name in DATA_PROBLEM_COLUMNS])
    return out.getvalue().encode("utf-8-sig")

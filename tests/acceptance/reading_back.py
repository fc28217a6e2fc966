"""The numbers of a run as each format prints them, read back with a real parser of that format.

JSON holds no numbers of the first screen: they are counted there a second time, from the page of the design and with
nothing of ``src/``.
"""

import csv
import datetime as dt
import io
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import holidays
from markdown_it import MarkdownIt
from openpyxl import load_workbook

VERDICTS = {
    "not recorded": "gap",
    "not checked": "not_checked",
    "the record cannot tell": "cannot_tell",
    "recorded late": "met_late",
    "for a person to judge": "needs_judgement",
    "recorded in time": "met",
    "departure recorded, with its reason": "excepted",
    "not yet due": "due",
    "does not apply": "not_applicable",
}
GROUPS = {
    "countersigning": "Waiting for countersignature",
    "oversight": "Management oversight",
    "overdue-review": "Overdue reviews unanswered",
    "no-officer": "Cases without an officer",
    "improvement": "Asked for, not recorded as done",
    None: "Other duties of the manager",
}


@dataclass(frozen=True)
class Numbers:
    """None: the format does not say it. ``desk``: by group, how many open and how many due; groups with none left out.

    ``due``: cases with something falling due, and duties in them.
    """

    verdicts: dict[str, int]
    cases: int | None = None
    not_checked: int | None = None
    people: int | None = None
    desk: dict[str, tuple[int, int]] | None = None
    due: tuple[int, int] | None = None


# ---------------------------------------------------------------- counted a second time, from JSON


@dataclass
class Counted:
    """A results document, counted anew."""

    results: dict[str, Any]
    desk_open: set[tuple[str, str, int, str]] = field(default_factory=set)
    desk_due: set[tuple[str, str, int, str]] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    due: list[tuple[str, int]] = field(default_factory=list)

    def numbers(self) -> Numbers:
        cases = {(case["crn"], case["event_number"]): case for case in self.results["cases"]}
        as_of = dt.date.fromisoformat(self.results["run"]["as_of"])
        for finding in self.results["findings"]:
            rule = self.results["rules"].get(finding["rule"])
            if rule is not None and rule["kind"] == "duty":
                self._take(finding, rule, cases[finding["crn"], finding["event_number"]], soon(as_of))
        opened = Counter(group for group, *_ in self.desk_open)
        coming = Counter(group for group, *_ in self.desk_due - self.desk_open)
        run = self.results["run"]
        return Numbers(
            verdicts={word: run["counts"].get(word, 0) for word in VERDICTS.values()},
            cases=run["cases"],
            not_checked=run["cases_not_checked"],
            people=len(self.people),
            desk={group: (opened[group], coming[group]) for group in opened.keys() | coming.keys()},
            due=(len(set(self.due)), len(self.due)),
        )

    def _take(self, finding: dict[str, Any], rule: dict[str, Any], case: dict[str, Any], until: dt.date) -> None:
        manager = finding["owner"] == "manager"
        key = (finding["crn"], finding["event_number"])
        group = GROUPS[None if rule["desk"] == "no-officer" and finding["officer_now"] else rule["desk"]]
        due = finding["occasion"]["due"]
        if finding["verdict"] == "due" and due is not None and dt.date.fromisoformat(due) <= until:
            if manager:
                self.desk_due.add((group, *key, finding["rule"]))
            else:
                self.due.append(key)
        owed = case["live"] is not False or rule["survives_end"]
        if finding["verdict"] == "gap" and owed and not self._follows(finding):
            if manager:
                self.desk_open.add((group, *key, finding["rule"]))
            elif finding["remediable"] != "no":
                self.people.add(finding["crn"])

    def _follows(self, finding: dict[str, Any]) -> bool:
        """Whether it is told under another open duty of the same person."""
        parent = _parent(finding)
        return parent is not None and any(
            other["verdict"] == "gap" and _parent(other) is None and other["rule"] == parent
            for other in self.results["findings"]
            if other["crn"] == finding["crn"]
        )


def _parent(finding: dict[str, Any]) -> str | None:
    parent = finding["root"] or finding["consequence_of"]
    return parent if parent != finding["rule"] else None


def soon(as_of: dt.date) -> dt.date:
    """The tenth working day after the day, in England and Wales."""
    closed = holidays.country_holidays("GB", subdiv="ENG", years=[as_of.year, as_of.year + 1])
    day, left = as_of, 10
    while left:
        day += dt.timedelta(days=1)
        left -= day.weekday() < 5 and day not in closed
    return day


def of_json(data: bytes) -> Numbers:
    return Counted(json.loads(data)).numbers()


def of_findings(data: bytes) -> dict[str, int]:
    """The verdicts of the findings of a JSON document, one by one."""
    found = Counter(finding["verdict"] for finding in json.loads(data)["findings"])
    return {word: found[word] for word in VERDICTS.values()}


def of_jsonl(data: bytes) -> Numbers:
    parts: dict[str, list[dict[str, Any]]] = {}
    for line in data.decode().splitlines():
        one = json.loads(line)
        parts.setdefault(one.pop("type"), []).append(one)
    document = {
        "run": parts["run"][0],
        "rules": {rule["id"]: rule for rule in parts["rule"]},
        "cases": parts["case"],
        "findings": parts["finding"],
    }
    return Counted(document).numbers()


# ---------------------------------------------------------------- CSV


def of_csv(data: bytes) -> Numbers:
    rows = _rows(data)
    found = Counter(row["verdict"] for row in rows)
    return Numbers(
        verdicts={word: found[word] for word in VERDICTS.values()},
        cases=len({(row["crn"], row["event_number"]) for row in rows}),
        not_checked=len({(row["crn"], row["event_number"]) for row in rows if row["verdict"] == "not_checked"}),
    )


def of_summary(data: bytes) -> Numbers:
    rows = _rows(data)
    return Numbers(verdicts={word: sum(int(row[word]) for row in rows) for word in VERDICTS.values()})


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


# ---------------------------------------------------------------- the screen in a terminal


def of_table(data: bytes) -> Numbers:
    text = data.decode()
    flat = " ".join(text.split())
    counts = re.search(r"In all: (.*?) One case:", flat)
    assert counts, text
    parts = [part.rsplit(" ", 1) for part in counts[1].split(" · ")]
    first = text.splitlines()[0]
    return Numbers(
        verdicts={VERDICTS[words]: _int(number) for words, number in parts},
        cases=_found(r"([\d,]+) cases?", first),
        not_checked=_found(r"([\d,]+) not checked", first),
        people=_found(r"Act today +([\d,]+) pe", text),
        desk={
            line.split("  ")[0]: (_found(r" ([\d,]+) open", line), _found(r" ([\d,]+) due", line))
            for line in text.splitlines()
            if line.split("  ")[0] in GROUPS.values()
        },
        due=(
            _found(r"Falling due by .*? ([\d,]+) cases?", text),
            _found(r"Falling due by .*?  ([\d,]+) dut", text),
        ),
    )


def _found(pattern: str, text: str) -> int:
    """The number in the text; none stands for 0."""
    match = re.search(pattern, text)
    return _int(match[1]) if match else 0


def _int(text: str) -> int:
    return int(text.replace(",", ""))


# ---------------------------------------------------------------- what prints a table of the numbers


def of_labels(said: dict[str, int]) -> Numbers:
    """The numbers by their labels, as Markdown, the page and the workbook print them."""
    desk: dict[str, list[int]] = {}
    for label, count in said.items():
        if match := re.fullmatch(r"Manager's desk: (.*), (open|due)", label):
            desk.setdefault(match[1], [0, 0])[match[2] == "due"] = count
    return Numbers(
        verdicts={word: said[words.capitalize()] for words, word in VERDICTS.items()},
        cases=said["Cases"],
        not_checked=said["Cases not checked"],
        people=said["People to act on today"],
        desk={group: (opened, due) for group, (opened, due) in desk.items()},
        due=(said["Cases with something falling due"], said["Duties falling due"]),
    )


def of_md(data: bytes) -> Numbers:
    rows = markdown_tables(data)[-1]
    return of_labels({row[0]: _int(row[1]) for row in rows[1:]})


def markdown_tables(data: bytes) -> list[list[list[str]]]:
    """The tables of a Markdown document: each a list of rows of the texts of their cells."""
    page = Tables()
    page.feed(MarkdownIt("commonmark").enable("table").render(data.decode()))
    return page.tables


class Tables(HTMLParser):
    """The tables of an HTML page: each a list of rows, each row the texts of its cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.tables[-1][-1][-1] += data


def of_html(data: bytes) -> Numbers:
    page = Tables()
    page.feed(data.decode())
    (rows,) = [table for table in page.tables if any(row[:1] == ["Cases not checked"] for row in table)]
    return of_labels({row[0]: _int(row[1]) for row in rows[1:]})


def of_xlsx(data: bytes) -> Numbers:
    book = load_workbook(io.BytesIO(data), read_only=True)
    rows = [[cell for cell in row if cell is not None] for row in book.worksheets[0].iter_rows(values_only=True)]
    return of_labels({str(row[1]): row[0] for row in rows if len(row) == 2 and isinstance(row[0], int)})


def workbook_lists(data: bytes) -> Numbers:
    """The same, counted row by row from the sheets of the workbook."""
    book = load_workbook(io.BytesIO(data), read_only=True)
    findings = _sheet(book, "Findings")
    verdicts = Counter(row["verdict"] for row in findings)
    desk: dict[str, list[int]] = {}
    for row in _sheet(book, "My desk"):
        desk.setdefault(str(row["On my desk"]), [0, 0])[row["Standing"] == "falls due"] += 1
    due = [row for row in _sheet(book, "Due") if row["When"] == "in ten working days" and row["Whose"] != "the manager"]
    return Numbers(
        verdicts={word: verdicts[word] for word in VERDICTS.values()},
        cases=len(_sheet(book, "Cases")),
        people=len({row["CRN"] for row in _sheet(book, "Action list")}),
        desk={group: (opened, coming) for group, (opened, coming) in desk.items()},
        due=(len({(row["CRN"], row["Order"]) for row in due}), len(due)),
    )


def _sheet(book: Any, name: str) -> list[dict[str, object]]:
    """The rows of a sheet by its headings, which stand in the first row that has more than two cells."""
    rows = [list(row) for row in book[name].iter_rows(values_only=True)]
    at = next(place for place, row in enumerate(rows) if sum(cell is not None for cell in row) > 2)
    heads = [str(cell) for cell in rows[at]]
    return [dict(zip(heads, row, strict=False)) for row in rows[at + 1 :] if any(cell is not None for cell in row)]

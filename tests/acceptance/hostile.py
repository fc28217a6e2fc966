"""A caseload with hostile text in every text field of the case record, whatever fields the model has."""

import datetime as dt
import json
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from practice_check.demo import generate
from practice_check.records.model import CaseRecord, tables

_TERMINAL = (
    "\x1b[31m\u202e\x9b2J\x07[bold red]x[/bold red] [link=https://evil.example]y[/link] \x1b[2J\x1b]0;title\x07 \r\x08"
)
_BIDI = "\u202egnp.exe\u2066 \u200fright\u2069 \ufeff"
_HTML = (
    '<script>alert(1)</script> <img src=https://evil.example/x.png onerror=alert(2)> " onmouseover="alert(3) \' '
    "</script></style></title></textarea></template>--> ]]> <!-- {{7*7}} {% raw %} &lt;b&gt; "
    "<a href='javascript:alert(4)'>z</a>"
)
_LINKS = (
    "[click](javascript:alert(5)) <javascript:alert(6)> ![x](https://evil.example/y.png) [ref]: javascript:alert(7) "
    "https://evil.example www.evil.example a@evil.example"
)
_LINES = (
    "one | two || three\n# Heading\r\n| a | b |\n|---|---|\n\n- item\x0b\x0c\x85\u2028\u2029"
    "```\ncode\n``` `tick` \t=1+1"
)

#: By the number of the person whose fields they fill. Each ends in a mark of its own, which must be there to read.
HOSTILE = {
    "Q000001": "=cmd|' /C calc'!A0 zqa",
    "Q000002": "@SUM(1+1)*cmd|' /C calc'!A0 zqb",
    "Q000003": f"{_HTML} zqc",
    "Q000004": f"{_TERMINAL} {_BIDI} zqd",
    "Q000005": f"{_LINES} zqe",
    "Q000006": f"{_LINKS} zqf",
    "Q000007": "zqg " + "long " * 1_000 + "x" * 5_000,
    "Q000008": f"-1+1 {_HTML} {_TERMINAL} {_BIDI} {_LINES} {_LINKS} zqh",
}
#: The person whose rows still name each other, so that what hangs on such a name is shown too.
LINKED = "Q000008"
#: Fields by which one row names another, or a rule.
REFERENCES = {
    *("row_id", "names_event", "plan_id", "answers", "for_contact", "about", "victim_id", "rule"),
}
#: What no name of a person may hold when it is shown.
UNSEEN = frozenset(map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160)])) | frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
HARMLESS = "Plain words"
_ROWS = 1


def caseload(folder: Path, *, harmless: bool = False) -> Path:
    """The export as JSON Lines: a person for each hostile text, and one who cannot be read. Harmless: plain words."""
    folder.mkdir()
    path = folder / ("plain.jsonl" if harmless else "=cmd <b>x<b> [bold red]y[bold red] `z`.jsonl")
    people = [_person(crn, HARMLESS if harmless else text) for crn, text in HOSTILE.items()]
    if not harmless:
        people.append(_unreadable())
    path.write_text("".join(json.dumps(person) + "\n" for person in people), encoding="utf-8")
    return path


def text_fields(model: type[BaseModel]) -> set[str]:
    """The fields of a table, or of the case, that hold any text at all: not a code, a date or a number."""
    return {name for name, field in model.model_fields.items() if _takes_text(field.annotation)} - {"crn"}


def _takes_text(annotation: Any) -> bool:
    if annotation is str:
        return True
    if get_origin(annotation) in (Union, types.UnionType, Annotated, list):
        return any(_takes_text(part) for part in get_args(annotation))
    return False


def _person(crn: str, text: str) -> dict[str, Any]:
    keep = REFERENCES if crn == LINKED else set()
    case = _BASE.model_dump(mode="json", exclude_unset=True, by_alias=True)
    case |= {"crn": crn} | _filled(CaseRecord, text, keep)
    for table, model in tables().items():
        rows = (case.get(table) or [{}])[:_ROWS]
        filled = [_filled(model, text, keep, number) for number in range(len(rows))]
        case[table] = [row | hostile for row, hostile in zip(rows, filled, strict=True)]
    return case


def _filled(model: type[BaseModel], text: str, keep: set[str], number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in text_fields(model) - keep:
        one = f"{text} {number}" if name == "row_id" else text
        found[name] = [one] if get_origin(_bare(model.model_fields[name].annotation)) is list else one
    return found


def _bare(annotation: Any) -> Any:
    """The annotation without "or None"."""
    return next((part for part in get_args(annotation) if part is not type(None)), annotation)


def _unreadable() -> dict[str, Any]:
    """A case of which codes, dates, numbers, columns and tables are hostile, as its number is."""
    text = HOSTILE[LINKED]
    row = {"date": text, "kind": text, text: text}
    return {"crn": f"Q999999 {text}", "gender": text, "rar_days": text, "contacts": [row], text: [row]}


def _base() -> CaseRecord:
    """A case of the demonstration with rows in many tables, that still runs and has something to sign."""
    base = max(generate(60, 5), key=lambda record: sum(bool(getattr(record, table)) for table in tables()))
    assert base.start_date
    assert base.exported_on
    assert base.plans
    submitted = base.exported_on - dt.timedelta(days=20)
    unsigned = {"row_id": "unsigned", "date": submitted, "submitted": submitted, "countersigned": None}
    return base.model_copy(
        update={
            "end_date": base.start_date + dt.timedelta(days=730),
            "closed_date": None,
            "plans": [base.plans[0].model_copy(update=unsigned), *base.plans],
        }
    )


_BASE = _base()
#: A first day of fieldwork by which its order has run for nine months.
FIELDWORK = (_BASE.start_date or dt.date.max) + dt.timedelta(days=273)


def every_text_field() -> Iterator[str]:
    """Each as table.field; the case itself is a table without a name."""
    yield from (f".{name}" for name in sorted(text_fields(CaseRecord)))
    for table, model in tables().items():
        yield from (f"{table}.{name}" for name in sorted(text_fields(model)))

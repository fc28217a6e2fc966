"""A caseload with somebody's name in every place of it that can hold words, and everything that a run of it writes."""

import io
import json
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from practice_check.demo import generate
from practice_check.records.columns import Kind, columns_of
from practice_check.records.model import CaseRecord, tables

#: What other than a name would say who somebody is.
POSTCODE, PHONE, MAIL, PNC, NOMIS = "NE66 1QX", "07700 900123", "q.lastname@mail.example", "2001/7654321K", "A7654BQ"
BORN = "1987-04-23"
#: The same, as our screens write a day.
BORN_IN_WORDS = ("23 Apr 1987", "23 April 1987", "23/04/1987", BORN)


_ACCENTS = re.compile("[\u0300-\u036f]")


class Names:
    """Goes through the names again and again, each time spelt in another way."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names, self._count = names, 0

    def next(self) -> str:
        first, _, last = self._names[self._count % len(self._names)].partition(" ")
        forms = (
            f"{first} {last}",
            f"{last}, {first}",
            f"{first.upper()} {last.upper()}",
            f"{last.upper()},  {first}",
            f"{first[0]} {last}",
            f"{first}  {last}'s",
            f"{last.lower()} {first.lower()}",
        )
        self._count += 1
        return forms[self._count % len(forms)]


def cases(names: Sequence[str], count: int = 3) -> list[dict[str, Any]]:
    """Invented cases of which every field that can hold words holds a name, in all ways of spelling it."""
    said = Names(names)
    return [
        _named(record.model_dump(mode="json", exclude_unset=True, by_alias=True), said) for record in invented(count)
    ]


def invented(count: int) -> list[CaseRecord]:
    """Cases of the demo that have rows in most tables."""
    return sorted(generate(30, 7), key=lambda record: -sum(bool(getattr(record, table)) for table in tables()))[:count]


def _named(case: dict[str, Any], said: Names) -> dict[str, Any]:
    case["source"] = None
    own = said.next()
    case["date_of_birth"] = BORN
    case |= {column.field: _text(column.field, said) for column in columns_of(CaseRecord).values() if _is_text(column)}
    case["name"] = own
    for table, model in tables().items():
        rows = case.setdefault(table, [])
        if not rows:
            rows.append({})
        for row in rows:
            for column in columns_of(model).values():
                if _is_text(column) and column.field not in ("rule", "row_id", "plan_id", "level"):
                    text = _text(column.field, said)
                    row[column.field] = [text] if column.many else f"{text}, {own}"
            row["row_id"] = f"{table} {said.next()} {len(row)} {id(row)}"
    return {name: value for name, value in case.items() if name != "source"}


def _is_text(column: Any) -> bool:
    return column.kind is Kind.TEXT


def _text(field: str, said: Names) -> str:
    rest = (
        f" of {POSTCODE}, {PHONE}, {MAIL}, PNC {PNC}, {NOMIS}" if field in ("note", "text", "about", "action") else ""
    )
    return f"{said.next()}{rest}"


def with_faults(case: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The case with a name in every kind of place that cannot be read."""
    said = Names(names)
    case = json.loads(json.dumps(case))
    case["crn"] = "X955501"
    case["gender"], case["order_type"] = said.next(), f"the order of {said.next()}"
    case["end_date"], case["rsr_score"], case["disability"] = said.next(), f"5 by {said.next()}", said.next()
    case[said.next()] = "unknown"
    case["date_of_birth"] = f"{BORN_IN_WORDS[2]} ({said.next()})"
    case["contacts"].append({"date": "31/02/2025", "kind": said.next(), "outcome": PHONE, said.next(): 1})
    case["contacts"].append({"date": "2026-03-03", "kind": "office", "children_seen": MAIL, "note": 7})
    case["plans"].append({"kind": "sentence", "date": POSTCODE, "contact_per_month": f"2, says {said.next()}"})
    case["covers"] = {said.next(): {"from": said.next()}}
    case[f"table of {said.next()}"] = []
    return case


def parts_of(names: Sequence[str]) -> set[str]:
    return {folded(part) for name in names for part in name.replace("'", " ").split() if len(part) >= 4}


def folded(text: str) -> str:
    """Small letters without accents; white space of any length is a blank."""
    return " ".join(_ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold().split())


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below the folder by its name, and what stands in it; a workbook part by part."""
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_dir():
            yield name, ""
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as book:
                yield from ((f"{name}/{part}", book.read(part).decode(errors="replace")) for part in book.namelist())
        elif path.suffix == ".sqlite":
            with sqlite3.connect(path) as history:
                yield name, "\n".join(history.iterdump())
            yield f"{name} as bytes", path.read_bytes().decode(errors="replace")
        else:
            yield name, path.read_text(errors="replace")

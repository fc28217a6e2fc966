"""A small mapping and its exports, written out in the test that uses them."""

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from practice_check.ingest import Export, Problem, read
from practice_check.mapping import load_all
from practice_check.records.model import CaseRecord

#: Two people: one with an order and a licence, one with an order.
ORDERS = """
    CRN,event,start
    X900001,1,03/02/2025
    X900001,2,03/06/2025
    X900002,1,10/02/2025
"""
ORDERS_SHEET = """
    orders:
      names: orders
      columns:
        crn: {names: CRN, needed: yes}
        event: {names: event, needed: yes}
        start: {names: start, needed: yes}
      entries:
        - table: cases
          fields: {crn: crn, event_number: event, start_date: start}
"""


@dataclass(frozen=True)
class Read:
    """What came of an export."""

    export: Export

    def case(self, crn: str = "X900001", event: int = 1) -> CaseRecord:
        return next(record for record in self.export.records if record.key == (crn, event))

    def said(self, words: str) -> list[Problem]:
        return [problem for problem in self.export.problems if words in problem.message]

    @property
    def faults(self) -> list[Problem]:
        return [problem for problem in self.export.problems if problem.is_fault]


def mapping_of(sheets: str, *, covers: str = "{}", more: str = "") -> str:
    """A mapping file with the orders of this module and the sheets given."""
    body = dedent(ORDERS_SHEET).strip() + "\n" + dedent(sheets).strip()
    indented = "\n".join("  " + line for line in body.splitlines())
    return f"title: small\nsystem: other\nabout: for a test\ncovers: {covers}\n{dedent(more)}\nsheets:\n{indented}\n"


def read_small(folder: Path, mapping: str, **files: str) -> Read:
    """The CSV files (``contacts="…"``) beside the orders, read by the mapping."""
    (folder / "small.yaml").write_text(mapping)
    export = folder / "export"
    export.mkdir()
    for name, text in {"orders": ORDERS, **files}.items():
        (export / f"{name}.csv").write_text(dedent(text).strip() + "\n")
    return Read(read([export], load_all([folder / "small.yaml"])))

"""The results as one JSON document: the form that other programs read, and that later runs are compared with.

Each rule, case, finding, caseload warning and problem has a line to itself, so that two files can be compared line by
line. It is written as a stream, in the order of the contract, whatever the size of the run.
"""

from collections.abc import Iterable
from typing import BinaryIO

from practice_check.audit.results import SCHEMA
from practice_check.reports.files.pieces import Pieces, json_of


def as_json(pieces: Pieces, out: BinaryIO) -> None:
    head = pieces.head
    out.write(b'{\n"schema": ' + json_of(SCHEMA) + b',\n"run": ' + json_of(head.run) + b',\n"rules": {\n')
    _lines(out, (json_of(name) + b": " + json_of(rule) for name, rule in head.rules.items()))
    out.write(b"\n}")
    _list(out, "cases", pieces.summaries())
    _list(out, "findings", (b"{" + findings.replace(b"\n", b",\n{") for findings in pieces.findings()))
    _list(out, "warnings", map(json_of, head.warnings))
    _list(out, "problems", map(json_of, head.problems))
    _list(out, "data_problems", map(json_of, head.data_problems))
    _list(out, "undecidable", map(json_of, head.undecidable))
    _list(out, "wanting", pieces.wanting())
    _list(out, "histories", pieces.histories())
    _list(out, "departures", map(json_of, head.departures))
    _list(out, "noted", map(json_of, head.noted))
    out.write(b',\n"changes": ' + json_of(head.changes) + b',\n"trend": ' + json_of(head.trend) + b"\n}\n")


def _list(out: BinaryIO, name: str, lines: Iterable[bytes]) -> None:
    out.write(f',\n"{name}": [\n'.encode())
    _lines(out, lines)
    out.write(b"\n]")


def _lines(out: BinaryIO, lines: Iterable[bytes]) -> None:
    """With a comma between two, and none after the last."""
    between = b""
    for line in lines:
        out.write(between)
        out.write(line)
        between = b",\n"

"""Nothing leaves the machine."""

import socket
from pathlib import Path

import pytest

from practice_check import check
from practice_check.demo import generate


def test_a_check_opens_no_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket.socket, "connect_ex", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    path = tmp_path / "caseload.jsonl"
    path.write_text("".join(record.model_dump_json(exclude_unset=True) + "\n" for record in generate(5, 1)))
    assert check(path).run.cases_not_checked == 0

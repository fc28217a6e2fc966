"""Hostile text in every text field of the case record comes out of every command, in every format, as plain text."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from practice_check.records.model import tables
from practice_check.reports import FORMATS
from tests.acceptance import hostile, plain_text
from tests.acceptance.command import practice_check
from tests.acceptance.hostile import HOSTILE, LINKED
from tests.in_chromium import OpenPage

RULE = "initial-home-visit"
MARKS = {crn: re.findall(r"zq\w", text)[0] for crn, text in HOSTILE.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def export(folder: Path) -> Path:
    return hostile.caseload(folder / "export")


@pytest.fixture(scope="module")
def departures(folder: Path) -> Path:
    """An exceptions file whose reasons are hostile: one that fits, one about nothing, and one of no case at all."""
    path = folder / "departures.csv"
    text = HOSTILE[LINKED].replace("\r", " ").replace('"', '""')
    rows = [f'{crn},{RULE},"{text}","{text}","B {text}"' for crn in (LINKED, "Q000001", "Q555555")]
    path.write_text("\n".join(["crn,rule,reason,by,agreed_by", *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def said(folder: Path, export: Path, departures: Path) -> dict[str, str]:
    """What each command printed; their files are in folders of the same names."""
    before = hostile.caseload(folder / "before", harmless=True)
    done = practice_check("check", before, "--format", "json", "--no-history", "--out", folder / "run before")
    assert done.code == 0, done.err
    formats = [word for fmt in FORMATS for word in ("--format", fmt)]
    check: tuple[str | Path, ...] = (
        "check",
        export,
        "--show",
        "all",
        *formats,
        "--per-officer",
        "--exceptions",
        departures,
    )
    commands: dict[str, tuple[str | Path, ...]] = {
        "check": (*check, "--baseline", folder / "run before"),
        "case": ("case", export, LINKED),
        "case page": ("case", export, LINKED, "--format", "html"),
        "explain": ("explain", export, LINKED, RULE),
        "countersign": ("countersign", export),
        "compare": ("compare", folder / "run before", folder / "check"),
        "validate": ("records", "validate", export),
        "sample": ("sample", export, "--fieldwork", f"{hostile.FIELDWORK:%d/%m/%Y}", "--size", "8", "--double", "2"),
    }
    printed = {}
    for name, command in commands.items():
        out = ("--out", folder / name) if name not in ("case", "explain", "validate") else ()
        ended = practice_check(*command, *out)
        assert ended.code in (0, 3) or name == "validate", ended.err
        printed[name] = ended.out
        plain_text.terminal(ended.err.encode())
    return printed


def _written(folder: Path, name: str) -> dict[str, Path]:
    return {path.name: path for path in sorted((folder / name).rglob("*")) if path.suffix in plain_text.KINDS}


def test_every_text_field_of_the_model_is_hostile(export: Path) -> None:
    """The fields are those of the model, so that one that is added later is filled as well."""
    assert len(list(hostile.every_text_field())) > 100
    people = [json.loads(line) for line in export.read_text(encoding="utf-8").split("\n") if line]
    for person in people[: len(HOSTILE)]:
        text = HOSTILE[person["crn"]]
        for place in hostile.every_text_field():
            table, field = place.split(".")
            if person["crn"] != LINKED or field not in hostile.REFERENCES:
                for row in person[table] if table else [person]:
                    assert text in "".join(row[field]), place


def test_the_fields_that_are_kept_for_their_links_are_there() -> None:
    names = {name for model in tables().values() for name in model.model_fields}
    assert names >= hostile.REFERENCES


@pytest.mark.parametrize("command", ["check", "case", "explain", "countersign", "compare", "validate", "sample"])
def test_a_terminal_is_sent_plain_text(command: str, said: dict[str, str]) -> None:
    text = " ".join(plain_text.terminal(said[command].encode()).split())
    assert "<script>alert(1)" in text


@pytest.mark.parametrize(
    ("command", "files"),
    [
        (
            "check",
            {
                *("results.json", "results.jsonl", "results.csv", "summary.csv"),
                *("report.html", "report.xlsx", "report.md"),
            },
        ),
        ("case page", {f"case-{LINKED}.html"}),
        ("countersign", {"countersigning.html"}),
        ("compare", {"compare.json", "compare.csv", "compare.md"}),
        ("sample", {"assessors.xlsx", "assessors-second.xlsx", "briefs.html", "population.csv", "sample.csv"}),
    ],
)
def test_nothing_in_a_file_is_obeyed(command: str, files: set[str], folder: Path, said: dict[str, str]) -> None:
    assert said
    written = _written(folder, command)
    assert files <= set(written)
    for path in written.values():
        plain_text.read(path)


@pytest.mark.parametrize(
    "file", ["results.json", "results.jsonl", "results.csv", "report.html", "report.xlsx", "report.md"]
)
def test_what_was_written_is_still_there_to_read(file: str, folder: Path, said: dict[str, str]) -> None:
    assert said
    text = plain_text.read(folder / "check" / file)
    assert [mark for mark in MARKS.values() if mark not in text] == []
    assert "<script>alert(1)</script>" in text
    assert "[bold red]x[/bold red]" in text
    assert "=cmd|' /C calc'!A0" in text


def test_a_workbook_is_written_for_each_officer_and_nowhere_else(folder: Path, said: dict[str, str]) -> None:
    assert said
    names = [path.name for path in (folder / "check" / "officers").iterdir()]
    assert len(names) == len(HOSTILE) + 1
    assert all(re.fullmatch(r"[a-z0-9-]{1,60}\.xlsx", name) for name in names), names


def test_json_says_exactly_what_the_export_said(folder: Path, said: dict[str, str]) -> None:
    assert said
    text = (folder / "check" / "results.json").read_bytes()
    assert plain_text.json_document(text).count(HOSTILE["Q000005"]) > 10


def test_a_terminal_in_colour_obeys_nothing_of_it(export: Path) -> None:
    """As somebody at a terminal sees it."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "COLUMNS": "100", "LINES": "51", "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        [sys.executable, "-m", "practice_check", "case", str(export), LINKED],
        stdout=follower,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        os.close(follower)
        sent = b""
        while part := _part(leader):
            sent += part
    os.close(leader)
    assert process.returncode == 0
    assert b"\x1b[1m" in sent
    assert "[bold red]x[/bold red]" in " ".join(plain_text.colour_terminal(sent).split())


def _part(leader: int) -> bytes:
    try:
        return os.read(leader, 65_536)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.parametrize(
    "page",
    ["check/report.html", f"case page/case-{LINKED}.html", "countersign/countersigning.html", "sample/briefs.html"],
)
def test_a_browser_obeys_nothing_of_it(page: str, folder: Path, said: dict[str, str], page_of: OpenPage) -> None:
    """The page asks for nothing, opens no dialog and logs no fault (which the fixture sees to), on any of its parts."""
    assert said
    data = (folder / page).read_bytes()
    opened = page_of(data)
    opened.wait_for_function("document.body.innerText.includes('zq')")
    for crn in HOSTILE if page == "check/report.html" else ():
        opened.evaluate("anchor => { location.hash = anchor }", f"#case-{crn}-1")
        opened.wait_for_function(
            "mark => document.querySelector('h1').innerText && document.body.innerText.includes(mark)", arg=MARKS[crn]
        )

"""What is wrong with the data, tied to the verdicts that wait for it: held by putting each problem right."""

import datetime as dt
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from practice_check import ingest
from practice_check.audit import Options, Results, check
from practice_check.audit.data_problems import Group, groups
from practice_check.audit.results import Finding
from practice_check.audit.wanted import WantingId, id_of, numbered
from practice_check.demo import generate
from practice_check.rulebook import Rulebook

AS_OF = dt.date(2026, 10, 30)
PEOPLE = 5


def waits_for(finding: Finding) -> set[WantingId]:
    return {numbered(finding.crn, number) for number in finding.wanting}


Plant = Callable[[Workbook], None]


def column(sheet: Worksheet, name: str) -> int:
    return [cell.value for cell in sheet[1]].index(name) + 1


def rows_with(sheet: Worksheet, name: str, values: Iterable[object], most: int = 3) -> list[int]:
    wanted = {str(value).replace("_", " ") for value in values}
    place = column(sheet, name)
    said = {row: str(sheet.cell(row, place).value).replace("_", " ") for row in range(2, sheet.max_row + 1)}
    return [row for row, value in said.items() if value in wanted][:most]


def write(table: str, name: str, value: str | int | None, where: tuple[str, tuple[str, ...]]) -> Plant:
    """Write a value into a column of the first rows that have one of these values in another."""

    def plant(book: Workbook) -> None:
        sheet = book[table]
        rows = rows_with(sheet, *where)
        assert rows, f"nothing to spoil in {table}"
        for row in rows:
            sheet.cell(row, column(sheet, name)).value = value

    return plant


def without_column(table: str, name: str) -> Plant:
    return lambda book: book[table].delete_cols(column(book[table], name))


def without_sheet(table: str) -> Plant:
    return lambda book: book.remove(book[table])


@dataclass(frozen=True)
class Planted:
    """``who``: who can mend it; ``what``: words of the group's line."""

    plant: Plant
    kind: str
    what: str
    who: str


PLANTED = {
    "a word that no outcome has": Planted(
        write("contacts", "outcome", "atended", ("kind", ("home_visit",))),
        "fault",
        "3 cells of 'outcome': 'atended' is not an outcome of a contact",
        "officer",
    ),
    "a date that is none": Planted(
        write("assessments", "date", "31/02/2026", ("kind", ("rosh_full",))), "fault", "not a real date", "officer"
    ),
    "a blank": Planted(
        write("rosh_levels", "level", None, ("level", ("medium", "high"))),
        "blank",
        "3 rows of 'rosh_levels': 'level' blank",
        "officer",
    ),
    "a column that is not there": Planted(
        without_column("plans", "status"), "no_column", "the sheet 'plans' has no column 'status'", "exporter"
    ),
    "a sheet that is not there": Planted(
        without_sheet("oversight"), "absent", "the sheet 'oversight' is not in the workbook", "exporter"
    ),
    "a row that says not whose it is": Planted(
        write("requirements", "event_number", "nine", ("type", ("rehabilitation_activity", "unpaid_work"))),
        "fault",
        "left out: not the number of an order",
        "officer",
    ),
}


@pytest.fixture(scope="module")
def sound() -> bytes:
    return ingest.workbook_of(list(generate(PEOPLE, as_of=AS_OF)))


def spoilt(sound: bytes, plants: Iterable[Planted], file: Path) -> Path:
    book = load_workbook(io.BytesIO(sound))
    for planted in plants:
        planted.plant(book)
    book.save(file)
    return file


def checked(file: Path, rulebook: Rulebook) -> Results:
    return check(ingest.read([file]), rulebook, Options(as_of=AS_OF))


@pytest.fixture(scope="module")
def whole(sound: bytes, rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The run with everything planted."""
    return checked(spoilt(sound, PLANTED.values(), tmp_path_factory.mktemp("all") / "caseload.xlsx"), rulebook)


def group_of(results: Results, planted: Planted) -> Group:
    found = [
        group for group in groups(results) if planted.what in group.problem.what and group.problem.kind == planted.kind
    ]
    assert len(found) == 1, [group.problem.what for group in groups(results)]
    return found[0]


def of_group(results: Results, group: Group) -> tuple[set[str], set[str]]:
    """The findings that wait for the group, and those of them that wait for nothing else, by fingerprint."""
    waiting = {finding.fingerprint for finding in results.findings if group.wanting & waits_for(finding)}
    others = {finding.fingerprint for finding in results.findings if waits_for(finding) - group.wanting}
    return waiting, waiting - others


def untold(results: Results) -> dict[str, Finding]:
    return {finding.fingerprint: finding for finding in results.findings if finding.verdict == "cannot_tell"}


def test_whatever_could_not_be_told_is_tied_to_what_would_tell_it(whole: Results) -> None:
    assert len(untold(whole)) > 100
    assert all(finding.wanting for finding in untold(whole).values())
    assert not any(finding.wanting for finding in whole.findings if finding.verdict != "cannot_tell")
    assert {one for finding in whole.findings for one in waits_for(finding)} == set(map(id_of, whole.wanting))


@pytest.mark.parametrize("name", PLANTED)
def test_each_is_said_once_with_who_can_mend_it(whole: Results, name: str) -> None:
    planted = PLANTED[name]
    group = group_of(whole, planted)
    problem = group.problem
    assert problem.who == planted.who
    assert problem.verdicts >= problem.frees
    assert problem.verdicts == len(of_group(whole, group)[0])
    assert problem.frees == len(of_group(whole, group)[1])
    assert sum(each.verdicts for each in problem.rules) == problem.verdicts
    severities = [("high", "medium", "low").index(each.severity) for each in problem.rules]
    assert severities == sorted(severities)


@pytest.mark.parametrize("name", PLANTED)
def test_mended_it_frees_what_waits_for_it_alone_and_nothing_that_does_not_wait(
    whole: Results, sound: bytes, rulebook: Rulebook, tmp_path: Path, name: str
) -> None:
    """What waits for it alone is then firm, or waits for what only the mended cells brought up; no other is told.

    And what the record had decided before stands: the verdict given was right however the blanks are filled. (That
    something is not recorded is decided too, and is mended by a blank that is filled.)
    """
    blank = PLANTED[name].kind == "blank"
    others = [planted for other, planted in PLANTED.items() if other != name]
    mended = checked(spoilt(sound, others, tmp_path / "caseload.xlsx"), rulebook)
    waiting, alone = of_group(whole, group_of(whole, PLANTED[name]))
    assert waiting, "nothing waits for what was planted: it shows nothing"
    before, after = untold(whole), untold(mended)
    now = {finding.fingerprint: finding.verdict for finding in mended.findings}
    told = {fingerprint for fingerprint in before if now.get(fingerprint, "cannot_tell") != "cannot_tell"}
    assert told, "nothing was told when it was mended"
    assert told <= waiting
    assert len(alone & after.keys()) <= len(alone) // 10
    for fingerprint in alone & after.keys():
        assert not places(whole, before[fingerprint]) & places(mended, after[fingerprint])
    firm = {
        finding.fingerprint: finding.verdict
        for finding in whole.findings
        if finding.verdict != "cannot_tell"
        and finding.decided_by == "record"
        and not (blank and finding.verdict == "gap")
    }
    assert {fingerprint: now.get(fingerprint, verdict) for fingerprint, verdict in firm.items()} == firm


def places(results: Results, finding: Finding) -> set[tuple[str, str, str | None, str | None]]:
    named = {id_of(place): place for place in results.wanting}
    found = (named[one] for one in waits_for(finding))
    return {(place.lack, place.table, place.field, place.source) for place in found}


def test_those_stand_first_that_free_most(whole: Results) -> None:
    keys = [(-each.not_checked, -each.frees, -each.verdicts) for each in whole.data_problems]
    assert keys == sorted(keys)

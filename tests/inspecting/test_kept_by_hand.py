"""Sheets as offices keep them by hand: short forms, headings over groups, numbered columns, titles with the day."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from practice_check import ingest
from practice_check.ingest.reading import open_sheets
from practice_check.inspecting.draft import draft
from practice_check.inspecting.recognise import ColumnFinding
from practice_check.inspecting.report import Inspection, inspect
from practice_check.mapping import load, load_all
from practice_check.records.model import CaseRecord

CRNS = ("X900011", "X900012", "X900013", "X900014")
STARTS = ("14.01.2025", "20.02.2025", "27.03.2025", "30.04.2025")


class Tracker:
    """A sheet of one row a case: whatever columns are asked for, beside the CRN and the start of the order."""

    def __init__(self, folder: Path, columns: Mapping[str, Sequence[object]], *above: Sequence[object]) -> None:
        self.path = folder / "tracker.xlsx"
        self.folder = folder
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Tracker"
        for row in above:
            sheet.append(list(row))
        whole = {"CRN": CRNS, "Start of order": STARTS, **columns}
        sheet.append(list(whole))
        for row in zip(*whole.values(), strict=True):
            sheet.append(row)
        book.save(self.path)

    def inspected(self) -> Inspection:
        return inspect(open_sheets([self.path])[0])

    def finding(self, heading: str) -> ColumnFinding:
        return next(found for found in self.inspected().columns if found.column.heading == heading)

    def draft(self) -> str:
        return draft(self.inspected(), [self.path.name])

    def read(self, text: str) -> list[CaseRecord]:
        mapping = self.folder / "tracker.yaml"
        mapping.write_text(text)
        return list(ingest.read([self.path], load_all([mapping])).records)


def confirmed(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.strip().startswith("guess:"))


def taken_as(finding: ColumnFinding) -> str | None:
    return None if finding.best is None else finding.best.target.key


LATER = ("15.06.2025", "21.06.2025", "", "30.06.2025")
ENDS = ("13.01.2026", "19.02.2026", "26.03.2026", "29.04.2026")


@pytest.mark.parametrize(
    ("heading", "cells", "key"),
    [
        ("Sntc dt", ("13.01.2025", "19.02.2025", "26.03.2025", "29.04.2025"), "sentence_date"),
        ("Ord. exp. dt", ENDS, "end_date"),
        ("CS chk retd", LATER, "childrens_services_check_answered"),
        ("RMP c/signed", LATER, "risk_management_plan_countersigned"),
        ("Dt termd", LATER, "closed_date"),
        ("PO", ("A. Bell", "C. Day", "A. Bell", "C. Day"), "officer"),
    ],
)
def test_a_short_form_is_guessed_and_never_taken(heading: str, cells: Sequence[str], key: str, tmp_path: Path) -> None:
    found = Tracker(tmp_path, {heading: cells}).finding(heading)
    assert (taken_as(found), found.state) == (key, "guessed")


def test_what_stands_under_another_group_is_asked_about_whatever_its_own_name(tmp_path: Path) -> None:
    names = ("Ann Lee", "Bob Ray", "Cat Poe", "Dan Fox")
    births = ("01.02.1970", "14.03.1982", "25.04.1991", "30.05.1969")
    columns = {"Name": names, "Date of birth": births}
    for heading in columns:
        own = Tracker(tmp_path, {**columns, "RMP dt": LATER, "HV dt": LATER}, ["Order", None, "Person", None])
        assert own.finding(heading).state == "recognised"
        others = Tracker(tmp_path, {**columns, "RMP dt": LATER, "HV dt": LATER}, ["Order", None, "Victim", None])
        assert others.finding(heading).state == "guessed"
        assert "Victim" in others.finding(heading).why


def test_the_heading_over_a_group_helps_to_guess(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path, {"Kind": ("CO", "SSO", "CO", "Lic")}, ["Person", None, "Order"])
    assert taken_as(tracker.finding("Kind")) == "order_type"


def test_numbered_columns_make_an_entry_each_once_confirmed(tmp_path: Path) -> None:
    columns = {
        "HV1 date": ("20.01.2025", "25.02.2025", "", "14.05.2025"),
        "HV1 outcome": ("attended", "no access", "", "attended"),
        "HV2 date": ("20.02.2025", "", "", ""),
        "HV2 outcome": ("attended", "", "", ""),
    }
    tracker = Tracker(tmp_path, columns)
    text = tracker.draft()
    assert all(record.contacts is None for record in tracker.read(text))  # as it stands nothing of it is read
    visits = {
        record.crn: [(visit.date, visit.kind, visit.outcome) for visit in record.contacts or []]
        for record in tracker.read(confirmed(text))
    }
    assert visits == {
        "X900011": [
            (dt.date(2025, 1, 20), "home_visit", "attended"),
            (dt.date(2025, 2, 20), "home_visit", "attended"),
        ],
        "X900012": [(dt.date(2025, 2, 25), "home_visit", "no_access")],
        "X900013": [],
        "X900014": [(dt.date(2025, 5, 14), "home_visit", "attended")],
    }


@pytest.mark.parametrize(
    "title",
    [["As at 30.09.2025"], ["Northtown tracker - run date: 30 Sep 2025"], ["Run date", dt.datetime(2025, 9, 30)]],
)
def test_the_day_of_export_is_taken_from_a_title(title: Sequence[object], tmp_path: Path) -> None:
    tracker = Tracker(tmp_path, {"End of order": ENDS}, title, [])
    mapping = tmp_path / "tracker.yaml"
    mapping.write_text(tracker.draft())
    assert ingest.read([tracker.path], load_all([mapping])).exported_on == dt.date(2025, 9, 30)


def test_a_day_of_export_that_could_be_read_either_way_is_not_taken(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path, {"End of order": ENDS}, ["Run date: 05/09/2025"])
    text = tracker.draft()
    assert '# exported_on: {title: "Run date"}' in text
    mapping = tmp_path / "tracker.yaml"
    mapping.write_text(text)
    assert ingest.read([tracker.path], load_all([mapping])).exported_on is None


def test_a_column_with_no_day_over_12_is_asked_about_and_the_draft_does_not_load(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path, {"Date of sentence": ("03/01/2025", "04/02/2025", "05/03/2025", "06/04/2025")})
    text = tracker.draft()
    assert text.count("        dates: ask ") == 1
    mapping = tmp_path / "tracker.yaml"
    mapping.write_text(text)
    with pytest.raises(Exception, match="which comes first"):
        load(mapping)


def test_every_table_has_one_word_to_answer_whether_it_is_complete(tmp_path: Path) -> None:
    text = Tracker(tmp_path, {"Home visit date": LATER, "RMP date": LATER}).draft()
    covers = text[text.index("covers:") : text.index("sheets:")].split("\n")[1:]
    assert [line.split("#")[0].strip() for line in covers if line.strip()] == ["contacts: nothing", "plans: nothing"]


def test_names_that_any_system_has_do_not_make_a_sheet_one_of_a_shipped_mapping(tmp_path: Path) -> None:
    born = {"Name": ("A", "B", "C", "D"), "DOB": STARTS}
    inspection = Tracker(tmp_path, born).inspected()
    assert inspection.known == ()


def test_a_heading_over_a_group_is_not_read_over(tmp_path: Path) -> None:
    columns = {"Name": ("A", "B", "C", "D"), "Sentence type": ("ORA Community Order",) * 4}
    inspection = Tracker(tmp_path, columns, ["Person", None, "Victim", "Order"]).inspected()
    assert inspection.known == ()


def test_codes_of_the_system_make_a_sheet_one_of_its_mapping_s_whatever_its_name(tmp_path: Path) -> None:
    columns = {"Sentence Type": ("ORA Community Order",) * 4, "Expected end date": STARTS}
    (known,) = Tracker(tmp_path, columns).inspected().known
    assert known.mapping in {"ndelius", "case-list"}

"""The Excel workbook: what stands on which sheet, in which order, and that nothing in it can run."""

import datetime as dt
import io
import re
import zipfile
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from practice_check.answers.progress import CHOICES, TO_FILL
from practice_check.audit.data_problems import with_data_problems
from practice_check.audit.parts import CaseHistory, Departure, LastTime, Noted
from practice_check.audit.results import COLUMNS, Finding, OccasionInfo, Results
from practice_check.ingest.problems import Place
from practice_check.reports import officer_workbooks, render
from practice_check.reports.selection.act_today import act_today, pressing
from practice_check.reports.selection.items import View
from practice_check.reports.workbook import sheet as looks
from practice_check.reports.workbook.officers import file_names
from practice_check.reports.workbook.sheet import Tint
from tests.reports.report_sample import HOSTILE, UNSEEN, hostile, many, sample

SHEETS = [
    *("Read me", "Action list", "My desk", "Due", "Cases", "Look twice", "Departures"),
    *("Data problems", "Data problems, each row", "Rules", "Findings"),
]
PROSE = {"Read me", "Supervision"}


def opened(results: Results, show: set[str] | None = None) -> Workbook:
    return load_workbook(io.BytesIO(render(results, "xlsx", show or set())))


def officers(results: Results) -> dict[str, Workbook]:
    return {name: load_workbook(io.BytesIO(data)) for name, data in officer_workbooks(results)}


def rows(book: Workbook, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by heading."""
    lines = list(book[name].iter_rows(values_only=True))
    lines = lines[1:] if not any(lines[0][1:]) else lines  # what is left out stands above the headings
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def noted(results: Results, fingerprint: str, **more: Any) -> Noted:
    finding = next(one for one in results.findings if one.fingerprint == fingerprint)
    told = {"progress": "put right", "still_open": finding.verdict == "gap", **more}
    return Noted(fingerprint=fingerprint, crn=finding.crn, event_number=finding.event_number, rule=finding.rule, **told)


# ---------------------------------------------------------------- the sheets


def test_the_sheets_stand_in_their_order() -> None:
    assert opened(sample()).sheetnames == SHEETS


def test_the_action_list_is_in_the_order_of_the_first_screen() -> None:
    results = many(4)
    view = View(results)
    listed = rows(opened(results), "Action list")
    assert [row["Reference"] for row in listed] == [item.finding.fingerprint for item in pressing(view)]
    people = list(dict.fromkeys(row["CRN"] for row in listed))
    assert people == [person.crn for person in act_today(view)]


def test_a_row_of_the_action_list_says_what_whose_and_how() -> None:
    row = next(row for row in rows(opened(sample()), "Action list") if row["Reference"] == "f02")
    assert row["CRN"] == "X900002"
    assert row["Name"] == "Susan Pike"
    assert row["Officer now"] == "J Marsh"
    assert row["What is not recorded"].startswith("No RoSH screening is in force")
    assert row["By when"] == dt.datetime(2013, 2, 11)
    assert row["Days past due"] == (dt.date(2013, 12, 16) - dt.date(2013, 2, 11)).days
    assert row["What to do"] == "Complete and sign a RoSH screening."
    assert row["Where to record it"] == "OASys: RoSH screening"
    assert (row["Severity"], row["Whose"], row["Can be put right"]) == ("high", "the officer", "yes")
    assert "Full analysis of the risk of harm" in row["What follows from it"]
    assert row["Rule"] == "rosh-screening"
    assert [row[name] for name in TO_FILL] == [None] * 4


def test_the_managers_duties_are_on_the_desk_and_not_on_the_action_list() -> None:
    book = opened(sample())
    managers = {one.fingerprint for one in sample().findings if one.owner == "manager" and one.verdict == "gap"}
    assert managers
    assert not managers & {row["Reference"] for row in rows(book, "Action list")}
    desk = rows(book, "My desk")
    assert {row["Rule"] for row in desk if row["Standing"] == "not recorded"} == {
        one.rule for one in sample().findings if one.fingerprint in managers
    }
    waiting = next(row for row in desk if row["Rule"] == "countersignature")
    since = waiting["Waiting since"].date()
    assert waiting["Days waiting"] == (sample().run.as_of - since).days > 0


def test_what_falls_due_soon_stands_before_what_falls_due_later() -> None:
    late = sample()
    due = next(one for one in late.findings if one.verdict == "due")
    later = due.model_copy(
        update={"fingerprint": "later", "occasion": OccasionInfo(opened=due.occasion.opened, due=dt.date(2014, 6, 2))}
    )
    listed = rows(opened(late.model_copy(update={"findings": [later, *late.findings]})), "Due")
    when = [row["When"] for row in listed]
    assert when[-1] == "later"
    assert set(when[:-1]) == {"in ten working days"}
    assert len(listed) == 1 + sum(one.verdict == "due" for one in late.findings)


def test_a_case_says_when_the_person_was_last_seen_or_that_nobody_can_tell() -> None:
    last = [
        LastTime(what="Seen in person", date=dt.date(2013, 12, 2)),
        LastTime(what="Home visit", date=dt.date(2013, 5, 1), known=False),
    ]
    histories = [
        CaseHistory(crn="X900002", event_number=1, last=last),
        CaseHistory(crn="X900003", event_number=2, last=[LastTime(what="Seen in person")]),
    ]
    listed = {row["CRN"]: row for row in rows(opened(sample().model_copy(update={"histories": histories})), "Cases")}
    assert listed["X900002"]["Last seen in person"] == dt.datetime(2013, 12, 2)
    assert listed["X900002"]["Last home visit"] == "1 May 2013, or later: cannot tell"
    assert listed["X900003"]["Last seen in person"] == "none recorded"
    assert listed["X900004"]["Last seen in person"] == "cannot tell"
    assert (listed["X900002"]["Not recorded"], listed["X900002"]["Cannot tell"]) == (3, 1)
    assert listed["X900006"]["Name"] == "***"


def test_rules_departures_and_problems_are_whole() -> None:
    departure = Departure(
        status="expired", crn="X900002", rule="rosh-screening", reason="in hospital", by="J Marsh", uses=0
    )
    problem = Place("caseload.xlsx", "contacts", 7, "X900002").problem("not a date", "mend it", column="on", value="x")
    results = with_data_problems(sample().model_copy(update={"departures": [departure], "problems": [problem]}))
    book = opened(results)
    (group,) = rows(book, "Data problems")
    assert (group["What is wrong"], group["Where"], group["Rows"]) == ("not a date", "row 7", 1)
    (told,) = rows(book, "Departures")
    assert (told["Name"], told["Reason"], told["By"]) == ("Susan Pike", "in hospital", "J Marsh")
    (fault,) = rows(book, "Data problems, each row")
    assert [fault[name] for name in ("File", "Sheet", "Row", "Column", "Value", "What is wrong", "CRN")] == [
        *("caseload.xlsx", "contacts", 7, "on", "x", "not a date", "X900002")
    ]
    assert (fault["What to write"], fault["Officer now"]) == ("mend it", "J Marsh")
    listed = {row["Rule"]: row for row in rows(book, "Rules")}
    assert listed.keys() == results.rules.keys()
    concern = listed["child-concern-referred"]
    assert concern["Sources"] == "York and North Yorkshire 2014, 4/3.3; Annual report 2013-14, 4.6"
    assert concern["Where its limit comes from"] == "local default"
    assert listed["rosh-screening"]["Where its limit comes from"] != "local default"
    assert concern["Not recorded"] == 1
    verdicts = [name for name in concern if name[0].isupper() and isinstance(concern[name], int)]
    assert sum(row[name] for row in listed.values() for name in verdicts) == sum(
        one.rule in results.rules for one in results.findings
    )


@pytest.mark.parametrize("show", [set(), {"met"}, {"all"}])
def test_the_findings_are_the_flat_rows_of_what_is_shown_and_of_what_somebody_may_have_to_look_at(
    show: set[str],
) -> None:
    listed = rows(opened(sample(), show), "Findings")
    assert not listed or list(listed[0]) == list(COLUMNS)
    wanted = [
        one.fingerprint
        for one in sample().findings
        if "all" in show or (one.verdict in show if show else one.verdict not in ("met", "not_applicable"))
    ]
    assert [row["fingerprint"] for row in listed] == wanted


def test_the_sheet_of_findings_says_at_its_top_how_many_it_leaves_out_and_where_they_are() -> None:
    counts = {**sample().run.counts, "met": 1200, "not_applicable": 3}
    results = sample().model_copy(update={"run": sample().run.model_copy(update={"counts": counts})})
    sheet = opened(results)["Findings"]
    assert sheet["A1"].value == (
        "Left out here: 1,200 that are recorded in time and 3 that do not apply. "
        "results.csv has the first, --show all both."
    )
    assert (sheet["A2"].value, sheet.freeze_panes, sheet.auto_filter.ref.split(":")[0]) == ("crn", "B3", "A2")
    whole = opened(results, {"all"})["Findings"]
    assert (whole["A1"].value, whole.freeze_panes) == ("crn", "B2")


def test_an_empty_run_says_so_on_every_sheet() -> None:
    empty = sample().model_copy(update={"cases": [], "findings": [], "rules": {}})
    book = opened(empty)
    for name in SHEETS[1:-1]:
        assert book[name]["A2"].value, name


def test_the_first_sheet_says_what_the_run_was_and_what_names_are_for() -> None:
    book = opened(sample())
    told = texts(book["Read me"])
    assert "caseload.xlsx" in told
    assert "iaow-2013 (6 cases)" in told
    assert "Officers are named so that they can be helped" in told
    assert "1 case not checked: X900006." in told
    assert "gap" not in told.lower().split()
    assert "\n8\nNot recorded" in told
    assert book["Read me"]["B3"].number_format == looks.DATE_FORMAT


# ---------------------------------------------------------------- how it opens


@pytest.mark.parametrize("name", [name for name in SHEETS if name not in PROSE])
def test_each_table_can_be_filtered_read_and_printed(name: str) -> None:
    sheet = opened(many(2))[name]
    head = 2 if name == "Findings" else 1
    assert sheet.auto_filter.ref == sheet.dimensions.replace("A1", f"A{head}") or sheet.max_row == 2
    assert str(sheet.freeze_panes).endswith(str(head + 1))
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.right.text == "Page &P of &N"
    widths = [sheet.column_dimensions[get_column_letter(place)].width for place in range(1, sheet.max_column + 1)]
    assert min(widths) >= 7


def test_a_sheet_says_its_size_first_so_that_reading_it_back_is_quick() -> None:
    archive = zipfile.ZipFile(io.BytesIO(render(many(2), "xlsx", set())))
    heads = [archive.read(f"xl/worksheets/sheet{number}.xml")[:2_000] for number in range(2, len(SHEETS) + 1)]
    assert all(b"<dimension ref=" in head.partition(b"<sheetData>")[0] for head in heads)


def test_progress_is_chosen_from_a_list_in_every_row() -> None:
    book = opened(many(3))
    sheet = book["Action list"]
    column = get_column_letter([cell.value for cell in sheet[1]].index("Progress") + 1)
    (choice,) = (rule for rule in sheet.data_validations.dataValidation if rule.type == "list")
    assert choice.formula1 == '"' + ",".join(CHOICES) + '"'
    assert str(choice.sqref) == f"{column}2:{column}{sheet.max_row}"


def test_a_colour_only_repeats_a_word_and_can_be_read() -> None:
    tints = [value for value in vars(looks).values() if isinstance(value, Tint)]
    assert len(tints) >= 6
    assert all(_contrast(tint.ink, tint.paper) >= 4.5 for tint in tints)
    book = opened(many(2))
    for rule in (rule for sheet in book for rules in sheet.conditional_formatting for rule in rules.rules):
        assert rule.operator == "equal"
        assert re.fullmatch(r'"[a-z][a-z ,:\']+"', rule.formula[0]), rule.formula


def _contrast(ink: str, paper: str) -> float:
    light, dark = sorted((_luminance(ink), _luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_document_names_nobody() -> None:
    properties = opened(hostile()).properties
    assert properties.creator == "practice-check"
    assert properties.created == dt.datetime(2013, 12, 16)
    assert not (properties.lastModifiedBy or properties.title or properties.subject or properties.description)


# ---------------------------------------------------------------- hostile text


NASTY = ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\n=1", "＝1", "#N/A", "#REF!", "=" * 10_000, "x" * 40_000, "\ufffe="]


def _every_workbook(results: Results) -> list[bytes]:
    return [render(results, "xlsx", {"all"}), *(data for _, data in officer_workbooks(results))]


def nasty(text: str) -> Results:
    """The text in every field that people fill, on every sheet."""
    results = sample()
    findings = [
        one.model_copy(update={"message": text, "do": text, "where_to_record": text, "team": text, "officer_now": text})
        for one in results.findings
    ]
    cases = [one.model_copy(update={"name": text, "officer": text, "team": text}) for one in results.cases]
    rules = {name: rule.model_copy(update={"title": text, "why": text}) for name, rule in results.rules.items()}
    notes = [noted(results, "f01", note=text, by=text), noted(results, "f01", note="later", on=dt.date(2013, 12, 1))]
    departure = Departure(status="used", crn="X900002", rule="rosh-screening", reason=text, by=text, about=text)
    problem = Place(text, text, 1, "X900002").problem(text, text, column=text, value=text)
    parts = {"departures": [departure], "problems": [problem], "noted": notes}
    return results.model_copy(update={"findings": findings, "cases": cases, "rules": rules, **parts})


@pytest.mark.parametrize("text", [HOSTILE, *NASTY], ids=lambda text: ascii(text[:12]))
def test_no_cell_of_any_sheet_is_anything_but_text_number_or_date(text: str) -> None:
    for data in _every_workbook(nasty(text)):
        book = load_workbook(io.BytesIO(data))
        assert not book.defined_names
        seen = ""
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.data_type in {"s", "n", "d"}, cell.coordinate
            assert cell.hyperlink is None
            if cell.data_type == "s":
                seen += str(cell.value)[:200]
                assert not set(str(cell.value)) & set(UNSEEN)
                assert len(str(cell.value)) < 32_767
                if str(cell.value).startswith(("=", "+", "-", "@", "\t", "\n", "＝")):
                    assert cell.quotePrefix, cell.coordinate
        assert text.strip("\ufffe\t\n")[:12] in seen


@pytest.mark.parametrize("text", [HOSTILE, "=1+1"])
def test_the_file_holds_no_formula_link_or_macro(text: str) -> None:
    for data in _every_workbook(nasty(text)):
        archive = zipfile.ZipFile(io.BytesIO(data))
        assert not [name for name in archive.namelist() if "externalLink" in name or "vba" in name.lower()]
        for name in archive.namelist():
            content = archive.read(name)
            assert b"<f>" not in content
            assert b"<hyperlink" not in content
            assert b'TargetMode="External"' not in content


# ---------------------------------------------------------------- what was noted before


def test_a_note_is_carried_into_the_list_with_what_the_record_says_to_it() -> None:
    results = sample()
    notes = [
        noted(results, "f01", note="rang them", by="JM", on=dt.date(2013, 12, 2)),
        noted(results, "f02", on=dt.date(2014, 1, 6)),
    ]
    book = opened(results.model_copy(update={"noted": notes}))
    listed = {row["Reference"]: row for row in rows(book, "Action list")}
    assert [listed["f01"][name] for name in TO_FILL] == ["put right", "rang them", "JM", dt.datetime(2013, 12, 2)]
    assert listed["f01"]["The record since"] == "Noted as put right on 2 Dec 2013; the record still shows nothing."
    assert "after the day of this export (16 Dec 2013)" in listed["f02"]["The record since"]
    assert "Noted before" not in book.sheetnames


def test_of_two_notes_the_later_is_carried_and_the_other_is_not_lost() -> None:
    results = sample()
    notes = [
        noted(results, "f01", progress="in hand", on=dt.date(2013, 12, 9)),
        noted(results, "f01", progress="not started", on=dt.date(2013, 12, 2)),
    ]
    book = opened(results.model_copy(update={"noted": notes}))
    assert rows(book, "Action list")[0]["Progress"] == "in hand"
    (before,) = rows(book, "Noted before")
    assert before["Progress"] == "not started"
    assert "a later note stands on the action list" in before["What the record shows now"]


def test_a_note_about_what_is_closed_or_gone_stands_with_what_the_record_shows() -> None:
    results = sample()
    late = next(one for one in results.findings if one.verdict == "met_late")
    notes = [
        noted(results, late.fingerprint),
        Noted(fingerprint="gone", progress="in hand", crn="X900009", event_number=1, rule="rmp", still_open=False),
    ]
    book = opened(results.model_copy(update={"noted": notes}))
    assert book.sheetnames[1:3] == ["Action list", "Noted before"]
    closed, gone = rows(book, "Noted before")
    assert closed["What the record shows now"].startswith("Recorded late, on ")
    assert gone["What the record shows now"] == "Not in this run."
    assert gone["What it was about"] == "Risk management plan"


# ---------------------------------------------------------------- one file an officer


def test_each_officer_has_a_file_and_so_have_the_cases_without_one() -> None:
    assert set(officers(sample())) == {"a-dean-1.xlsx", "j-marsh-1.xlsx", "l-shaw-1.xlsx"}
    results = sample()
    cases = [case.model_copy(update={"live": True}) if case.officer is None else case for case in results.cases]
    found = officers(results.model_copy(update={"cases": cases}))
    assert "no-officer-recorded-1.xlsx" in found
    assert "Supervision" not in found["no-officer-recorded-1.xlsx"].sheetnames


def test_every_row_of_the_action_list_is_in_one_file_and_the_managers_in_none() -> None:
    results = many(2)
    own = [row["Reference"] for book in officers(results).values() for row in rows(book, "Action list")]
    whole = rows(opened(results), "Action list")
    assert sorted(filter(None, own)) == sorted(row["Reference"] for row in whole if row["Whose"] == "the officer")
    for book in officers(results).values():
        assert not [row for row in rows(book, "Waits on others") if row["Waits on"] == "the officer"]
        assert "My desk" not in book.sheetnames


def test_the_managers_duty_waits_on_others_in_the_officers_file() -> None:
    book = officers(sample())["a-dean-1.xlsx"]
    assert "the manager" in {row["Waits on"] for row in rows(book, "Waits on others")}
    assert "No management oversight" not in texts(book["Supervision"])


def test_no_measure_outcome_or_unmarked_question_is_on_an_officers_file() -> None:
    results = sample()
    outcome = next(one for one in results.findings if one.verdict == "needs_judgement")
    extra = outcome.model_copy(update={"rule": "individual-complied", "message": "Did not comply.", "verdict": "gap"})
    questioned = outcome.model_copy(update={"questions": ["An unmarked question?"]})
    results = results.model_copy(update={"findings": [*results.findings, extra, questioned]})
    for book in officers(results).values():
        told = "".join(texts(sheet) for sheet in book)
        assert "Did not comply" not in told
        assert "An unmarked question?" not in told


def _met(number: int, **more: Any) -> Finding:
    """Something that J Marsh recorded in time."""
    model = next(one for one in sample().findings if one.fingerprint == "f02")
    told = {
        "verdict": "met",
        "fingerprint": f"met{number}",
        "occasion": OccasionInfo(due=dt.date(2013, 12, 2), met_on=dt.date(2013, 12, 1) - dt.timedelta(number)),
        **more,
    }
    return model.model_copy(update=told)


def _supervision(results: Results, more: list[Finding]) -> list[tuple[Any, ...]]:
    """The lines of J Marsh's page."""
    book = officers(results.model_copy(update={"findings": [*results.findings, *more]}))["j-marsh-1.xlsx"]
    return [tuple(row) for row in book["Supervision"].iter_rows(values_only=True)]


def _part(lines: list[tuple[Any, ...]], title: str) -> list[tuple[Any, ...]]:
    at = next(place for place, line in enumerate(lines) if line[0] == title) + 1
    return lines[at : next((at + n for n, line in enumerate(lines[at:]) if line[0] is None), len(lines))]


def test_five_things_done_well_of_different_rules_and_of_the_officers_own() -> None:
    rules = ["rmp", "sentence-plan", "initial-home-visit", "formal-warning"]
    more = [_met(number, rule="rmp") for number in range(4)]
    more += [_met(10 + number, rule=rule, crn=f"X90000{number + 1}") for number, rule in enumerate(rules)]
    more += [_met(20, rule="full-harm-analysis", officer="K Lowe"), _met(21, rule="countersignature", owner="manager")]
    well = _part(_supervision(sample(), more), "Done well")
    assert len(well) == 5
    titles = [line[0] for line in well]
    assert {sample().rules[rule].title for rule in rules} <= set(titles)
    assert sample().rules["full-harm-analysis"].title not in titles
    assert sample().rules["countersignature"].title not in titles
    assert all(isinstance(line[2], dt.datetime) for line in well)
    assert {line[3] for line in well} == {"Recorded in time; how good it is, is for you to say."}


def test_a_case_whose_risk_the_record_cannot_tell_is_not_counted_as_if_it_were_low() -> None:
    blank = {"officer": "J Marsh", "live": True, "level": None, "child_protection": False}
    results = sample()
    unknown = results.cases[0].model_copy(update={**blank, "crn": "X900099"})
    low = unknown.model_copy(update={"crn": "X900098", "level": "low"})
    (line,) = _caseload(results.model_copy(update={"cases": [unknown, low]}))
    assert line == "2 cases running, 0 of high risk or child protection; of 1 more the record cannot tell."
    (line,) = _caseload(results.model_copy(update={"cases": [low]}))
    assert line == "1 case running, 0 of high risk or child protection."


def _caseload(results: Results) -> list[str]:
    return [str(line[0]) for line in _supervision(results, []) if " running, " in str(line[0])]


def test_what_stood_open_before_the_officer_had_the_case_is_said_so() -> None:
    lines = _supervision(sample(), [])
    first = _part(lines, "To mend first")
    inherited = next(line for line in first if "No referral to children's services" in line[0])
    assert "It stood open before J Marsh had the case." in inherited[0]
    assert "K Lowe" not in str(lines)
    assert any("1 of them stood open before J Marsh had the case." in str(line[0]) for line in lines)
    assert any("no comparison with others" in str(line[0]) for line in lines)


def test_questions_to_talk_over_come_from_what_is_recorded() -> None:
    more = [_met(1, rule="initial-home-visit", presence_only=True, questions=["Was the visit purposeful?"])]
    (question,) = _part(_supervision(sample(), more), "To talk over")
    assert question[0] == "Was the visit purposeful?"


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "C:\\con",
        "nul",
        "a/b",
        "",
        " ",
        ".hidden",
        "=cmd|' /C calc'!A0",
        "x" * 5_000,
        "李明",
        "\x00",
    ],
)
def test_no_name_makes_an_unsafe_file_name(name: str) -> None:
    (file,) = file_names([name]).values()
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,45}-1\.xlsx", file)
    assert PurePosixPath(file).name == PureWindowsPath(file).name == file


def test_names_that_look_alike_have_files_of_their_own() -> None:
    names = ["J. Marsh", "j marsh", "J-Marsh", "Zoë", "Zoe", None, "no officer recorded"]
    files = file_names(names)
    assert len({file.casefold() for file in files.values()}) == len(names)
    assert len(dict(officer_workbooks(hostile()))) == len(officers(hostile())) > 0

"""What docs/mapping.md says of sheets, codes, entries, joins and covers, each held by a small export."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from practice_check.ingest import InputError, read
from practice_check.ingest.own.coverage import COVERS_NOTHING
from practice_check.mapping import load_all
from practice_check.records.model import Cover

from .small import mapping_of, read_small

LOG = """
    log:
      names: [contacts, contact log]
      columns:
        crn: {names: [CRN, case ref], needed: yes}
        day: {names: [contact date, date], needed: yes}
        type:
          names: [type]
          needed: yes
          codes:
            HV: {as: contact, kind: home_visit}
            OF: {as: contact, kind: office}
            PC: {as: check-sent, agency: police}
            PR: {as: check-answered, agency: police}
            RV: {as: reminder}
            NA: null
            ZZ: (unknown)
        outcome: {names: [outcome], codes: {ATTC: attended, AFTA: unacceptable_absence, "": null}}
        note: {names: [notes]}
        deleted: {names: [deleted]}
      ignore:
        - {when: {deleted: ["1", "yes"]}, because: deleted there}
        - {when: {type.as: reminder}, because: a reminder and not the thing itself}
      entries:
        - table: contacts
          when: {type.as: contact}
          needs: day
          fields: {crn: crn, date: day, kind: type.kind, outcome: outcome, note: note}
        - table: checks
          when: {type.as: check-sent}
          needs: day
          fields: {crn: crn, agency: type.agency, requested: day, answered: {is: null}}
        - table: checks
          when: {type.as: check-answered}
          fields: {crn: crn, agency: type.agency, answered: day}
          completes: {by: [agency], after: requested, blank: answered}
"""
COVERS = "{contacts: all, checks: nothing}"


def test_rows_become_entries_of_the_person(tmp_path: Path) -> None:
    read = read_small(
        tmp_path,
        mapping_of(LOG, covers=COVERS),
        contacts="""
            C.R.N.,Contact-Date,TYPE,Outcome,Notes
            x900001,10/02/2025,hv,ATTC,Seen at home
            X900002,2025-02-11,OF,,-
            X900002,12-FEB-25,OF,unknown,
        """,
    )
    (visit,) = read.case().contacts or []
    assert (visit.date and visit.date.isoformat(), visit.kind, visit.outcome) == (
        "2025-02-10",
        "home_visit",
        "attended",
    )
    assert visit.source == "export/contacts.csv, row 2"
    first, second = read.case("X900002").contacts or []
    assert first.outcome is None and first.given("outcome"), "a blank outcome is not recorded"
    assert first.note is None and first.given("note"), "a hyphen is a blank"
    assert not second.given("outcome"), "an outcome that nobody knows is unknown"
    assert read.faults == []


def test_a_column_that_is_absent_is_unknown_and_not_blank(tmp_path: Path) -> None:
    read = read_small(tmp_path, mapping_of(LOG, covers=COVERS), contacts="CRN,date,type\nX900001,10/02/2025,HV")
    (visit,) = read.case().contacts or []
    assert not visit.given("outcome") and not visit.given("note")


def test_ignored_rows_are_counted_with_their_reason(tmp_path: Path) -> None:
    read = read_small(
        tmp_path,
        mapping_of(LOG, covers=COVERS),
        contacts="""
            CRN,date,type,deleted
            X900001,10/02/2025,HV,1
            X900001,11/02/2025,HV,no
            X900001,11/02/2027,RV,
            X900001,12/02/2027,RV,
            Total,4,,
        """,
    )
    assert len(read.case().contacts or []) == 1
    assert [(each.kind, each.rows) for each in read.said("left out")] == [
        ("left_out", 1),
        ("left_out", 1),
        ("left_out", 2),
    ]
    assert read.said("a reminder and not the thing itself")[0].message.startswith("2 rows left out")


def test_a_code_that_nobody_knows_takes_what_it_may_have_been_as_incomplete(tmp_path: Path) -> None:
    read = read_small(
        tmp_path,
        mapping_of(LOG, covers=COVERS),
        contacts="CRN,date,type\nX900001,10/02/2025,XY\nX900001,11/02/2025,XY\nX900002,10/02/2025,HV",
    )
    assert read.case().contacts == [] and read.case().covers["contacts"] == COVERS_NOTHING
    assert "contacts" not in read.case("X900002").covers
    (said,) = read.said("the code 'XY'")
    assert (said.row, said.rows, said.value, said.column) == (2, 2, "XY", "type")


def test_a_code_that_says_nothing_is_as_unknown_as_one_that_nobody_knows(tmp_path: Path) -> None:
    read = read_small(tmp_path, mapping_of(LOG, covers=COVERS), contacts="CRN,date,type\nX900001,10/02/2025,ZZ")
    assert read.case().covers["contacts"] == COVERS_NOTHING
    assert not read.said("the code")


def test_a_row_without_its_date_is_named_and_makes_nothing(tmp_path: Path) -> None:
    read = read_small(tmp_path, mapping_of(LOG, covers=COVERS), contacts="CRN,date,type\nX900001,,HV")
    assert read.case().contacts == []
    (said,) = read.said("without 'date'")
    assert (said.kind, said.row) == ("fault", 2)


def test_a_date_that_cannot_be_read_leaves_the_persons_table_incomplete(tmp_path: Path) -> None:
    read = read_small(tmp_path, mapping_of(LOG, covers=COVERS), contacts="CRN,date,type\nX900001,31/02/2025,HV")
    assert read.case().contacts == [] and read.case().covers["contacts"] == COVERS_NOTHING
    (said,) = read.faults
    assert (said.column, said.value, said.crn) == ("date", "31/02/2025", "X900001")


def test_day_and_month_are_never_changed_about_in_silence(tmp_path: Path) -> None:
    read = read_small(
        tmp_path,
        mapping_of(LOG, covers=COVERS),
        contacts="CRN,date,type\nX900001,02/25/2025,HV\nX900001,03/04/2025,HV\nX900001,05/05/2025,OF",
    )
    assert [row.kind for row in read.case().contacts or []] == ["office"], "the fifth of May is itself either way"
    assert {problem.row for problem in read.faults} == {2, 3}


def test_an_answer_in_a_later_row_completes_the_request(tmp_path: Path) -> None:
    read = read_small(
        tmp_path,
        mapping_of(LOG, covers=COVERS),
        contacts="""
            CRN,date,type
            X900001,20/02/2025,PR
            X900001,10/02/2025,PC
            X900001,15/02/2025,PC
            X900002,01/02/2025,PR
            X900002,10/02/2025,PC
        """,
    )
    spans = [(str(row.requested), str(row.answered)) for row in read.case().checks or []]
    assert spans == [("2025-02-10", "2025-02-20"), ("2025-02-15", "None")], "the earliest that is open"
    other = {(str(row.requested), str(row.answered)) for row in read.case("X900002").checks or []}
    assert other == {("2025-02-10", "None"), ("None", "2025-02-01")}, "an answer before the request answers another"


def test_what_covers_nothing_is_evidence_and_no_more(tmp_path: Path) -> None:
    read = read_small(tmp_path, mapping_of(LOG, covers=COVERS), contacts="CRN,date,type\nX900001,10/02/2025,PC")
    assert read.case().covers["checks"] == COVERS_NOTHING
    assert read.case("X900002").checks is None, "unknown, and not empty"
    assert read.case("X900002").contacts == [], "complete, and so empty"


def test_what_is_known_of_named_cases_is_unknown_of_others(tmp_path: Path) -> None:
    covers = "{contacts: named, checks: nothing}"
    read = read_small(tmp_path, mapping_of(LOG, covers=covers), contacts="CRN,date,type\nX900001,10/02/2025,HV")
    assert "contacts" not in read.case().covers and len(read.case().contacts or []) == 1
    assert read.case("X900002").contacts is None


def test_a_cover_with_days_stands_in_the_record(tmp_path: Path) -> None:
    covers = "{contacts: {of: all, from: 2025-03-01}, checks: nothing}"
    read = read_small(tmp_path, mapping_of(LOG, covers=covers), contacts="CRN,date,type\nX900001,10/04/2025,HV")
    assert read.case("X900002").covers["contacts"] == Cover.model_validate({"from": "2025-03-01", "to": None})


def test_an_absent_sheet_is_unknown(tmp_path: Path) -> None:
    read = read_small(tmp_path, mapping_of(LOG, covers=COVERS))
    assert read.case().contacts is None
    assert read.said("nothing in the export gives 'contacts'")[0].kind == "absent"


TWO_SHEETS = (
    LOG
    + """
    visits:
      names: [visits]
      columns:
        crn: {names: CRN, needed: yes}
        visit_{n}: {names: ["visit {n}", "HV{n}"]}
        seen: {names: [children seen]}
        lead: {names: [lead], needed: yes}
      entries:
        - table: contacts
          repeat: {n: [1, 2, 3]}
          needs: "visit_{n}"
          fields: {crn: crn, date: "visit_{n}", kind: {is: home_visit}, children_seen: seen}
"""
)


def test_a_table_of_two_sheets_is_whole_only_with_both(tmp_path: Path) -> None:
    read = read_small(tmp_path, mapping_of(TWO_SHEETS, covers=COVERS), contacts="CRN,date,type\nX900001,10/02/2025,HV")
    assert read.case().covers["contacts"] == COVERS_NOTHING
    assert read.case("X900002").contacts is None
    assert read.said("without the sheet 'visits' not all 'contacts' are in the export")


def test_the_sheets_that_suffice_may_be_named(tmp_path: Path) -> None:
    covers = "{contacts: {of: all, by: [log]}, checks: nothing}"
    read = read_small(tmp_path, mapping_of(TWO_SHEETS, covers=covers), contacts="CRN,date,type\nX900001,10/02/2025,HV")
    assert read.case("X900002").contacts == []


def test_a_wide_sheet_gives_an_entry_for_each_column_that_is_filled(tmp_path: Path) -> None:
    read = read_small(
        tmp_path,
        mapping_of(TWO_SHEETS, covers="{contacts: {of: all, by: [visits]}, checks: nothing}"),
        visits="CRN,Lead,HV1,Visit 2,children seen\nX900001,A,10/02/2025,11/03/2025,yes\nX900002,B,,,",
    )
    assert [str(row.date) for row in read.case().contacts or []] == ["2025-02-10", "2025-03-11"]
    assert read.case("X900002").contacts == []
    assert read.faults == [], "a third visit that has no column, and blanks, are nothing to mend"


def test_a_blank_in_a_column_that_an_entry_turns_on_and_that_is_absent_leaves_the_table_unknown(tmp_path: Path) -> None:
    read = read_small(
        tmp_path,
        mapping_of(TWO_SHEETS, covers="{contacts: {of: all, by: [visits]}, checks: nothing}"),
        visits="CRN,Lead\nX900001,A",
    )
    assert read.case().contacts is None
    assert read.said("without 'visit 1'")


LONG = """
    answers:
      names: answers
      columns:
        crn: {names: CRN, needed: yes}
        event: {names: event}
        item: {names: question, needed: yes}
        answer: {names: answer, needed: yes}
        tier: {names: [tier, "what is the tier"]}
        gp: {names: ["registered with a GP"]}
      long: {by: [crn, event], name: item, value: answer}
      entries:
        - table: cases
          adds: yes
          fields: {crn: crn, event_number: event, tier: tier, gp_registered: gp}
"""


def test_a_long_sheet_is_turned(tmp_path: Path) -> None:
    read = read_small(
        tmp_path,
        mapping_of(LONG),
        answers="""
            CRN,event,question,answer
            X900001,1,What is the tier?,B2
            X900001,1,Registered with a GP,no
            X900001,2,tier,C1
            X900002,,tier,D
            X900002,,shoe size,9
        """,
    )
    assert (read.case().tier, read.case().gp_registered) == ("B2", False)
    assert (read.case("X900001", 2).tier, read.case("X900001", 2).gp_registered) == ("C1", None)
    assert read.case("X900002").tier == "D"
    assert read.said("'shoe size' is no name that the mapping has")


JOINED = """
    staff:
      names: staff
      columns:
        code: {names: code, needed: yes}
        name: {names: name, needed: yes}
    held:
      names: held
      columns:
        crn: {names: CRN, needed: yes}
        event: {names: event}
        who: {names: officer code, needed: yes}
        since: {names: since, needed: yes}
      joins:
        officer: {sheet: staff, by: {who: code}}
      entries:
        - table: officers
          needs: since
          fields: {crn: crn, event_number: event, officer: officer.name, start: since, end: {until_next: since}}
"""


def test_a_join_takes_what_another_sheet_says_and_a_period_ends_where_the_next_begins(tmp_path: Path) -> None:
    read = read_small(
        tmp_path,
        mapping_of(JOINED, covers="{officers: all}"),
        staff="code,name\nN01,Ann Field\nN02,Bo Reed\nN02,Bo Reade",
        held="""
            CRN,event,officer code,since
            X900001,1,n01,01/06/2025
            X900001,1,N01,03/02/2025
            X900002,1,N02,10/02/2025
        """,
    )
    spans = [(row.officer, str(row.start), str(row.end)) for row in read.case().officers or []]
    assert spans == [("Ann Field", "2025-06-01", "None"), ("Ann Field", "2025-02-03", "2025-06-01")]
    (other,) = read.case("X900002").officers or []
    assert not other.given("officer"), "two of one code that differ say nothing"
    assert read.said("found no single match in the sheet 'staff'")


CASES = """
    more:
      names: more
      columns:
        crn: {names: CRN, needed: yes}
        event: {names: event}
        begins: {names: begins}
        tier: {names: tier, needed: yes}
        name: {names: name}
      entries:
        - table: cases
          fields:
            crn: crn
            event_number: event
            start_date: begins
            tier: tier
            name: name
            limited_access: {masked: name}
"""


def test_what_two_sheets_say_of_a_case_is_one_case(tmp_path: Path) -> None:
    read = read_small(
        tmp_path,
        mapping_of(CASES),
        more="CRN,event,begins,tier,name\nX900001,2,,C1,***\nX900002,,10/02/2025,D,Ann",
    )
    assert read.case("X900001", 2).tier == "C1"
    assert read.case("X900001", 2).limited_access is True and read.case("X900001", 2).name is None
    assert read.case("X900002").tier == "D" and read.case("X900002").limited_access is False
    assert len(read.export.records) == 3


def test_two_values_for_one_field_are_neither_used(tmp_path: Path) -> None:
    read = read_small(tmp_path, mapping_of(CASES), more="CRN,event,begins,tier\nX900001,1,04/02/2025,C1")
    assert not read.case().given("start_date")
    (said,) = read.faults
    assert "start date of X900001/1 is 04/02/2025 in export/more.csv, row 2, and 03/02/2025 here" in said.message


def test_a_row_that_does_not_say_which_order_goes_by_its_day_or_nowhere(tmp_path: Path) -> None:
    read = read_small(
        tmp_path,
        mapping_of(CASES),
        more="CRN,event,begins,tier\nX900001,,03/06/2025,C1\nX900001,,,C2",
    )
    assert read.case("X900001", 2).tier == "C1"
    assert not read.case("X900001", 1).given("tier")
    assert read.said("which order of X900001 it speaks of cannot be told")


def test_sheets_of_our_own_form_may_stand_among_those_of_the_mapping(tmp_path: Path) -> None:
    read = read_small(
        tmp_path,
        mapping_of(LOG, covers=COVERS),
        victims="crn,event_number,eligible\nX900001,1,yes",
        export="exported_on\n21/11/2025",
    )
    assert [row.eligible for row in read.case().victims or []] == [True]
    assert read.case("X900002").victims == []
    assert str(read.export.exported_on) == "2025-11-21"


def test_without_any_orders_nothing_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gives the orders or licences themselves"):
        read_small(tmp_path, mapping_of(LOG, covers=COVERS), orders="a,b\n1,2", contacts="CRN,date,type")


def test_a_sheet_that_nearly_fits_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    read = read_small(tmp_path, mapping_of(LOG, covers=COVERS), contacts="CRN,date,sort\nX900001,10/02/2025,HV")
    (said,) = read.said("has not the columns that 'log' of small needs: 'type'")
    assert said.is_fault


def test_titles_above_the_headings_are_read_over_and_give_the_day_of_export(tmp_path: Path) -> None:
    dated = LOG.replace("names: [contacts, contact log]", "names: [contacts]\n      exported_on: {title: run date}")
    read = read_small(
        tmp_path,
        mapping_of(dated, covers=COVERS),
        contacts="Contacts of the North team,,\nRun date: 21/11/2025,,\n,,\nCRN,date,type\nX900001,10/02/2025,HV",
    )
    assert len(read.case().contacts or []) == 1
    assert (read.case().contacts or [])[0].source == "export/contacts.csv, row 5"
    assert str(read.export.exported_on) == "2025-11-21"


def test_a_guess_is_not_read_until_somebody_confirms_it(tmp_path: Path) -> None:
    guessed = LOG.replace("note: {names: [notes]}", "note: {names: [notes], guess: yes}")
    read = read_small(
        tmp_path, mapping_of(guessed, covers=COVERS), contacts="CRN,date,type,notes\nX900001,10/02/2025,HV,Seen"
    )
    (visit,) = read.case().contacts or []
    assert not visit.given("note")
    assert read.said("that the column 'notes' is 'note' was guessed and not confirmed")


def test_a_heading_near_to_one_that_is_missing_is_asked_about(tmp_path: Path) -> None:
    read = read_small(
        tmp_path, mapping_of(LOG, covers=COVERS), contacts="CRN,date,type,outcom\nX900001,10/02/2025,HV,ATTC"
    )
    assert "is it 'outcome'?" in read.said("the column 'outcom' is not in the mapping")[0].mend


def test_what_two_exports_both_hold_is_read_once(tmp_path: Path) -> None:
    log = LOG.replace("names: [contacts, contact log]", "names: [contacts, contacts older]")
    read = read_small(
        tmp_path,
        mapping_of(log, covers=COVERS),
        contacts="CRN,date,type\nX900001,10/02/2025,HV\nX900001,10/02/2025,HV\nX900001,12/02/2025,HV",
        contacts_older="type,CRN,date\nHV,X900001,01/02/2025\nHV,X900001,10/02/2025",
    )
    days = sorted(str(row.date) for row in read.case().contacts or [])
    assert days == ["2025-02-01", "2025-02-10", "2025-02-10", "2025-02-12"], "twice in one sheet are two"
    (said,) = read.said("the same stands in export/contacts.csv")
    assert (said.kind, said.rows, said.sheet) == ("left_out", 1, "contacts_older")


def test_a_join_looks_in_every_sheet_of_the_name(tmp_path: Path) -> None:
    joined = JOINED.replace("names: staff", "names: [staff, staff two]", 1)
    read = read_small(
        tmp_path,
        mapping_of(joined, covers="{officers: all}"),
        staff="code,name\nN01,Ann Field",
        staff_two="code,name\nN02,Bo Reed\nN01,Ann Field",
        held="CRN,event,officer code,since\nX900001,1,N01,03/02/2025\nX900002,1,N02,10/02/2025",
    )
    assert [row.officer for row in read.case().officers or []] == ["Ann Field"]
    assert [row.officer for row in read.case("X900002").officers or []] == ["Bo Reed"]


def test_a_join_by_a_column_that_is_absent_says_nothing(tmp_path: Path) -> None:
    held = JOINED.replace("who: {names: officer code, needed: yes}", "who: {names: officer code}")
    read = read_small(
        tmp_path,
        mapping_of(held, covers="{officers: all}"),
        staff="code,name\nN01,Ann Field",
        held="CRN,event,since\nX900001,1,03/02/2025",
    )
    (row,) = read.case().officers or []
    assert not row.given("officer")
    assert not read.said("found no single match")


def test_an_optional_entry_whose_column_is_absent_leaves_the_table_whole(tmp_path: Path) -> None:
    log = (
        LOG
        + """
        - table: contacts
          optional: yes
          needs: visit
          fields: {crn: crn, date: visit, kind: {is: home_visit}}
    """
    )
    log = log.replace("deleted: {names: [deleted]}", "deleted: {names: [deleted]}\n        visit: {names: [visited]}")
    absent = read_small(tmp_path, mapping_of(log, covers=COVERS), contacts="CRN,date,type\nX900001,10/02/2025,OF")
    assert absent.case("X900002").contacts == []
    (tmp_path / "two").mkdir()
    there = read_small(
        tmp_path / "two",
        mapping_of(log, covers=COVERS),
        contacts="CRN,date,type,visited\nX900001,10/02/2025,OF,12/02/2025",
    )
    assert [row.kind for row in there.case().contacts or []] == ["office", "home_visit"]


def test_a_sheet_that_is_wholly_ours_is_read_as_ours_though_a_mapping_knows_its_name(tmp_path: Path) -> None:
    log = LOG.replace("type:", "kind:").replace("names: [type]", "names: [kind]").replace("type.", "kind.")
    read = read_small(
        tmp_path,
        mapping_of(log, covers=COVERS),
        contacts="crn,date,kind,children_seen\nX900001,10/02/2025,home visit,yes",
    )
    (visit,) = read.case().contacts or []
    assert (visit.kind, visit.children_seen) == ("home_visit", True)
    (tmp_path / "two").mkdir()
    coded = read_small(
        tmp_path / "two", mapping_of(log, covers=COVERS), contacts="crn,date,kind\nX900001,10/02/2025,HV"
    )
    assert [row.kind for row in coded.case().contacts or []] == ["home_visit"]


def test_a_folder_may_hold_workbooks_beside_tables(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "contact log"
    for row in (["CRN", "date", "type"], ["X900001", dt.date(2025, 2, 10), "HV"]):
        sheet.append(row)
    book.save(tmp_path / "export" / "log.xlsx")
    (tmp_path / "export" / "orders.csv").write_text("CRN,event,start\nX900001,1,03/02/2025\n")
    (tmp_path / "small.yaml").write_text(mapping_of(LOG, covers=COVERS))
    export = read([tmp_path / "export"], load_all([tmp_path / "small.yaml"]))
    (visit,) = export.records[0].contacts or []
    assert visit.source == "export/log.xlsx, contact log, row 2"
    assert [file.name for file in export.inputs] == ["export/orders.csv", "export/log.xlsx"]


def test_a_file_of_an_earlier_day_is_complete_only_up_to_its_own(tmp_path: Path) -> None:
    dated = LOG.replace("names: [contacts, contact log]", "names: [contacts]\n      exported_on: {title: run date}")
    more = CASES.replace("names: more", "names: more\n      exported_on: {title: run date}")
    read = read_small(
        tmp_path,
        mapping_of(dated + more, covers=COVERS),
        contacts="Run date: 14/11/2025\nCRN,date,type\nX900001,10/02/2025,HV",
        more="Run date,21/11/2025\nCRN,event,begins,tier\nX900001,1,,C1",
    )
    assert str(read.export.exported_on) == "2025-11-21"
    assert str(read.case("X900002").covers["contacts"].end) == "2025-11-14"


def test_a_true_or_false_of_excel_is_compared_with_words(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "contacts"
    for row in (["CRN", "date", "type", "notes", "deleted"], ["X900001", "10/02/2025", "HV", False, True]):
        sheet.append(row)
    log = LOG.replace("note: {names: [notes]}", 'note: {names: [notes], not_recorded: ["false"]}')
    book.save(tmp_path / "contacts.xlsx")
    (tmp_path / "orders.csv").write_text("CRN,event,start\nX900001,1,03/02/2025\n")
    (tmp_path / "small.yaml").write_text(mapping_of(log.replace('["1", "yes"]', '["1"]'), covers=COVERS))
    export = read([tmp_path / "contacts.xlsx", tmp_path / "orders.csv"], load_all([tmp_path / "small.yaml"]))
    (visit,) = export.records[0].contacts or []
    assert visit.given("note") and visit.note is None


def test_a_case_is_named_by_the_sheets_that_are_said_to_name_it(tmp_path: Path) -> None:
    read = read_small(
        tmp_path,
        mapping_of(TWO_SHEETS, covers="{contacts: {of: named, named_by: [log]}, checks: nothing}"),
        contacts="CRN,date,type\nX900001,10/02/2025,HV",
        visits="CRN,Lead,HV1\nX900001,A,10/03/2025\nX900002,B,11/03/2025",
    )
    assert "contacts" not in read.case().covers and len(read.case().contacts or []) == 2
    assert read.case("X900002").covers["contacts"] == COVERS_NOTHING


NEEDS = """
    needs:
      names: needs
      columns:
        crn: {names: CRN, needed: yes}
        day: {names: signed, needed: yes}
        drugs: {names: drugs}
        alcohol: {names: alcohol}
      entries:
        - table: assessments
          fields: {crn: crn, date: day, kind: {is: likelihood}, factors: {those_of: {drugs: drugs, alcohol: alcohol}}}
"""


@pytest.mark.parametrize(
    ("cells", "factors"),
    [
        ("Y,n", ["drugs"]),
        ("yes,1", ["drugs", "alcohol"]),
        ("no,", []),
        ("yes,unknown", "unknown"),
        ("yes,maybe", "unknown"),
    ],
)
def test_a_list_is_gathered_from_columns_that_say_yes(tmp_path: Path, cells: str, factors: list[str] | str) -> None:
    read = read_small(
        tmp_path,
        mapping_of(NEEDS, covers="{assessments: all}"),
        needs=f"CRN,signed,drugs,alcohol\nX900001,10/02/2025,{cells}",
    )
    (row,) = read.case().assessments or []
    assert (row.factors if row.given("factors") else "unknown") == factors
    assert len(read.said("'maybe' is not yes or no")) == ("maybe" in cells)


def test_a_table_without_a_row_is_cut_with_the_sheet_that_it_is_made_of(tmp_path: Path) -> None:
    people = [f"X9{number:05d}" for number in range(40)]
    days = [dt.date(2025, 6, 2) + dt.timedelta(days=7 * week) for week in range(24)]
    log = LOG.replace("checks: nothing", "checks: all")
    read = read_small(
        tmp_path,
        mapping_of(log, covers="{contacts: all, checks: all}"),
        orders="CRN,event,start\n" + "\n".join(f"{crn},1,03/02/2024" for crn in people),
        contacts="CRN,date,type\n" + "\n".join(f"{crn},{day:%d/%m/%Y},OF" for crn in people for day in days),
        export="exported_on\n21/11/2025",
    )
    first = read.case(people[0]).covers
    assert str(first["contacts"].start) == "2025-06-02"
    assert read.case(people[0]).checks == [] and first["checks"].start == first["contacts"].start
    assert "(and checks, of the same sheet)" in read.said("the table 'contacts'")[0].message

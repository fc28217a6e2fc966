"""Exceptions files: read in each form, every fault of a row named, and what a departure excuses and what not."""

import datetime as dt
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from practice_check.answers import with_exceptions
from practice_check.audit import Options, Results, check
from practice_check.audit.parts import Departure
from practice_check.audit.results import Finding
from practice_check.ingest import Export, InputError
from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook

HEADINGS = ("crn", "event_number", "rule", "opened", "about", "reason", "by", "agreed_by", "expires", "date")
VISIT = "initial-home-visit"
ROW: dict[str, object] = {"crn": "X000001", "rule": VISIT, "reason": "Staff threatened there", "by": "A. Marsh"}
AGREED = ROW | {"agreed_by": "B. Stone"}
AS_OF = dt.date(2014, 6, 2)


def case(crn: str = "X000001", event_number: int = 1, **fields: Any) -> CaseRecord:
    """A person at high RoSH from the start, without a home visit. The visit was due on 24 January 2014."""
    given = {
        "crn": crn,
        "event_number": event_number,
        "order_type": "community_order",
        "start_date": dt.date(2014, 1, 3),
        "end_date": dt.date(2015, 1, 2),
        "exported_on": AS_OF,
        "requirements": [{"type": "supervision", "start": dt.date(2014, 1, 3)}],
        "rosh_levels": [{"level": "high", "start": dt.date(2014, 1, 3), "end": None}],
        **{table: [] for table in ("registrations", "statuses", "residences", "events", "contacts", "decisions")},
        **{table: [] for table in ("assessments", "plans", "reviews", "child_protection", "children", "transfers")},
        **fields,
    }
    return CaseRecord.model_validate(given)


def export(*records: CaseRecord, not_read: tuple[tuple[str, int | None], ...] = ()) -> Export:
    found = list(records) or [case(), case("X000002", 3)]
    return Export(records=found, not_read=list(not_read), problems=[], inputs=[], exported_on=AS_OF)


def written(folder: Path, *rows: dict[str, object], name: str = "departures.csv") -> Path:
    path = folder / name
    cells = [[f'"{row[heading]}"' if heading in row else "" for heading in HEADINGS] for row in rows]
    path.write_text("\n".join(",".join(line) for line in [list(HEADINGS), *cells]) + "\n")
    return path


def run(
    book: Rulebook, file: Path, *records: CaseRecord, select: tuple[str, ...] = (VISIT,), as_of: dt.date = AS_OF
) -> Results:
    given = with_exceptions(export(*records), [file], book)
    return check(given, book, Options(select=select, as_of=as_of, packs=("iaow-2013",)))


def of_first(results: Results) -> Finding:
    (found,) = [each for each in results.findings if (each.crn, each.rule) == ("X000001", VISIT)]
    return found


def only(results: Results) -> Departure:
    (found,) = results.departures
    return found


# ---------------------------------------------------------------- reading


def _csv(folder: Path) -> Path:
    return written(folder, AGREED | {"expires": "31/12/2014", "event_number": 1})


def _workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Exceptions"
    row = {**AGREED, "expires": dt.datetime(2014, 12, 31), "event_number": 1}
    sheet.append(HEADINGS)
    sheet.append([row.get(heading) for heading in HEADINGS])
    book.create_sheet("notes")
    stream = io.BytesIO()
    book.save(stream)
    path = folder / "departures.xlsx"
    path.write_bytes(stream.getvalue())
    return path


def _yaml(folder: Path) -> Path:
    path = folder / "departures.yaml"
    lines = [f"  {name}: {value}" for name, value in AGREED.items()]
    path.write_text(
        "# agreed\n-\n" + "\n".join([*lines, "  expires: 2014-12-31", "  event_number: 1", "  about: null"])
    )
    return path


def _json(folder: Path) -> Path:
    path = folder / "departures.json"
    path.write_text(json.dumps([AGREED | {"expires": "2014-12-31", "event_number": 1}]))
    return path


@pytest.mark.parametrize("form", [_csv, _workbook, _yaml, _json])
def test_each_form_gives_the_same_departure(form: Any, tmp_path: Path, rulebook: Rulebook) -> None:
    file = form(tmp_path)
    found = with_exceptions(export(), [file], rulebook)
    (row,) = found.departures
    expected = DepartureRow(**AGREED, event_number=1, expires=dt.date(2014, 12, 31))
    assert row.model_copy(update={"source": None}) == expected
    assert row.source in {
        *(f"{file.name}{place}" for place in (", row 1", ", row 2", ", Exceptions, row 2", ", line 3"))
    }
    assert not found.problems
    assert [each.name for each in found.inputs] == [file.name]
    assert found.exceptions_hash == hashlib.sha256(file.read_bytes()).hexdigest()


def test_two_files_are_one_list_and_one_hash(tmp_path: Path, rulebook: Rulebook) -> None:
    files = [written(tmp_path, AGREED), written(tmp_path, AGREED | {"crn": "X000002"}, name="more.csv")]
    found = with_exceptions(export(), files, rulebook)
    assert [row.source for row in found.departures] == ["departures.csv, row 2", "more.csv, row 2"]
    assert found.exceptions_hash == hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


FAULTS = [
    ({"reason": ""}, "no reason is given", "reason"),
    ({"reason": " - "}, "no reason is given", "reason"),
    ({"by": ""}, "nobody is named who decided", "by"),
    ({"rule": "initial-home-vist"}, "there is no rule 'initial-home-vist'", "rule"),
    ({"rule": ""}, "no rule is named", "rule"),
    ({"crn": "X000003"}, "there is no case X000003 in the export", "crn"),
    ({"crn": "X1"}, "'X1' is not a CRN", "crn"),
    ({"event_number": 2}, "there is no case X000001/2 in the export", "event_number"),
    ({"event_number": "first"}, "'first' is not the number of an order", "event_number"),
    ({"expires": "31/02/2014"}, "31/02/2014 is not a real date", "expires"),
    ({"opened": "soon"}, "'soon' is not a date", "opened"),
    ({"date": "01/03/2014", "expires": "01/02/2014"}, "before it was decided", "expires"),
]


@pytest.mark.parametrize(("wrong", "message", "column"), FAULTS, ids=[message for _, message, _ in FAULTS])
def test_a_row_with_a_fault_is_named_where_it_stands_and_left_out(
    wrong: dict[str, object], message: str, column: str, tmp_path: Path, rulebook: Rulebook
) -> None:
    sound = AGREED | {"crn": "X000002"}
    found = with_exceptions(export(), [written(tmp_path, sound, AGREED | wrong)], rulebook)
    (problem,) = found.problems
    assert message in problem.message
    assert problem.message.endswith("the departure was left out")
    assert (problem.file, problem.row, problem.column) == ("departures.csv", 3, column)
    assert problem.mend
    assert [row.crn for row in found.departures] == ["X000002"]


def test_a_slip_of_the_pen_is_answered_with_what_was_meant(tmp_path: Path, rulebook: Rulebook) -> None:
    rows = [AGREED | {"rule": "initial-home-vist"}, AGREED | {"crn": "X000022"}]
    mends = [each.mend for each in with_exceptions(export(), [written(tmp_path, *rows)], rulebook).problems]
    assert mends == [f"did you mean '{VISIT}'?", "did you mean 'X000002'?"]


def test_what_nobody_owes_cannot_be_departed_from(tmp_path: Path, rulebook: Rulebook) -> None:
    no_duties = [rule for rule in rulebook.rules.values() if rule.kind != "duty"]
    assert no_duties
    for rule in (no_duties[0], no_duties[-1]):
        found = with_exceptions(export(), [written(tmp_path, AGREED | {"rule": rule.id})], rulebook)
        assert not found.departures
        assert f"is no duty but {'an' if rule.kind == 'outcome' else 'a'} {rule.kind}" in found.problems[0].message


@pytest.mark.parametrize("heading", ["expire", "Expires,expires"])
def test_a_heading_that_cannot_be_read_makes_no_departure_endless(
    heading: str, tmp_path: Path, rulebook: Rulebook
) -> None:
    cells = "01/02/2014" + "," * heading.count(",")
    path = tmp_path / "departures.csv"
    path.write_text(
        f"crn,rule,reason,by,agreed_by,{heading}\n"
        f"X000001,{VISIT},Threatened,A,B,{cells}\nX000002,{VISIT},Threatened,A,B,{',' * heading.count(',')}\n"
    )
    found = with_exceptions(export(), [path], rulebook)
    assert [row.crn for row in found.departures] == ["X000002"]
    assert any("could narrow the departure" in each.message and each.row == 2 for each in found.problems)


def test_a_row_that_ends_before_its_expiry_is_left_out(tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "departures.csv"
    path.write_text(f"crn,rule,reason,by,agreed_by,expires\nX000001,{VISIT},Threatened,A,B\n")
    found = with_exceptions(export(), [path], rulebook)
    assert not found.departures
    assert any("ends before the column 'expires'" in each.message for each in found.problems)


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{one}: &{one} [{','.join([f'*{before}'] * 9)}]\n" for before, one in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("departures.yaml", BOMB, "more than 200,000 values"),
        ("departures.yaml", "- &a [*a]\n", "nothing before it is called '&a'"),
        ("departures.yaml", "[" * 5000, "nested too deeply"),
        ("departures.yaml", "- crn: X000001\n  crn: X000002\n", "line 2: the key 'crn' stands twice"),
        ("departures.yaml", "crn: X000001\n", "not a list of rows"),
        ("departures.yaml", "- X000001\n", "line 1: it is not a list of rows"),
        ("departures.yaml", "- !!python/object/apply:os.system [ls]\n", "not a list of rows"),
        ("departures.yaml", "", "empty"),
        ("departures.csv", "", "empty"),
        ("departures.csv", "crn,reason\nX000001,x\n", "no single column 'rule'"),
        ("departures.docx", "x", "not of a kind that we read"),
    ],
)
def test_a_file_that_cannot_be_used_at_all(
    name: str, text: str, message: str, tmp_path: Path, rulebook: Rulebook
) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(InputError, match=message):
        with_exceptions(export(), [path], rulebook)


def test_yaml_is_read_as_it_is_written(tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "departures.yml"
    path.write_text(f"- crn: X000001\n  rule: {VISIT}\n  reason: yes\n  by: 0123\n  expires: 2014-02-31\n")
    found = with_exceptions(export(), [path], rulebook)
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.value) == (1, "expires", "2014-02-31")
    path.write_text(path.read_text().replace("2014-02-31", "2014-02-28"))
    (row,) = with_exceptions(export(), [path], rulebook).departures
    assert (row.reason, row.by, row.source) == ("yes", "0123", "departures.yml, line 1")


# ---------------------------------------------------------------- what it excuses


def test_a_departure_that_somebody_agreed_to_excuses_a_gap(tmp_path: Path, rulebook: Rulebook) -> None:
    row = AGREED | {"date": "10/01/2014", "expires": "31/12/2014"}
    results = run(rulebook, written(tmp_path, row))
    finding = of_first(results)
    assert (finding.verdict, finding.decided_by, finding.line) == ("excepted", "exception", None)
    assert finding.message == (
        "Departed from by A. Marsh on 10 Jan 2014: Staff threatened there. Agreed by B. Stone. Holds until 31 Dec 2014."
    )
    assert [(each.entry, each.date, each.source) for each in finding.evidence][-1] == (
        "departure",
        dt.date(2014, 1, 10),
        "departures.csv, row 2",
    )
    assert "departures.csv, row 2) excuses it" in finding.reasoning[-1].text
    assert (only(results).status, only(results).uses, only(results).rules) == ("used", 1, [VISIT])
    assert results.run.counts["excepted"] == 1
    (other,) = [each for each in results.findings if (each.crn, each.rule) == ("X000002", VISIT)]
    assert (other.verdict, other.decided_by) == ("gap", "record")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (ROW, "the duty is of high severity, and nobody's agreement is recorded"),
        (ROW | {"agreed_by": "nobody"}, "nobody's agreement is recorded"),
        (ROW | {"agreed_by": "TBC"}, "nobody's agreement is recorded"),
        (ROW | {"agreed_by": "Marsh, a"}, "only who decided it has agreed to it"),
        (AGREED | {"date": "03/06/2014"}, "decided on 3 Jun 2014, after 2 Jun 2014"),
    ],
)
def test_what_waits_excuses_nothing(row: dict[str, object], why: str, tmp_path: Path, rulebook: Rulebook) -> None:
    results = run(rulebook, written(tmp_path, row))
    assert of_first(results).verdict == "gap"
    assert "excuses nothing" in of_first(results).reasoning[-1].text
    assert (only(results).status, only(results).uses) == ("waiting", 0)
    assert why in (only(results).why or "")


@pytest.mark.parametrize(("expires", "verdict"), [("02/06/2014", "excepted"), ("01/06/2014", "gap")])
def test_the_day_of_expiry_is_the_last_on_which_it_holds(
    expires: str, verdict: str, tmp_path: Path, rulebook: Rulebook
) -> None:
    results = run(rulebook, written(tmp_path, AGREED | {"expires": expires}))
    assert of_first(results).verdict == verdict
    assert only(results).status == ("used" if verdict == "excepted" else "expired")


def test_what_is_recorded_stays_recorded(tmp_path: Path, rulebook: Rulebook) -> None:
    visit = {"kind": "home_visit", "outcome": "attended", "officer": "A"}
    for date, verdict in ((dt.date(2014, 1, 20), {"met", "needs_judgement"}), (dt.date(2014, 2, 20), {"met_late"})):
        record = case(contacts=[{**visit, "date": date}])
        without = check(export(record), rulebook, Options(select=(VISIT,), as_of=AS_OF, packs=("iaow-2013",)))
        results = run(rulebook, written(tmp_path, AGREED), record)
        assert of_first(results).verdict == of_first(without).verdict
        assert of_first(results).verdict in verdict | {"needs_judgement"}
        assert (only(results).status, only(results).why) == ("not_needed", "it is recorded after all")


def test_what_is_due_or_cannot_be_told_is_excused_too(tmp_path: Path, rulebook: Rulebook) -> None:
    file = written(tmp_path, AGREED)
    due = run(rulebook, file, case(), as_of=dt.date(2014, 1, 20))
    assert (of_first(due).verdict, only(due).status) == ("excepted", "used")
    unseen = case(contacts=None)
    dark = check(export(unseen), rulebook, Options(select=(VISIT,), as_of=AS_OF, packs=("iaow-2013",)))
    assert of_first(dark).verdict == "cannot_tell"
    told = run(rulebook, file, unseen)
    assert (of_first(told).verdict, of_first(told).could_be) == ("excepted", [])


def test_what_does_not_apply_stays_so_and_the_departure_is_listed(tmp_path: Path, rulebook: Rulebook) -> None:
    ended = case(end_date=dt.date(2014, 1, 10))
    results = run(rulebook, written(tmp_path, AGREED), ended)
    assert of_first(results).verdict == "not_applicable"
    assert (only(results).status, only(results).uses) == ("unmatched", 0)
    assert "ended before it fell due" in (only(results).why or "")


@pytest.mark.parametrize(
    ("narrowed", "status"),
    [
        ({"opened": "03/01/2014"}, "used"),
        ({"opened": "04/01/2014"}, "unmatched"),
        ({"about": "E9"}, "unmatched"),
        ({"event_number": 1}, "used"),
    ],
)
def test_it_is_about_what_it_names(
    narrowed: dict[str, object], status: str, tmp_path: Path, rulebook: Rulebook
) -> None:
    results = run(rulebook, written(tmp_path, AGREED | narrowed))
    assert only(results).status == status
    assert of_first(results).verdict == ("excepted" if status == "used" else "gap")


def test_an_entry_of_the_register_names_the_rules_that_answer_it(tmp_path: Path, rulebook: Rulebook) -> None:
    visit = rulebook.rules[VISIT].model_copy(update={"answers": [VISIT, "an-entry"]})
    book = Rulebook(**{**vars_of(rulebook), "rules": {**rulebook.rules, VISIT: visit}})
    results = run(book, written(tmp_path, AGREED | {"rule": "an-entry"}))
    assert of_first(results).verdict == "excepted"
    assert only(results).rules == [VISIT]


def test_a_rules_own_id_names_no_other_rule(tmp_path: Path, rulebook: Rulebook) -> None:
    assert len(rulebook.named(VISIT)) > 1
    assert only(run(rulebook, written(tmp_path, AGREED))).rules == [VISIT]


def test_for_a_duty_of_medium_severity_reason_and_author_are_enough_and_it_is_said(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    medium = rulebook.rules[VISIT].model_copy(update={"severity": "medium"})
    book = Rulebook(**{**vars_of(rulebook), "rules": {**rulebook.rules, VISIT: medium}})
    results = run(book, written(tmp_path, ROW))
    assert of_first(results).verdict == "excepted"
    assert of_first(results).message.endswith("Nobody's agreement is recorded.")
    assert (only(results).status, only(results).why) == ("used", "nobody's agreement is recorded")


def vars_of(rulebook: Rulebook) -> dict[str, Any]:
    return {name: getattr(rulebook, name) for name in rulebook.__dataclass_fields__}


def test_a_departure_never_hides_what_was_not_checked(tmp_path: Path, rulebook: Rulebook) -> None:
    given = with_exceptions(
        export(case(), not_read=(("X000002", 3),)), [written(tmp_path, AGREED | {"crn": "X000002"})], rulebook
    )
    assert not given.problems
    results = check(given, rulebook, Options(select=(VISIT,), as_of=AS_OF, packs=("iaow-2013",)))
    assert [each.verdict for each in results.findings if each.crn == "X000002"] == ["not_checked"]
    assert (only(results).status, only(results).why) == ("unmatched", "the case was not checked")


def test_an_assessor_who_judged_the_departure_puts_it_back_into_the_base(tmp_path: Path, rulebook: Rulebook) -> None:
    judged = case(judgements=[{"rule": VISIT, "answer": "below", "assessor": "C. Field"}])
    results = run(rulebook, written(tmp_path, AGREED), judged)
    assert (of_first(results).verdict, of_first(results).line) == ("excepted", "below")


def test_only_departures_that_a_run_looks_at_are_in_it(tmp_path: Path, rulebook: Rulebook) -> None:
    file = written(tmp_path, AGREED, AGREED | {"crn": "X000002"})
    given = with_exceptions(export(case(team="North"), case("X000002", 3, team="South")), [file], rulebook)
    options = Options(select=(VISIT,), as_of=AS_OF, packs=("iaow-2013",), where={"team": "North"})
    assert [each.crn for each in check(given, rulebook, options).departures] == ["X000001"]
    other = next(name for name in rulebook.rules if name != VISIT and "home-visit" not in name)
    assert not check(given, rulebook, Options(select=(other,), as_of=AS_OF, packs=("iaow-2013",))).departures

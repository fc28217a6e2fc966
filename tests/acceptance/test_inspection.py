"""An inspection from the sample to the score, as a quality team goes through it.

The command runs in this process, with the rules read once: it is run some twenty times.
"""

import functools
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from practice_check import rulebook
from practice_check.answers.assessors_book import ANSWER, ASSESSOR, DATE, NOTE, QUESTION, REASONS, RULE, START
from practice_check.demo import generate
from tests.acceptance.command import Ended
from tests.cli.given import run

#: So wide a time that a small invented caseload has enough cases in it.
WIDE = """
supervised-at-least: [{value: 1 month, source: local default}]
supervised-at-most: [{value: 36 months, source: local default}]
"""
SIZE, SECOND = 4, 2


@pytest.fixture(scope="module", autouse=True)
def _rules_read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        read = functools.cache(rulebook.load)
        patch.setattr(rulebook, "load", lambda folders=(), params=None: read(tuple(folders), params))
        yield


def practice_check(*arguments: str | Path) -> Ended:
    return Ended(*run(*map(str, arguments)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, _rules_read_once: None) -> Path:
    """The export, the team's own limits, and the sample drawn from it in ``drawn``."""
    folder = tmp_path_factory.mktemp("inspection")
    (folder / "wide.yaml").write_text(WIDE)
    lines = [record.model_dump_json(exclude_unset=True, by_alias=True) for record in generate(24, 1)]
    (folder / "caseload.jsonl").write_text("\n".join(lines))
    done = sample(folder, "drawn", "--size", str(SIZE), "--double", str(SECOND))
    assert done.code == 0, done.err
    (folder / "sampled.txt").write_text(done.out)
    return folder


def sample(folder: Path, out: str, *more: str) -> Ended:
    return practice_check(
        *("sample", folder / "caseload.jsonl", "--params", folder / "wide.yaml", "--jobs", "1", "--out", folder / out),
        *more,
    )


def filled(book: Path, answer: str, folder: Path, name: str, assessor: str) -> tuple[Path, int]:
    """A copy of a workbook with every question answered alike; how many that were."""
    workbook = openpyxl.load_workbook(book)
    start = workbook[START]
    for row in start.iter_rows(max_row=10):
        for label, value in ((ASSESSOR, assessor), (DATE, "20/01/2027")):
            if row[0].value == label:
                row[1].value = value
    count = sum(_answer(sheet, answer) for sheet in workbook.worksheets if " order " in sheet.title)
    stream = io.BytesIO()
    workbook.save(stream)
    (folder / name).write_bytes(stream.getvalue())
    return folder / name, count


def _answer(sheet: Worksheet, answer: str) -> int:
    headings: dict[str, int] = {}
    count = 0
    for row in sheet.iter_rows():
        if not headings:
            if any(cell.value == ANSWER for cell in row):
                headings = {str(cell.value): place for place, cell in enumerate(row)}
            continue
        if row[headings[RULE]].value:
            row[headings[ANSWER]].value = answer
            row[headings[REASONS]].value = "not as the report asks"
            row[headings[NOTE]].value = "said in the interview"
            count += 1
    assert QUESTION in headings
    return count


def checked(folder: Path, out: str, *more: str | Path) -> Ended:
    return practice_check(
        *("check", folder / "caseload.jsonl", "--sample", folder / "drawn" / "sample.json", "--jobs", "1"),
        *("--format", "json", "--out", folder / out, *more),
    )


def outcomes(folder: Path, out: str) -> list[tuple[float, float]]:
    scores = practice_check("score", folder / out, "--format", "json").json
    return [(each["score"]["low"], each["score"]["high"]) for each in scores["outcomes"] if each["base"]]


def test_the_sample_says_whom_it_left_out_how_it_was_drawn_and_how_near_it_is(folder: Path) -> None:
    said = (folder / "sampled.txt").read_text()
    for words in (f"Sample: {SIZE} cases of", "seed 1", "A sample is 50 to 100 cases as a rule", "Left out:"):
        assert words in said
    assert {path.name for path in (folder / "drawn").iterdir()} == {
        *("population.csv", "left-out.csv", "sample.json", "sample.csv"),
        *("assessors.xlsx", "assessors-second.xlsx", "briefs.html"),
    }
    assert all(path.stat().st_mode & 0o077 == 0 for path in (folder / "drawn").iterdir())


def test_the_same_seed_draws_the_same_sample(folder: Path) -> None:
    assert sample(folder, "again", "--size", str(SIZE), "--double", str(SECOND)).code == 0
    for name in ("sample.json", "sample.csv", "population.csv"):
        assert (folder / "again" / name).read_bytes() == (folder / "drawn" / name).read_bytes()


def test_without_a_size_the_population_alone_is_told(folder: Path) -> None:
    done = sample(folder, "population")
    assert done.code == 0
    assert "would be looked at" in done.out
    assert "Sample:" not in done.out
    assert {path.name for path in (folder / "population").iterdir()} == {"population.csv", "left-out.csv"}


def test_from_the_sample_through_the_answers_to_the_score_and_what_changed(folder: Path) -> None:
    book, count = filled(folder / "drawn" / "assessors.xlsx", "above the line", folder, "above.xlsx", "A. Marsh")
    assert count > SIZE * 10
    assert checked(folder, "before").code == 0
    assert checked(folder, "after", "--judgements", book).code == 0
    before, after = outcomes(folder, "before"), outcomes(folder, "after")
    assert len(before) == len(after) > 2
    assert any(low < high for low, high in before)
    assert all(low == pytest.approx(high) for low, high in after), "every question was answered"
    assert all(low <= now + 1e-9 for (low, _), (now, _) in zip(before, after, strict=True))

    worse, _ = filled(folder / "drawn" / "assessors.xlsx", "below the line", folder, "below.xlsx", "A. Marsh")
    assert checked(folder, "worse", "--judgements", worse).code == 0
    assert all(now <= then + 1e-9 for (now, _), (then, _) in zip(outcomes(folder, "worse"), before, strict=True))
    changes = practice_check("compare", folder / "after", folder / "worse", "--format", "json")
    assert changes.code == 0, changes.err
    assert changes.json["counts"]["new"] > 0


def test_only_the_sampled_cases_are_scored(folder: Path) -> None:
    assert checked(folder, "only").code == 0
    scores = practice_check("score", folder / "only", "--format", "json").json
    assert scores["cases"] == SIZE
    listed = practice_check(
        *("check", folder / "caseload.jsonl", "--sample", folder / "drawn" / "sample.csv"),
        *("--format", "json", "--jobs", "1"),
    ).json
    assert len(listed["cases"]) == SIZE
    assert {finding["crn"] for finding in listed["findings"]} == {case["crn"] for case in listed["cases"]}


def test_a_sampled_case_that_the_export_lacks_is_told(folder: Path) -> None:
    first = (folder / "drawn" / "sample.csv").read_text(encoding="utf-8-sig").splitlines()[1].split(",")
    (folder / "own.csv").write_text(f"crn,event_number\nX999999,1\n{first[0]},{first[1]}\n")
    done = practice_check(
        *("check", folder / "caseload.jsonl", "--sample", folder / "own.csv", "--format", "json", "--jobs", "1")
    )
    assert [each["crn"] for each in done.json["problems"] if "not in the export" in each["message"]] == ["X999999"]
    assert len(done.json["cases"]) == 1


def test_two_assessors_are_compared_question_by_question(folder: Path) -> None:
    first, _ = filled(folder / "drawn" / "assessors.xlsx", "above the line", folder, "first.xlsx", "A. Marsh")
    second, count = filled(folder / "drawn" / "assessors-second.xlsx", "below the line", folder, "2.xlsx", "B. Dean")
    done = practice_check("agreement", first, second)
    assert done.code == 0, done.err
    assert f"Alike in 0 of {count} answers that both gave, in {SECOND} cases" in done.out
    assert "below the line: not as the report asks – said in the interview" in done.out
    assert not {"Marsh", "Dean"} & set(done.out.replace(".", " ").split())
    alike = practice_check("agreement", second, second, "--format", "csv")
    assert len(alike.out.splitlines()) > 1
    assert practice_check("agreement", first, second, "--format", "md").out.startswith("# Where two assessors agree")


def test_answers_are_not_written_over(folder: Path) -> None:
    (folder / "begun").mkdir()
    path, count = filled(
        folder / "drawn" / "assessors.xlsx", "not relevant", folder, "begun/assessors.xlsx", "A. Marsh"
    )
    before = path.read_bytes()
    done = sample(folder, "begun", "--size", str(SIZE))
    assert done.code == 2
    assert f"holds {count} answers, which would be written over" in done.err
    assert path.read_bytes() == before
    assert [each.name for each in (folder / "begun").iterdir()] == ["assessors.xlsx"]
    path.write_bytes(b"something else")
    assert "not an assessors' workbook that can be read" in sample(folder, "begun", "--size", str(SIZE)).err


def test_each_officer_has_a_page_of_their_own(folder: Path) -> None:
    assert sample(folder, "officers", "--size", str(SIZE), "--per-officer").code == 0
    cases = json.loads((folder / "officers" / "sample.json").read_text())["cases"]
    pages = [path.read_text() for path in (folder / "officers" / "officers").iterdir()]
    assert len(pages) == len({case["officer"] for case in cases})
    assert sum(page.count('<section class="brief"') for page in pages) == SIZE
    for page in pages:
        assert len({case["officer"] for case in cases if case["crn"] in page}) == 1


def test_what_the_record_shows_knows_of_departures(folder: Path) -> None:
    assert checked(folder, "plain").code == 0
    found = json.loads((folder / "plain" / "results.json").read_text())
    times = Counter((each["crn"], each["rule"]) for each in found["findings"])
    missing = next(
        each
        for each in found["findings"]
        if each["verdict"] == "gap" and each["severity"] == "low" and times[each["crn"], each["rule"]] == 1
    )
    (folder / "departures.csv").write_text(
        "crn,rule,reason,by,agreed_by\n"
        f"{missing['crn']},{missing['rule']},Agreed with the court.,A. Marsh,B. Stone\n"
        "X999999,no-such-rule,None.,A. Marsh,\n"
    )
    done = sample(folder, "departed", "--size", str(SIZE), "--exceptions", str(folder / "departures.csv"))
    assert done.code == 0, done.err
    assert "row 3, crn: there is no case X999999 in the export" in done.err
    assert "Departures: 1 in force" in done.err
    title = found["rules"][missing["rule"]]["title"]
    where = f"{missing['crn']} order {missing['event_number']}", title
    assert _shown(folder / "drawn" / "assessors.xlsx", *where) == "not recorded"
    assert _shown(folder / "departed" / "assessors.xlsx", *where) == "departure recorded, with its reason"


def _shown(path: Path, sheet: str, title: str) -> object:
    """What the record shows of an expectation."""
    return next(row[1] for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True) if row[0] == title)


def test_the_second_workbook_holds_no_answer_of_the_first(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "drawn" / "assessors-second.xlsx")
    assert sum(" order " in name for name in book.sheetnames) == SECOND
    assert practice_check(
        "agreement", folder / "drawn" / "assessors.xlsx", folder / "drawn" / "assessors-second.xlsx"
    ).out.startswith("No question was answered by both.")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--programme", "aera"], "there is no programme 'aera'; did you mean 'area'?"),
        (["--double", "3"], "--double is of a sample"),
        (["--per-officer"], "--per-officer is of the briefs of a sample"),
        (["--size", "9", "--fieldwork", "01/01/1990"], "there is no case to draw"),
    ],
)
def test_what_cannot_be_drawn_says_so_and_what_helps(folder: Path, arguments: list[str], told: str) -> None:
    done = practice_check("sample", folder / "caseload.jsonl", *arguments)
    assert done.code == 2
    assert told in done.err
    assert "help:" in done.err

"""The population, the sample and the agreement of two assessors on a screen: small groups, remarks, hostile names."""

import io

import pytest
from rich.console import Console

from practice_check.records.model import Judgement
from practice_check.reports.files.sample_files import left_out_as_csv, population_as_csv
from practice_check.reports.terminal.agreement_screen import agreement_as_csv, agreement_as_markdown, print_agreement
from practice_check.reports.terminal.population_screen import print_population, print_sample
from practice_check.rulebook import Rulebook
from practice_check.sampling import Agreement, agreement_of, latest, sample_of, shares_of
from tests.reports.report_sample import HOSTILE, READABLE, UNSEEN
from tests.sampling.people import case, export_of, mixed, population


def console() -> Console:
    return Console(file=io.StringIO(), width=100, force_terminal=False, highlight=False)


def said(screen: Console) -> str:
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_a_sample_stands_beside_its_population(rulebook: Rulebook) -> None:
    export = export_of(*map(mixed, range(1, 101)), case(900, closed_date=None, start_date=None))
    found = population(rulebook, export)
    screen = console()
    print_sample(found, sample_of(found, export, 20, by=["rosh"], smallest_base=10, seed=4, second=3), screen)
    lines = [line.split() for line in said(screen).splitlines()]
    assert ["medium", "60", "60%", "12", "60%"] in lines
    assert ["low", "20", "20%", "4", "20%"] in lines
    text = said(screen)
    assert "100 of 101 cases would be looked at" in text
    assert "A sample is 50 to 100 cases as a rule" in text
    assert "3 cases of it for a second assessor" in text
    assert "no start date is recorded. To place them: record the day of sentence" in text


def test_a_usual_sample_says_nothing_of_its_size(rulebook: Rulebook) -> None:
    export = export_of(*map(mixed, range(1, 101)))
    found = population(rulebook, export)
    screen = console()
    print_sample(found, sample_of(found, export, 50, by=["rosh"], smallest_base=10, seed=4), screen)
    assert "as a rule" not in said(screen)


def test_small_groups_are_not_broken_out(rulebook: Rulebook) -> None:
    cases = [case(number, gender="female" if number < 4 else "male") for number in range(1, 31)]
    found = population(rulebook, export_of(*cases))
    screen = console()
    print_population(found, shares_of(found.eligible, [], ["gender"], 10), screen, 10)
    lines = [line.split() for line in said(screen).splitlines()]
    assert ["male", "27", "90%"] in lines
    assert ["female", "(fewer", "than", "10)", "–", "–"] in lines


def test_doubts_are_told_with_their_mend(rulebook: Rulebook) -> None:
    found = population(rulebook, export_of(case(1, transfers=None), case(2)))
    screen = console()
    print_population(found, [], screen, 10)
    assert "1  transfers. To know: export the transfers." in said(screen)


def test_hostile_names_are_text(rulebook: Rulebook) -> None:
    export = export_of(*(case(number, team=HOSTILE, area=HOSTILE, officer=HOSTILE) for number in range(1, 13)))
    found = population(rulebook, export)
    screen = console()
    print_sample(found, sample_of(found, export, 3, by=["team"], smallest_base=10, seed=1), screen)
    tables = [data.decode("utf-8-sig") for data in (population_as_csv(found), left_out_as_csv(found))]
    for text in (said(screen), *tables):
        assert not any(mark in text for mark in UNSEEN)
    assert "<b onclick=x>" in said(screen)
    assert READABLE in tables[0]
    assert "\"'=cmd" in tables[0]


@pytest.fixture
def compared(rulebook: Rulebook) -> Agreement:
    rule = next(name for name, each in rulebook.rules.items() if each.judge)

    def answers(letters: str) -> list[tuple[tuple[str, int], Judgement]]:
        return [
            (
                (f"X{number:06}", 1),
                Judgement(rule=rule, question=1, answer="above" if letter == "a" else "below", note=HOSTILE),
            )
            for number, letter in enumerate(letters)
        ]

    return agreement_of(latest(answers("aaaaaaaaaab")), latest(answers("aaaaaaaaabb")), rulebook, 10)


def test_an_agreement_has_its_base_beside_it_in_every_form(compared: Agreement) -> None:
    screen = console()
    print_agreement(compared, screen)
    assert "Alike in 10 of 11 answers that both gave, in 11 cases (91%, kappa 0.62)" in said(screen)
    assert "X000009 order 1" in said(screen)
    assert '"11","10","91%","0.62","X000009","1","above the line"' in agreement_as_csv(compared).decode()
    assert "| 11 | 10 | 91% | 0.62 |" in agreement_as_markdown(compared).decode()


def test_on_a_small_base_there_is_no_share(compared: Agreement, rulebook: Rulebook) -> None:
    rule = compared.questions[0].rule
    few = latest([(("X000001", 1), Judgement(rule=rule, question=1, answer="above"))])
    agreement = agreement_of(few, few, rulebook, 10)
    screen = console()
    print_agreement(agreement, screen)
    assert "Alike in 1 of 1 answer that both gave, in 1 case: too few for a share." in said(screen)
    assert "| 1 | 1 | too few | – |" in agreement_as_markdown(agreement).decode()
    assert "%" not in agreement_as_csv(agreement).decode()


def test_hostile_notes_are_text_in_every_form(compared: Agreement) -> None:
    screen = console()
    print_agreement(compared, screen)
    texts = [said(screen), agreement_as_csv(compared).decode(), agreement_as_markdown(compared).decode()]
    for text in texts:
        assert not any(mark in text for mark in UNSEEN)
    assert "<script>" not in texts[2]

"""What shares are made of, on runs made by hand: criteria read as their outcome is, and no share on a few cases."""

from practice_check.audit.results import Finding
from practice_check.scoring import Settings, score
from practice_check.verdicts.line import Line
from tests.history.made import NOW, finding, rule, run


def _answers(of: str, *lines: Line, about: str | None = None) -> list[Finding]:
    """One answer to a rule's question in each of so many cases."""
    return [
        finding(f"{of}-{about}-{number}", "met", rule=of, crn=f"X{number}", line=line, about=about)
        for number, line in enumerate(lines)
    ]


def test_a_criterion_is_pooled_where_its_outcome_is() -> None:
    """Two questions: 1 of 1 above, 1 of 4 above. Their mean is 5/8; of all five answers 2/5 are above."""
    made = run(
        NOW,
        [*_answers("one", "above"), *_answers("four", "above", "below", "below", "below")],
        rules={name: rule(outcome="protecting-the-public", criteria=["4.1"]) for name in ("one", "four")},
    )
    found = {}
    for reading in ("questions", "answers"):
        scores = score([made], Settings.model_validate({"reading": reading}), {})
        public = next(each for each in scores.outcomes if each.outcome == "protecting-the-public")
        (criterion,) = public.criteria
        assert criterion.score == public.score
        found[reading] = criterion.score.low
    assert found == {"questions": 5 / 8, "answers": 2 / 5}


def test_the_share_of_a_factor_stands_on_enough_cases() -> None:
    rules = {"work": rule(outcome="reducing-reoffending", tabled_as="factor-interventions")}
    made = run(
        NOW,
        [
            *_answers("work", "above", "above", "below", about="alcohol"),
            *_answers("work", "above", "below", about="drugs"),
        ],
        rules=rules,
    )
    rows = {row.factor: row for row in score([made], Settings(smallest_group=3), {}).factors}
    assert (rows["alcohol"].cases, rows["drugs"].cases) == (3, 2)
    assert rows["alcohol"].interventions.low == 2 / 3
    assert (rows["drugs"].interventions.low, rows["drugs"].interventions.high) == (None, None)
    assert rows["alcohol"].progress.low is None

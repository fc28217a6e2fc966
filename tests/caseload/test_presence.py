"""What looks well and nobody has judged."""

import pytest

from practice_check.rulebook import Rulebook

from .people import order, said, warning

PRESENCE = warning({"presence": {"at_most": 50, "base": 20}}, "{part} of {whole}, {share}")


@pytest.mark.parametrize(
    ("recorded", "unjudged", "message"),
    [(10, 6, "12 of 20, 60%"), (10, 5, None), (9, 9, None), (0, 0, None)],
    ids=["more than half", "half", "too few", "nothing"],
)
def test_it_warns_beyond_the_share(recorded: int, unjudged: int, message: str | None, rulebook: Rulebook) -> None:
    found = said(rulebook, PRESENCE, [order(1), order(2)], recorded=(recorded, unjudged))
    assert [each.message for each in found] == ([message] if message else [])

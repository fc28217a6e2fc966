"""The page for readers says what was tried, all of it and nothing else."""

from tests.hostile.listing import PAGE, page


def test_the_page_is_that_of_the_lists() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "make it anew with: python -m tests.hostile.listing"

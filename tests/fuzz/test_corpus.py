"""What fuzzing has found is read again in every run of the tests: the inputs that reached furthest, and all faults."""

from pathlib import Path

import pytest

from tests.fuzz.harnesses import HARNESSES

_CORPUS = Path(__file__).parent / "corpus"


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", HARNESSES)
def test_every_input_that_is_kept_is_read_or_refused(name: str) -> None:
    kept = sorted((_CORPUS / name).iterdir())
    assert kept
    for path in kept:
        HARNESSES[name](path.read_bytes())


def test_the_corpus_is_small() -> None:
    assert sum(path.stat().st_size for path in _CORPUS.rglob("*") if path.is_file()) < 400_000

"""A run that is read case by case is written as the same run in memory is, byte by byte."""

import io
from typing import Any

import pytest

from practice_check.audit.parts import Noted, Wanting
from practice_check.audit.results import Results
from practice_check.reports import STREAMED, Pieces, of_results, of_run, streams_of
from tests.reports.held_run import HeldRun
from tests.reports.report_sample import CHANGES, DEPARTURES, hostile, sample

WANTING = [Wanting(number=1, lack="absent", table="contacts"), Wanting(number=2, lack="blank", table="cases", crn="X1")]
NOTED = Noted(fingerprint="f", progress="in hand", crn="X1", event_number=1, rule="r", still_open=True)


def _runs(demo: Results) -> list[Results]:
    beside = {"changes": CHANGES, "departures": DEPARTURES, "wanting": WANTING, "noted": [NOTED]}
    return [demo, sample(), hostile(), sample().model_copy(update=beside), _empty()]


def _empty() -> Results:
    return sample().model_copy(update={"cases": [], "findings": [], "histories": [], "rules": {}, "problems": []})


def _written(pieces: Pieces, fmt: str) -> dict[str, bytes]:
    files = {}
    for name, write in streams_of(pieces, fmt).items():
        out = io.BytesIO()
        write(out)
        files[name] = out.getvalue()
    return files


@pytest.mark.parametrize("show", [set(), {"all"}, {"gap", "not_applicable"}], ids=["usual", "all", "named"])
@pytest.mark.parametrize("fmt", STREAMED)
def test_it_is_written_as_one_in_memory(fmt: str, show: set[str], demo_results: Results) -> None:
    for results in _runs(demo_results):
        assert _written(of_run(HeldRun(results), show), fmt) == _written(of_results(results, show), fmt)


def test_what_is_written_is_read_back_as_it_was(demo_results: Results) -> None:
    for results in _runs(demo_results):
        text = _written(of_run(HeldRun(results), {"all"}), "json")["results.json"]
        assert Results.model_validate_json(text) == results


def test_no_more_than_a_piece_is_in_memory(demo_results: Results) -> None:
    """A stream that holds what it is given back would grow with the run; what is written comes in small pieces."""

    class Counting(io.BytesIO):
        longest = 0

        def write(self, data: Any) -> int:
            self.longest = max(self.longest, len(bytes(data)))
            return super().write(data)

    for fmt in STREAMED:
        for name, write in streams_of(of_run(HeldRun(demo_results), set()), fmt).items():
            out = Counting()
            write(out)
            assert out.longest < max(200_000, len(out.getvalue()) / 10), name

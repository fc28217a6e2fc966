"""The commands on results that are given, so that only the command itself is tried."""

import pytest

from practice_check import audit, ingest, rulebook
from practice_check.audit import Options
from practice_check.audit.results import Results
from practice_check.ingest import Export
from practice_check.records.model import CaseRecord
from practice_check.rulebook.parameters import Dated, Parameters
from tests.reports.held_run import HeldRun
from tests.reports.report_sample import sample


@pytest.fixture
def results() -> Results:
    return sample()


@pytest.fixture
def asked(results: Results, monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """The core gives the sample; what it was asked for is kept here."""
    kept: list[Options] = []
    records = [CaseRecord(crn=case.crn, event_number=case.event_number) for case in results.cases]
    export = Export(records=records, not_read=[], problems=[], inputs=[], exported_on=None)

    def check(export: Export, book: object, options: Options) -> Results:
        return check_stored(export, book, options).results()

    def check_stored(_: Export, __: object, options: Options) -> HeldRun:
        kept.append(options)
        return HeldRun(results)

    monkeypatch.setattr(ingest, "read", lambda *_, **__: export)
    monkeypatch.setattr(rulebook, "load", lambda *_: _Book())
    monkeypatch.setattr(audit, "check", check)
    monkeypatch.setattr(audit, "check_stored", check_stored)
    return kept


class _Book:
    rules = dict.fromkeys(["child-concern-referred", "rosh-screening"])
    parameters = Parameters(
        {
            "trend-runs": [Dated(value=6, source="local default")],
            "cases-in-one-report": [Dated(value=1000, source="local default")],
        }
    )

    def named(self, name: str) -> list[str]:
        return [name] if name in self.rules else []

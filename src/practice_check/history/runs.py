"""The run history: what each run came to, in a SQLite file, so that a trend can be told.

There is no name, CRN or text of a case in it: fingerprints, counts and hashes. Since a fingerprint is a hash of a CRN
that anyone with the export could make again, the file is as sensitive as the export, and its owner's alone.
"""

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from practice_check.audit.checked import CheckedCase
from practice_check.audit.parts import Asked
from practice_check.audit.results import Hashes, Results, Run
from practice_check.history.open_duties import OpenDuties, open_duties
from practice_check.history.store import HistoryError, reading, writing

#: What the file is called in a folder of results.
FILE = "runs.sqlite"

#: Fields of a case whose value may stand in the file in words: units, not people.
_UNITS = {"team", "area"}


class Opened(Collection[str], Protocol):
    """Fingerprints, however many."""

    def isdisjoint(self, other: "Opened", /) -> bool: ...


@dataclass(frozen=True)
class OpenInFile(Opened):
    """The fingerprints of all gaps of a run of a history, read when they are asked for: they may be millions.

    Each of its methods raises HistoryError.
    """

    file: Path
    run: int

    def __len__(self) -> int:
        with reading(self.file) as history:
            return _count(history, self.run)

    def __iter__(self) -> Iterator[str]:
        with reading(self.file) as history:
            for (name,) in history.execute("SELECT fingerprint FROM open_duty WHERE run = ?", (self.run,)):
                yield name

    def __contains__(self, name: object) -> bool:
        with reading(self.file) as history:
            found = history.execute(
                "SELECT 1 FROM open_duty WHERE run = ? AND fingerprint = ?", (self.run, name)
            ).fetchone()
            return found is not None

    def isdisjoint(self, other: Opened, /) -> bool:
        if isinstance(other, OpenInFile) and other.file == self.file:
            with reading(self.file) as history:
                return not _share(history, self.run, other.run)
        return all(name not in other for name in self)


@dataclass(frozen=True)
class RecordedRun:
    """What the history holds of a run.

    ``scope``: runs with the same one were asked the same; ``scope_words``: what, for people. ``verdicts`` are all
    findings, ``duties`` those of duties that stand by themselves; ``severities`` and ``themes`` count the open duties
    that can still be put right, in ``cases_running``. ``open``: fingerprints of all gaps.
    """

    scope: str
    scope_words: str
    as_of: dt.date
    hashes: Hashes
    recorded: dt.datetime
    version: str
    cases: int
    cases_not_checked: int
    cases_running: int
    verdicts: Mapping[str, int]
    duties: Mapping[str, int]
    severities: Mapping[str, int]
    themes: Mapping[str, int]
    open: Opened


def record(file: Path, head: Results, cases: Iterable[CheckedCase], recorded: dt.datetime) -> None:
    """Add the run to the history, which is begun if it is not there. ``recorded``: when, with a time zone.

    ``head``: the results, whatever cases and findings they carry; ``cases``: all of its cases, in their order. A run of
    the same day, hashes and scope is replaced. Raises HistoryError; then nothing has changed.
    """
    with open_duties(head, cases) as found, writing(file) as history:
        key = (_scope(head.run), head.run.as_of.isoformat(), _hashes(head.run))
        earlier = history.execute("SELECT id FROM run WHERE scope = ? AND as_of = ? AND hashes = ?", key).fetchone()
        if earlier is not None:  # it makes room, and is there still to be held against the new one
            history.execute("UPDATE run SET hashes = 'replaced' WHERE id = ?", earlier)
        number = _insert(history, key, head.run, found, recorded)
        if earlier is not None:
            _refuse_another_caseload(file, history, earlier[0], number)
            history.execute("DELETE FROM run WHERE id = ?", earlier)


def recorded_runs(file: Path) -> list[RecordedRun]:
    """All runs of the history, by scope, day and when they were recorded. Raises HistoryError."""
    with reading(file) as history:
        rows = history.execute("SELECT * FROM run ORDER BY scope, as_of, recorded, id").fetchall()
        return [_recorded(file, history, row) for row in rows]


def of_the_same_scope(runs: Sequence[RecordedRun], run: Run) -> list[RecordedRun]:
    """Those that were asked the same as ``run``, up to its day."""
    scope = _scope(run)
    return [each for each in runs if each.scope == scope and each.as_of <= run.as_of]


def first_seen(runs: Sequence[RecordedRun]) -> dict[str, dt.date]:
    """Of each gap of the last run: the day of the first since which every run has had it. ``runs``: of one scope."""
    seen: dict[str, dt.date] = {}
    for run in runs:
        seen = {name: seen.get(name, run.as_of) for name in run.open}
    return seen


# ---------------------------------------------------------------- what a run is known by


def _scope(run: Run) -> str:
    asked = run.asked
    parts = [
        sorted(asked.where.items()),
        sorted(set(asked.select)),
        sorted(set(asked.ignore)),
        sorted(set(asked.packs)),
        run.pseudonymised,
        *([asked.sample] if asked.sample else []),
        *([run.pseudonyms] if run.pseudonyms else []),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _scope_words(asked: Asked, pseudonymised: bool) -> str:
    cases = [f"{name} {value}" if name in _UNITS else f"by {name}" for name, value in sorted(asked.where.items())]
    rules = [f"{len(names)} {what}" for what, names in (("selected", asked.select), ("ignored", asked.ignore)) if names]
    words = [", ".join([*(["a sample"] if asked.sample else []), *cases]) or "all cases"]
    words += [f"rules: {', '.join(rules)}"] if rules else []
    words += [f"pack {', '.join(sorted(asked.packs))}"] if asked.packs else []
    return "; ".join([*words, "pseudonymised"] if pseudonymised else words)


def _hashes(run: Run) -> str:
    return json.dumps(run.hashes.model_dump(), sort_keys=True)


def _refuse_another_caseload(file: Path, history: sqlite3.Connection, earlier: int, run: int) -> None:
    if _count(history, earlier) and _count(history, run) and not _share(history, earlier, run):
        raise HistoryError(
            f"{file} holds a run of the same day with nothing open in common: it is of another caseload",
            "keep a history for each caseload: name another file with --history",
        )


# ---------------------------------------------------------------- rows


def _insert(
    history: sqlite3.Connection, key: tuple[str, str, str], run: Run, found: OpenDuties, recorded: dt.datetime
) -> int:
    """The number of the run's row."""
    row = {
        **dict(zip(("scope", "as_of", "hashes"), key, strict=True)),
        "scope_words": _scope_words(run.asked, run.pseudonymised),
        "recorded": recorded.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "version": run.version,
        "cases": run.cases,
        "cases_not_checked": run.cases_not_checked,
        "cases_running": found.cases,
    }
    columns, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    number = history.execute(f"INSERT INTO run ({columns}) VALUES ({places})", row).lastrowid
    assert number is not None
    tallies: dict[str, Iterable[tuple[str, int]]] = {
        "verdict": run.counts.items(),
        "duty": found.verdicts.items(),
        "severity": found.severities.items(),
        "theme": found.themes.items(),
    }
    history.executemany(
        "INSERT INTO tally (run, of, name, number) VALUES (?, ?, ?, ?)",
        ((number, of, name, count) for of, counts in tallies.items() for name, count in counts),
    )
    history.executemany(
        "INSERT OR IGNORE INTO open_duty (run, fingerprint) VALUES (?, ?)",
        ((number, name) for name in found.fingerprints),
    )
    return number


def _recorded(file: Path, history: sqlite3.Connection, row: sqlite3.Row) -> RecordedRun:
    tallies: dict[str, dict[str, int]] = {"verdict": {}, "duty": {}, "severity": {}, "theme": {}}
    for of, name, count in history.execute("SELECT of, name, number FROM tally WHERE run = ?", (row["id"],)):
        tallies[of][name] = count
    return RecordedRun(
        scope=row["scope"],
        scope_words=row["scope_words"],
        as_of=dt.date.fromisoformat(row["as_of"]),
        hashes=Hashes.model_validate_json(row["hashes"]),
        recorded=dt.datetime.fromisoformat(row["recorded"]),
        version=row["version"],
        cases=row["cases"],
        cases_not_checked=row["cases_not_checked"],
        cases_running=row["cases_running"],
        verdicts=tallies["verdict"],
        duties=tallies["duty"],
        severities=tallies["severity"],
        themes=tallies["theme"],
        open=OpenInFile(file, row["id"]),
    )


def _count(history: sqlite3.Connection, run: int) -> int:
    found: int = history.execute("SELECT count(*) FROM open_duty WHERE run = ?", (run,)).fetchone()[0]
    return found


def _share(history: sqlite3.Connection, one: int, other: int) -> bool:
    """Whether anything is open in both runs."""
    same = "SELECT 1 FROM open_duty a JOIN open_duty b USING (fingerprint) WHERE a.run = ? AND b.run = ? LIMIT 1"
    return history.execute(same, (one, other)).fetchone() is not None

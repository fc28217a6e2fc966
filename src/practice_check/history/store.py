"""The SQLite file of the run history: begun, opened and known to be ours, with each fault said as people can mend it.

SQLite comes with Python, is one file, and lets several runs write at once.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_SCHEMA_VERSION = 1
_APPLICATION = 0x50434852  # "PCHR": by this a file is known to be ours
_WAIT_SECONDS = 30.0
_SMALLEST = 512
_TABLES = """
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    scope TEXT NOT NULL,
    scope_words TEXT NOT NULL,
    as_of TEXT NOT NULL,
    hashes TEXT NOT NULL,
    recorded TEXT NOT NULL,
    version TEXT NOT NULL,
    cases INTEGER NOT NULL,
    cases_not_checked INTEGER NOT NULL,
    cases_running INTEGER NOT NULL,
    UNIQUE (scope, as_of, hashes)
) STRICT;
CREATE TABLE tally (
    run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    of TEXT NOT NULL CHECK (of IN ('verdict', 'duty', 'severity', 'theme')),
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (run, of, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE open_duty (
    run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (run, fingerprint)
) STRICT, WITHOUT ROWID;
"""


class HistoryError(ValueError):
    """The history cannot be read or written. ``mend``: what helps."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.mend = mend


@contextmanager
def writing(file: Path) -> Iterator[sqlite3.Connection]:
    """The history in one transaction; other runs that write wait for it."""
    with _faults_of(file):
        # Made here, since SQLite would make it readable by others; O_NOFOLLOW, so that no link leads us elsewhere.
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        size = os.fstat(handle).st_size
        os.close(handle)
        if 0 < size < _SMALLEST:  # SQLite would take it for empty and write over it
            raise _damaged(file)
        with closing(sqlite3.connect(file, timeout=_WAIT_SECONDS, isolation_level=None)) as history:
            history.row_factory = sqlite3.Row
            history.execute("PRAGMA foreign_keys = ON")
            history.execute("BEGIN IMMEDIATE")
            try:
                if not history.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                    _begin(history)
                _require_ours(file, history)
                yield history
                history.execute("COMMIT")
            except BaseException:
                if history.in_transaction:
                    history.execute("ROLLBACK")
                raise


@contextmanager
def reading(file: Path) -> Iterator[sqlite3.Connection]:
    with _faults_of(file):
        address = file.resolve(strict=True).as_uri() + "?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)) as history:
            history.row_factory = sqlite3.Row
            history.execute("BEGIN")
            _require_ours(file, history)
            yield history


def _begin(history: sqlite3.Connection) -> None:
    for statement in _TABLES.split(";"):
        if statement.strip():
            history.execute(statement)
    history.execute(f"PRAGMA application_id = {_APPLICATION}")
    history.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")


def _require_ours(file: Path, history: sqlite3.Connection) -> None:
    if history.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
        raise HistoryError(f"{file} is no run history of practice-check", "name another file with --history")
    version = history.execute("PRAGMA user_version").fetchone()[0]
    if version != _SCHEMA_VERSION:
        raise HistoryError(
            f"{file} is a run history of form {version}; this version of practice-check keeps form {_SCHEMA_VERSION}",
            "use the version that wrote it, or begin another with --history",
        )


@contextmanager
def _faults_of(file: Path) -> Iterator[None]:
    """What can go wrong with the file, said with what helps."""
    try:
        yield
    except FileNotFoundError as error:
        raise HistoryError(
            f"there is no run history at {file}", "one is kept by: practice-check check EXPORT --out DIR"
        ) from error
    except OSError as error:
        raise HistoryError(
            f"the run history {file} cannot be opened ({error.strerror})", "name another file with --history"
        ) from error
    except sqlite3.OperationalError as error:
        raise HistoryError(
            f"the run history {file} cannot be used ({error})",
            "see that no other run holds it, that the disk has room and that the folder may be written to",
        ) from error
    except (sqlite3.Error, KeyError, TypeError) as error:
        raise _damaged(file) from error
    except ValueError as error:
        if isinstance(error, HistoryError):
            raise
        raise _damaged(file) from error


def _damaged(file: Path) -> HistoryError:
    return HistoryError(
        f"{file} is no run history, or a damaged one",
        "move it away, and the next run begins a new one; or name another file with --history",
    )

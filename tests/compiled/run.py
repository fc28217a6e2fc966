"""Holds the program as it is compiled against the same program as it is written.

    python -m tests.compiled.run [--cases N]      # with a Python for which practice-check is installed compiled

People of the demonstration, many of their exports damaged, go through both. Exits 1 where a file that is written of
them, or what is printed of some, is not the same to the byte.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from random import Random

from practice_check import built
from practice_check.demo import generate
from practice_check.records.model import CaseRecord
from tests.oracle.damage import Damage

_SOURCE = Path(__file__).parents[2] / "src"
_SEED = 23
_FORMATS = ("json", "csv", "html", "md")
#: Holds the time at which it was written; what is in it, csv and html have too.
_TIMED = ".xlsx"
_PRINTED = 5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=60)
    cases = list(_cases(parser.parse_args().cases))
    versions = [_said("--version", as_written=as_written) for as_written in (False, True)]
    if ["(compiled)" in version for version in versions] != [True, False]:
        return _differs(f"one is to be compiled, the other not: {', '.join(versions)}")
    with tempfile.TemporaryDirectory() as folder:
        caseload = Path(folder, "caseload.jsonl")
        lines = (record.model_dump_json(exclude_unset=True, by_alias=True) for record in cases)
        caseload.write_text("".join(f"{line}\n" for line in lines))
        found = _files(caseload, as_written=False)
        expected = _files(caseload, as_written=True)
        for record in cases[:: max(1, len(cases) // _PRINTED)]:
            asked = ("case", str(caseload), record.crn)
            found[f"case {record.crn}"] = _said(*asked, as_written=False).encode()
            expected[f"case {record.crn}"] = _said(*asked, as_written=True).encode()
    for name in sorted(found.keys() | expected.keys()):
        if found.get(name) != expected.get(name):
            return _differs(f"{name} is another when compiled: {_apart(found.get(name), expected.get(name))}")
    print(f"{len(cases)} cases: {len(found)} files and screens are the same when compiled")
    return 0


def _cases(size: int) -> Iterator[CaseRecord]:
    random = Random(_SEED)
    for _, own in groupby(generate(size, _SEED), key=lambda record: record.crn):
        yield from Damage(random).some(list(own))


def _files(caseload: Path, *, as_written: bool) -> dict[str, bytes]:
    """What ``check`` writes, by name."""
    out = caseload.parent / "out"  # the same for both: it may be named in what is written
    formats = [part for each in _FORMATS for part in ("--format", each)]
    _said("check", str(caseload), *formats, "--show", "all", "--no-history", "--out", str(out), as_written=as_written)
    files = [file for file in out.rglob("*") if file.is_file() and file.suffix != _TIMED]
    found = {str(file.relative_to(out)): file.read_bytes() for file in files}
    out.rename(caseload.parent / f"out-{as_written}")
    return found


def _said(*arguments: str, as_written: bool) -> str:
    environment = {**os.environ, "PYTHONPATH": str(_SOURCE)} if as_written else None
    command = [sys.executable, "-m", "practice_check", *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return f"{ended.stdout}{ended.stderr}ended with {ended.returncode}"


def _apart(found: bytes | None, expected: bytes | None) -> str:
    if found is None or expected is None:
        return "only one has it"
    place = next((n for n, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other), 0)
    return f"{found[max(0, place - 80) : place + 80]!r} in place of {expected[max(0, place - 80) : place + 80]!r}"


def _differs(what: str) -> int:
    print(f"{what} ({built.__file__})", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

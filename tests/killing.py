"""Kills a run at random moments, goes on with it, and holds its results against those of a run that was not killed.

``python -m tests.killing --cases 20000 --times 10``: ten runs, each killed once and gone on with. ``--one-run``: one
run, killed so often. The exit code is 1 where any result differs.
"""

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from practice_check.demo import generate

RESULTS = "results.jsonl"


@dataclass(frozen=True)
class Caseload:
    file: Path
    jobs: int

    def started(self, out: Path, *, resume: bool) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "practice_check", "check", str(self.file), "--out", str(out)]
        command += ["--format", "jsonl", "--no-history", "--jobs", str(self.jobs), *(["--resume"] if resume else [])]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=self.said.open("wb"))

    @property
    def said(self) -> Path:
        """What the last run said."""
        return self.file.with_suffix(".said")

    def to_the_end(self, out: Path, *, resume: bool) -> float:
        """Seconds that it took. Raises RuntimeError where it does not end well."""
        began = time.monotonic()
        code = self.started(out, resume=resume).wait()
        if code:
            raise RuntimeError(f"the run ended with exit code {code}: {self.said.read_text(errors='replace')}")
        return time.monotonic() - began

    def killed(self, out: Path, seconds: float, *, resume: bool) -> int | None:
        """The length of the journal when it was killed; None where it was done before."""
        process = self.started(out, resume=resume)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            journal = out / ".run" / "journal"
            return journal.stat().st_size if journal.exists() else 0
        return None


def written(file: Path, cases: int, seed: int) -> None:
    with file.open("w", encoding="utf-8") as lines:
        for record in generate(cases, seed):
            lines.write(record.model_dump_json(exclude_unset=True, by_alias=True) + "\n")


def digest(out: Path) -> str:
    with (out / RESULTS).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def left_over(out: Path) -> list[str]:
    """What should not be there once a run is done: its journal, and parts of files."""
    return sorted(path.name for path in out.iterdir() if path.name.startswith("."))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--cases", type=int, default=20_000)
    asked.add_argument("--times", type=int, default=10)
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--one-run", action="store_true", help="kill one run so often, in place of so many runs once")
    asked.add_argument("--folder", type=Path, help="where there is room; default: the folder for temporary files")
    options = asked.parse_args()
    random_ = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="killing-", dir=options.folder) as name:
        folder = Path(name)
        caseload = Caseload(folder / "caseload.jsonl", options.jobs)
        written(caseload.file, options.cases, options.seed)
        seconds = caseload.to_the_end(folder / "whole", resume=False)
        expected = digest(folder / "whole")
        print(f"{options.cases:,} cases in {seconds:.0f} s without being killed: {expected[:16]}", flush=True)
        same = True
        for number in range(1, 1 + (1 if options.one_run else options.times)):
            out = folder / f"killed-{number}"
            for kill in range(options.times if options.one_run else 1):
                after = random_.uniform(0, seconds)
                size = caseload.killed(out, after, resume=kill > 0)
                state = "was done before" if size is None else f"killed with {size / 1e6:.1f} MB found"
                print(f"run {number}: after {after:.1f} s {state}", flush=True)
            more = caseload.to_the_end(out, resume=True)
            found, left = digest(out), left_over(out)
            same = same and found == expected and not left
            said = "identical" if found == expected else f"DIFFERS: {found[:16]}"
            print(f"run {number}: gone on for {more:.0f} s: {said}{f', left over: {left}' if left else ''}", flush=True)
            for path in out.iterdir():
                path.unlink()
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())

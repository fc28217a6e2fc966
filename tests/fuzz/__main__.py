"""``python -m tests.fuzz SECONDS [NAME …]``: fuzzes the harnesses in turn, for so many seconds in all.

Begins with the corpus that is kept; with ``--keep`` what reaches further is added to it, as few and small as may be.
"""

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.harnesses import HARNESSES

CORPUS = Path(__file__).parent / "corpus"
_LONGEST = 4096
_DONE = re.compile(r"#(\d+)\s+(?:DONE|INITED|pulse|NEW|REDUCE)\s+cov: (\d+) ft: (\d+)")


def main() -> int:
    words = [word for word in sys.argv[1:] if word != "--keep"]
    seconds, names = int(words[0]), words[1:] or list(HARNESSES)
    each = max(seconds // len(names), 2)
    failed = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            sound, told = _fuzz(name, each, Path(folder))
            print(f"{name:18} {told}", flush=True)
            if not sound:
                failed.append(name)
            elif "--keep" in sys.argv:
                _merge(name, Path(folder))
    return 1 if failed else 0


def _fuzz(name: str, seconds: int, found: Path) -> tuple[bool, str]:
    crash = Path(tempfile.mkdtemp())
    done = _libfuzzer(
        name,
        f"-max_total_time={seconds}",
        f"-max_len={_LONGEST}",
        "-timeout=20",
        "-rss_limit_mb=3000",
        f"-artifact_prefix={crash}/",
        str(found),
        str(CORPUS / name),
    )
    reached = _DONE.findall(done.stderr)
    executions, coverage, features = reached[-1] if reached else ("0", "0", "0")
    told = f"{int(executions):>9,} executions  {coverage:>6} edges  {features:>6} features"
    if done.returncode == 0:
        crash.rmdir()
        return True, told
    lines = [line for line in done.stderr.splitlines() if line and not line.startswith(("#", "INFO", "MS:", "0x"))]
    return False, f"{told}  FAILED, see {crash}\n" + "\n".join(lines[-25:])


def _merge(name: str, found: Path) -> None:
    """Put the smallest inputs that together reach as far into the corpus, in place of what it held."""
    with tempfile.TemporaryDirectory() as folder:
        done = _libfuzzer(name, "-merge=1", f"-max_len={_LONGEST}", folder, str(CORPUS / name), str(found))
        if done.returncode or not any(Path(folder).iterdir()):
            print(f"{name:18} what was found could not be joined to the corpus: {done.stderr[-500:]}", flush=True)
            return
        for old in (CORPUS / name).iterdir():
            old.unlink()
        for new in Path(folder).iterdir():
            (CORPUS / name / new.name[:16]).write_bytes(new.read_bytes())


def _libfuzzer(name: str, *options: str) -> "subprocess.CompletedProcess[str]":
    (CORPUS / name).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tests.fuzz.one {name} "$0" "$@"\n')
        program.chmod(0o700)
        return subprocess.run([str(program), *options], capture_output=True, text=True, errors="replace", check=False)


if __name__ == "__main__":
    sys.exit(main())

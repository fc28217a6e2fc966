"""The command as a user runs it: in a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @cached_property
    def json(self) -> Any:
        return json.loads(self.out)


def practice_check(*arguments: str | Path, cwd: Path | None = None) -> Ended:
    done = subprocess.run(
        [sys.executable, "-m", "practice_check", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=cwd,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
    )
    return Ended(done.returncode, done.stdout, done.stderr)

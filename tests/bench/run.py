"""How fast, and in how much memory: the figures of the README (``make bench``).

    python -m tests.bench.run [--sizes 1000,10000,100000] [--jobs N] [--folder DIR]

1. One core, stage by stage, on the first of the sizes; and the road to the engine against its plain public path.
2. The whole command, ``check --format jsonl --out``, on caseloads of each size: cases a second, memory of all processes
   at the peak, and by what power of the cases the time grows.
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from practice_check import built
from tests.bench import caseloads, watching
from tests.bench.caseloads import Caseload
from tests.bench.watching import Took

_STAGES = 600
_SOURCE = Path(__file__).parents[2] / "src"


def main() -> None:
    asked = _asked()
    console = Console(width=110)
    console.print(f"practice-check {built.version()}, in {Path(built.__file__).parent}.")
    console.print(f"Load of the machine before: {watching.load()}; {os.cpu_count()} processors.")
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="practice-check-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        sizes = [caseloads.write(size, folder, os.cpu_count() or 1) for size in asked.sizes]
        _print_stages(console, sizes[0])
        _print_command(console, [(each, _checked(each, folder, asked.jobs)) for each in sizes], asked.jobs)
    finally:
        if asked.folder is None:
            shutil.rmtree(folder)
    console.print(f"Load of the machine after: {watching.load()}.")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--sizes", type=lambda text: [int(each) for each in text.split(",")], default=[1000, 10000, 100000]
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, help="keep the caseloads here, and take those that are there")
    return parser.parse_args()


def _print_stages(console: Console, caseload: Caseload) -> None:
    """In a process of its own, so that nothing that was measured before it weighs on it."""
    told, plain = _told("tests.bench.stages", caseload), _told("tests.bench.plain_path", caseload, as_written=True)
    cases, rules, occasions = told["cases"], told["rules"], plain["occasions"]
    console.print(
        f"\nOne core, {cases} cases of {told['entries'] / cases:.1f} entries; {rules} rules, of which "
        f"{told['rules_in_sight'] / cases:.0f} are in force for a case; {occasions / cases:.0f} occasions and "
        f"{told['findings'] / cases:.0f} findings a case, {told['carried'] / cases:.0f} of them written."
    )
    table = Table("stage", "ms a case", "cases/s", "occasions/s", "rules x entries/s", "of rules in force")
    for stage, seconds in told["stages"].items():
        table.add_row(
            stage,
            f"{1000 * seconds / cases:.2f}",
            f"{cases / seconds:,.0f}",
            f"{occasions / seconds:,.0f}",
            f"{rules * told['entries'] / seconds / 1e6:.2f} million",
            f"{told['pairs'] / seconds / 1e6:.2f} million",
        )
    console.print(table)
    console.print(
        f"Of checking, asking the engine takes {1e6 * told['engine'] / cases:.0f} microseconds a case once it "
        "knows the situations that come."
    )
    console.print(
        f"From occasion to outcomes, none of it compiled: {plain['ours']:,.0f} occasions a second as the program asks "
        f"the engine ({plain['distinct']} distinct situations in {occasions:,} occasions); {plain['no_memory']:,.0f} "
        f"without memory of what it has decided; {plain['plain']:,.0f} by the plain public path (durable.engine.Host, "
        f"all facts of a case, a callback for each firing). The first is {plain['ours_to_plain']:.1f} times the last."
    )


def _told(module: str, caseload: Caseload, *, as_written: bool = False) -> dict[str, Any]:
    """What a measure says of the first cases of the caseload. ``as_written``: of the program of this checkout."""
    command = [sys.executable, "-m", module, str(caseload.file), str(min(_STAGES, caseload.cases))]
    environment = {**os.environ, "PYTHONPATH": str(_SOURCE)} if as_written else None
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def _checked(caseload: Caseload, folder: Path, jobs: int) -> Took:
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "practice_check", "check", str(caseload.file)]
    took = watching.watched([*command, "--jobs", str(jobs), "--format", "jsonl", "--out", str(out)])
    if took.code != 0:
        sys.exit(f"the check of {caseload.file} ended with {took.code}:\n{took.said[-2000:]}")
    shutil.rmtree(out, ignore_errors=True)
    return took


def _print_command(console: Console, runs: Sequence[tuple[Caseload, Took]], jobs: int) -> None:
    table = Table("cases", "seconds", "cases/s", "a core", "processor s", "peak memory MB", title=f"check, {jobs} jobs")
    for caseload, took in runs:
        a_second = caseload.cases / took.seconds
        table.add_row(
            f"{caseload.cases:,}",
            f"{took.seconds:.1f}",
            f"{a_second:.1f}",
            f"{a_second / jobs:.1f}",
            f"{took.processor:.1f}",
            f"{took.memory:.0f}",
        )
    console.print(table)
    if len(runs) < 2:
        return
    points = [(math.log(caseload.cases), math.log(took.seconds)) for caseload, took in runs]
    (before, took_before), (last, took_last) = runs[-2:]
    console.print(
        f"Time grows with the cases to the power {_slope(points):.3f} over all sizes, "
        f"{_slope(points[-2:]):.3f} from {before.cases:,} to {last.cases:,}; "
        f"memory there {took_last.memory / took_before.memory:.2f} times."
    )


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Of the straight line through the points that has the least squares."""
    mean_x, mean_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    rise = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return float(rise / sum((x - mean_x) * (x - mean_x) for x, _ in points))


if __name__ == "__main__":
    main()

"""``check --cluster``: the same bytes as on one machine, and a cluster that is not there said in words."""

import subprocess
import sys
from pathlib import Path

import pytest

from practice_check.demo import generate
from tests import clusters


@pytest.fixture(scope="module")
def caseload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("caseload") / "caseload.jsonl"
    lines = (record.model_dump_json(exclude_unset=True, by_alias=True) for record in generate(24, 5))
    file.write_text("".join(f"{line}\n" for line in lines))
    return file


def check(caseload: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "practice_check", "check", str(caseload), "--out", str(out), "--no-history"]
    return subprocess.run(
        [*command, "--format", "json", "--format", "csv", *options], capture_output=True, text=True, check=False
    )


def test_the_results_are_those_of_one_machine_byte_for_byte(caseload: Path, tmp_path: Path) -> None:
    assert check(caseload, tmp_path / "here").returncode == 0
    with clusters.cluster() as address:
        ended = check(caseload, tmp_path / "there", "--cluster", address)
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False)
    for name in ("results.json", "results.csv", "summary.csv"):
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()


def test_a_cluster_that_is_not_there_ends_the_command_with_what_helps(caseload: Path, tmp_path: Path) -> None:
    ended = check(caseload, tmp_path / "out", "--cluster", "nonsense")
    assert ended.returncode == 2
    assert "'nonsense' is not the address of a scheduler" in ended.stderr
    assert "tcp://10.0.0.5:8786" in ended.stderr and "Traceback" not in ended.stderr
    assert not (tmp_path / "out" / "results.json").exists()

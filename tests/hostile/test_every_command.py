"""What one reader refuses, every command refuses: one input of each kind, given to all."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile.hostile import COMMANDS, Hostile, run
from tests.hostile.test_archives import HOSTILE as ZIPS
from tests.hostile.test_texts import CSV, JSON, LINES
from tests.hostile.test_workbooks import HOSTILE as WORKBOOKS
from tests.hostile.watched import Commands

NAMES = (
    *(
        "a table of 100 MB of noughts",
        "the path ../cases.csv in the zip",
        "a cell of 2 MB",
        "a billion laughs in a sheet",
    ),
    *("bytes that are no text", "100,000 lists within one another", "12,000 lines that are no JSON"),
)
EACH = [hostile for hostile in (*ZIPS, *WORKBOOKS, *CSV, *JSON, *LINES) if hostile.name in NAMES]


def test_there_is_one_of_each_kind() -> None:
    assert sorted(hostile.name for hostile in EACH) == sorted(NAMES)


@pytest.mark.parametrize("hostile", EACH, ids=str)
def test_every_command_refuses_it(hostile: Hostile, commands: Commands, tmp_path: Path) -> None:
    run(commands, tmp_path, replace(hostile, commands=COMMANDS))

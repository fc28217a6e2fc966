"""Commands are imported when they are asked for; what the help says of them is what they say themselves."""

import subprocess
import sys

import pytest

from practice_check.cli.late import COMMANDS, imported

#: What takes most of a second to import, and what no help needs.
_HEAVY = ("practice_check.audit", "practice_check.ingest", "practice_check.rulebook", "duckdb", "openpyxl")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_says_of_a_command_what_the_command_says(name: str) -> None:
    assert " ".join((imported(name).help or "").split()) == COMMANDS[name][2]


def test_help_imports_nothing_heavy() -> None:
    asked = (
        "import sys\n"
        "sys.argv = ['practice-check', '--help']\n"
        "from practice_check.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {_HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert "countersign" in ended.stdout
    assert ended.stderr.strip() == "[]"

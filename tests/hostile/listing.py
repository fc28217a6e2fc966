"""The page that lists the hostile inputs, made from the lists themselves: ``python -m tests.hostile.listing``."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.hostile.hostile import Hostile
from tests.hostile.test_archives import HOSTILE as ZIPS
from tests.hostile.test_content import AMONG_THE_RULES, ANSWERS, ENDLESS, RESULTS, YAML
from tests.hostile.test_outputs import NO_FOLDER, TOO_LONG
from tests.hostile.test_parquet_tables import HOSTILE as PARQUET
from tests.hostile.test_texts import CSV, JSON, LINES
from tests.hostile.test_workbooks import HOSTILE as WORKBOOKS
from tests.hostile.watched import MEMORY, SECONDS

PAGE = Path(__file__).parents[2] / "docs" / "hostile-inputs.md"
_EXPORTS: tuple[tuple[str, str, Sequence[Hostile]], ...] = (
    ("Zips of tables", "test_archives.py", ZIPS),
    ("Workbooks", "test_workbooks.py", WORKBOOKS),
    ("Parquet", "test_parquet_tables.py", PARQUET),
    ("CSV tables", "test_texts.py", CSV),
    ("JSON", "test_texts.py", JSON),
    ("JSON Lines", "test_texts.py", LINES),
)


def page() -> str:
    sections = [_exports(*each) for each in _EXPORTS]
    sections += [
        _names(
            "YAML",
            "`tests/hostile/test_content.py`. Each is given as a mapping, and refused with the file and the line. "
            "Those that are no YAML\nthat we take are given as rules too, the first of them wherever else rules are "
            f"read from:\n`{'`, `'.join(AMONG_THE_RULES)}`,\nthe file of `--params` and a programme.",
            YAML,
        ),
        _names("Results given to compare, score and --baseline", "Each is refused by the name of the file.", RESULTS),
        _names("Answers and departures beside the export", "Each is refused by the name of the file.", ANSWERS),
        _names("A device that has no end", "Each is refused at once.", (f"behind `{option}`" for option in ENDLESS)),
        _names(
            "A name that the system cannot have, of 300 characters",
            "`tests/hostile/test_outputs.py`. Each is refused as that.",
            (f"`{' '.join('NAME' if len(word) > 60 else word for word in words)}`" for words in TOO_LONG),
        ),
        _names(
            "No place for a folder of results", "Each is refused before the run.", (f"`{_short(n)}`" for n in NO_FOLDER)
        ),
        _ELSEWHERE,
    ]
    return "\n".join([_head(), *sections])


def _head() -> str:
    exports = sum(len(hostile) for _, _, hostile in _EXPORTS)
    beside = len(YAML) + len(RESULTS) + len(ANSWERS) + len(ENDLESS) + len(TOO_LONG) + len(NO_FOLDER)
    return f"""# Hostile inputs that were tried

{exports} exports, and {beside} other files and names. Each is given to the command in a process of its own, with
{MEMORY // 1024**3} GB of memory and {SECONDS:.0f} seconds, and watched: it must end in a clear message or a right
reading, show nothing of its insides, leave no process and no temporary file, write nowhere but below its output
folder, and open no connection.
What can be read of these exports is checked beside good cases, too: it changes nothing that is found of them
(`tests/hostile/test_beside_good_cases.py`).

This page is made from the tests, and a test holds it to them: `python -m tests.hostile.listing`.
"""


def _exports(title: str, file: str, hostile: Sequence[Hostile]) -> str:
    rows = "\n".join(
        f"| {each.name} | {'read' if each.reads else 'refused'}: “{each.sees.replace('|', chr(92) + '|')}” |"
        for each in hostile
    )
    return f"## {title}: {len(hostile)}\n\n`tests/hostile/{file}`\n\n| what it is | what is seen |\n|---|---|\n{rows}\n"


def _names(title: str, said: str, names: Iterable[str]) -> str:
    lines = [f"- {name}" for name in names]
    return f"## {title}: {len(lines)}\n\n{said}\n\n" + "\n".join(lines) + "\n"


def _short(name: str) -> str:
    return name if len(name) < 60 else f"{name[:3]}…"


_ELSEWHERE = """## Elsewhere

- Hostile text in every field and every output: `tests/acceptance/test_hostile_names.py`,
  `tests/reports/test_hostile_text.py`
- Links, hard links, folders, pipes, devices and a swapped folder at an output path:
  `tests/ingest/test_write_private.py`, `tests/hostile/test_outputs.py`
- No network: `tests/hostile/test_no_network.py`, `tests/acceptance/test_no_network.py`
- Any bytes in every reader: `tests/ingest/test_any_bytes.py`, and by coverage `make fuzz SECONDS=600` (`tests/fuzz/`)
"""

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

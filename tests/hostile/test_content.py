"""Hostile YAML for rules, time limits, words, mappings and programmes; hostile results, samples and answers."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from practice_check.answers.departures_file import COLUMNS as _DEPARTURE
from tests.hostile.books import book, sheet, texts
from tests.hostile.watched import Commands
from tests.hostile.zips import deflated, raw
from tests.ingest.log_by_hand import MAPPING

_EXPORT = "cases.csv"
_TWO_LINES = "crn,event_number,start_date\nX900001,1,2025-01-01\n"
_LAUGHS = "\n".join(["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)])
_MERGES = "\n".join(
    ["a0: &a0 {k: 1}"] + [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 9)]
)

#: What is wrong with the file, what stands in it, and what the command says of it.
YAML: dict[str, tuple[bytes, str]] = {
    "aliases that name one another two billion times": (_LAUGHS.encode(), "comes to more than 200,000 values"),
    "merge keys that name one another two billion times": (_MERGES.encode(), ""),
    "100,000 lists within one another": (b"a: " + b"[" * 100_000, "nested too deeply"),
    "100,000 groups within one another": (b"{a: " * 100_000, "nested too deeply"),
    "100,000 dashes in a line": (b"- " * 100_000, "nested too deeply"),
    "a value that holds itself": (b"a: &a [*a]", "nothing before it is called '&a'"),
    "a tag that asks for a command to be run": (b"a: !!python/object/apply:os.system ['touch out-of-here']", ""),
    "a tag of nobody": (b"a: !secret x", ""),
    "a text of 900 KB": (b"a: " + b"x" * 900_000, ""),
    "a file of 2 MB": (b"a: " + b"x" * 2_000_000, "larger than 1000000 bytes"),
    "a number of 100,000 digits": (b"a: " + b"9" * 100_000, ""),
    "a date that there is not": (b"a: 2025-02-31", ""),
    "bytes that are no text": (bytes(range(256)), "not valid YAML"),
    "UTF-16 without an end": ("a: [".encode("utf-16"), "not valid YAML"),
    "a form of dates of 400,000 letters": (
        MAPPING.replace("dd/MM/yyyy", "Md" * 200_000).encode(),
        "",
    ),
    "20,000 keys": (b"".join(b"k%d: 1\n" % n for n in range(20_000)), ""),
    "a key that is a list": (b"? [a, b]\n: c", "cannot be a key"),
    "nothing": (b"", "the file is empty"),
    "two documents": (b"a: 1\n---\nb: 2\n", "a second document begins"),
    "terminal escapes and marks that turn the writing": (b'"\\e[2J\\u202e": x', ""),
}


def test_a_mapping(commands: Commands, tmp_path: Path) -> None:
    """None of it is a mapping: each is refused by name and line, and nothing in it is run."""
    (tmp_path / _EXPORT).write_text(_TWO_LINES)
    file = tmp_path / "log.yaml"
    for name, (data, sees) in YAML.items():
        file.write_bytes(data)
        ended = commands.run(tmp_path, "records", "validate", _EXPORT, "--mapping", file.name)
        assert ended.refused, f"{name}: {ended.said[-300:]}"
        assert f"{file.name}:" in ended.refused, f"{name}: {ended.refused[-600:]}"
        assert sees in ended.refused, f"{name}: {ended.refused[-600:]}"


#: Where else the rules are read from. One reader reads them all, and says all their faults at once.
AMONG_THE_RULES = (
    *("vocabulary.yaml", "parameters.yaml", "a-pack/pack.yaml", "a-pack/an-outcome/a-rule.yaml"),
    *("_caseload/a-warning.yaml", "_reports/case-history.yaml"),
)


def test_rules_and_words(commands: Commands, tmp_path: Path) -> None:
    """What is no YAML that we take, as a rule; and the worst of it wherever rules are read from: each by its name."""
    worst = "aliases that name one another two billion times"
    rules = {
        f"own/current/protecting-the-public/{number}.yaml": each
        for number, each in enumerate(YAML.values())
        if each[1] and each != YAML[worst]
    }
    files = rules | {f"own/{file}": YAML[worst] for file in AMONG_THE_RULES} | {"limits.yml": YAML[worst]}
    assert len(files) <= 20, "no more faults than these are shown"
    (tmp_path / _EXPORT).write_text(_TWO_LINES)
    for file, (data, _) in files.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(data)
    ended = commands.run(tmp_path, "check", _EXPORT, "--rules", "own", "--params", "limits.yml")
    assert ended.refused, ended.said[-300:]
    for file, (_, sees) in files.items():
        line = next((line for line in ended.err.splitlines() if f"{file}:" in line), "")
        assert sees in line, f"{file}: {line or ended.err[-3000:]}"


def test_a_programme(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / _EXPORT).write_text(_TWO_LINES)
    file = tmp_path / "own" / "_reports" / "inspection.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(_LAUGHS)
    asked = ("--fieldwork", "01/01/2026", "--size", "1", "--rules", "own")
    ended = commands.run(tmp_path, "sample", _EXPORT, *asked)
    assert "inspection.yaml:" in ended.refused, ended.said[-300:]
    assert "comes to more than 200,000 values" in ended.refused


#: What is asked to be read where a device without an end stands, and what is said.
ENDLESS = {
    "--params": "zeros.yaml:1: parameters: the file is larger than 1000000 bytes",
    "--mapping": "zeros.yaml:1: zeros: the file is larger than 1000000 bytes",
    **dict.fromkeys(("--judgements", "--exceptions", "--progress", "--sample", "--baseline"), "it is a device"),
}


@pytest.mark.parametrize("option", ENDLESS)
def test_a_file_that_has_no_end(option: str, commands: Commands, tmp_path: Path) -> None:
    (tmp_path / _EXPORT).write_text(_TWO_LINES)
    (tmp_path / "zeros.yaml").symlink_to("/dev/zero")
    ended = commands.run(tmp_path, "check", _EXPORT, option, "zeros.yaml", seconds=10)
    assert ENDLESS[option] in ended.refused, ended.said[-300:]
    assert "zeros.yaml" in ended.refused


def _with_results(folder: Path, commands: Commands) -> bytes:
    (folder / _EXPORT).write_text(_TWO_LINES)
    ended = commands.run(folder, "check", _EXPORT, "--out", "run", "--format", "json", "--no-history", out=["run"])
    assert ended.code == 0
    return (folder / "run" / "results.json").read_bytes()


def _changed(results: bytes, change: Callable[[dict[str, object]], object]) -> bytes:
    whole = json.loads(results)
    change(whole)
    return json.dumps(whole).encode()


RESULTS: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "100,000 lists within one another": lambda _: b"[" * 100_000,
    "100,000 groups within one another": lambda _: b'{"run":' * 100_000,
    "a list": lambda _: b"[]",
    "null": lambda _: b"null",
    "the first half of it": lambda whole: whole[: len(whole) // 2],
    "a number of a million digits": lambda whole: whole.replace(
        b'"cases":', b'"cases":' + b"9" * 1_000_000 + b',"x":', 1
    ),
    "1e999 for the number of cases": lambda whole: _changed(whole, lambda it: it["run"].update(cases=float("inf"))),  # type: ignore[attr-defined]
    "a day that there is not": lambda whole: _changed(whole, lambda it: it["run"].update(as_of="2025-02-31")),  # type: ignore[attr-defined]
    "half a letter": lambda whole: whole.replace(b'"X900001"', b'"\\ud800"', 1),
    "findings that are a text": lambda whole: _changed(whole, lambda it: it.update(findings="x")),
    "bytes that are no text": lambda _: bytes(range(256)) * 1000,
    "a workbook": lambda _: raw([(b"x", 0, deflated(b"x"), 8, 1, 1)]),
}


@pytest.mark.parametrize("command", ["compare", "score", "baseline"])
def test_results_of_an_earlier_run(command: str, commands: Commands, tmp_path: Path) -> None:
    """Refused, and never taken for a run in which nothing was open."""
    sound = _with_results(tmp_path, commands)
    words = {
        "compare": ("compare", "bad.json", "run"),
        "score": ("score", "bad.json"),
        "baseline": ("check", _EXPORT, "--baseline", "bad.json"),
    }[command]
    for name, change in RESULTS.items():
        (tmp_path / "bad.json").write_bytes(change(sound))
        ended = commands.run(tmp_path, *words)
        assert ended.refused, f"{name}: {ended.said[-300:]}"
        assert "bad.json" in ended.refused, f"{name}: {ended.refused[-300:]}"


_BESIDE = {
    "judgements": ("--judgements", "crn,rule,question,answer\n"),
    "exceptions": ("--exceptions", ",".join(_DEPARTURE) + "\n"),
}
#: By the ending of the file, what stands in it; every one is refused.
ANSWERS: dict[str, tuple[str, bytes | Callable[[Path], object]]] = {
    "a workbook that is none": (".xlsx", b"PK\3\4 and no more"),
    "a workbook with a billion laughs": (".xlsx", book(sheet_xml="<!DOCTYPE x>" + sheet(texts("crn")))),
    "a workbook of 16,384 columns": (".xlsx", book(texts(*map(str, range(16_384))))),
    "100,000 lists within one another": (".json", b"[" * 100_000),
    "JSON that is a number": (".json", b"1"),
    "YAML of aliases": (".yaml", _LAUGHS.encode()),
    "bytes that are no text": (".csv", bytes(range(256)) * 1000),
    "a cell of 2 MB": (".csv", b"crn,rule\nX900001," + b"a" * 2_000_000),
    "100,000 columns": (".csv", b",".join(b"h%d" % n for n in range(100_000))),
    "another kind of file": (".exe", b"MZ"),
}


@pytest.mark.parametrize("kind", _BESIDE)
def test_answers_beside_the_export(kind: str, commands: Commands, tmp_path: Path) -> None:
    (tmp_path / _EXPORT).write_text(_TWO_LINES)
    option, _ = _BESIDE[kind]
    for name, (ending, made) in ANSWERS.items():
        file = tmp_path / f"answers{ending}"
        if callable(made):
            made(file)
        else:
            file.write_bytes(made)
        ended = commands.run(tmp_path, "check", _EXPORT, option, file.name)
        assert ended.refused, f"{name}: {ended.said[-300:]}"
        assert file.name in ended.refused, f"{name}: {ended.refused}"


@pytest.mark.parametrize(
    ("option", "file"), [("--progress", "report.xlsx"), ("--sample", "sample.json"), ("--sample", "sample.csv")]
)
def test_progress_and_samples(option: str, file: str, commands: Commands, tmp_path: Path) -> None:
    (tmp_path / _EXPORT).write_text(_TWO_LINES)
    for data in (b"", b"[" * 100_000, b'{"schema": "practice-check-sample/1", "cases": 1e999}', b"PK\3\4", bytes(5000)):
        (tmp_path / file).write_bytes(data)
        ended = commands.run(tmp_path, "check", _EXPORT, option, file)
        assert ended.refused, ended.said[-300:]
        assert file in ended.refused, ended.refused


def test_a_history_that_is_none_costs_nobody_the_results(commands: Commands, tmp_path: Path) -> None:
    """A file that is no run history is left as it is, and so is a link."""
    (tmp_path / _EXPORT).write_text(_TWO_LINES)
    for data in (b"x" * 5000, b"SQLite format 3\0" + bytes(5000), b"short"):
        (tmp_path / "runs.sqlite").write_bytes(data)
        ended = commands.run(
            tmp_path, "check", _EXPORT, "--history", "runs.sqlite", "--format", "json", out=["runs.sqlite"]
        )
        assert (tmp_path / "runs.sqlite").read_bytes() == data
        assert "not in the history" in ended.err
        json.loads(ended.out)
    (tmp_path / "runs.sqlite").unlink()
    (tmp_path / "runs.sqlite").symlink_to(tmp_path / "elsewhere.sqlite")
    ended = commands.run(
        tmp_path, "check", _EXPORT, "--history", "runs.sqlite", "--format", "json", out=["runs.sqlite"]
    )
    assert "not in the history" in ended.err
    assert not (tmp_path / "elsewhere.sqlite").exists()

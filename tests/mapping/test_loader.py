"""Every fault of a mapping file is said at once, with its line, in the words of whoever wrote it."""

from pathlib import Path

import pytest

from practice_check.content.faults import MappingError
from practice_check.mapping import load, load_all, shipped

WHOLE = """title: A log
system: ndelius
about: kept by hand
covers: {contacts: all}
sheets:
  log:
    names: log
    columns:
      crn: {names: CRN, needed: yes}
      day: {names: date}
      type: {names: type, codes: {HV: {as: contact, kind: home_visit}, N: null, X: (unknown)}}
      visit_{n}: {names: ["visit {n}"]}
    entries:
      - table: contacts
        when: {type.as: contact}
        fields: {crn: crn, date: day, kind: type.kind}
"""


def faults_of(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "log.yaml"
    file.write_text(text)
    with pytest.raises(MappingError) as caught:
        load_all([file])
    return [fault.removeprefix(f"{file}:") for fault in caught.value.faults]


def test_a_whole_mapping_loads(tmp_path: Path) -> None:
    (tmp_path / "log.yaml").write_text(WHOLE)
    assert load(tmp_path / "log.yaml").sheets["log"].columns["day"].names == ["date"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("title: A log\n", "", "1: log: the key 'title' is missing"),
        ("about:", "abut:", "3: log: the key 'abut' is not known; did you mean 'about'?"),
        (", needed: yes", ", neded: yes", "9: log: the key 'neded' is not known; did you mean 'needed'?"),
        ("        when:", "        whn:", "15: log: the key 'whn' is not known; did you mean 'when'?"),
        ("system: ndelius", "system: delius", "2: log: system: 'delius' is not one of ndelius"),
        ("covers: {contacts: all}\n", "", "1: log: 'contacts' is made and not named here: say all, named or nothing"),
        ("{contacts: all}", "{contacts: most}", "4: log: of: 'most' is not one of all, named, nothing"),
        ("{contacts: all}", "{contacts: all, plans: all}", "4: log: no sheet makes entries of 'plans'"),
        ("{contacts: all}", "{contacts: {of: all, by: [logs]}}", "4: log: 'logs' is not a sheet of this mapping; did"),
        ("table: contacts", "table: contact", "14: log: 'contact' is not a table; did you mean 'contacts'?"),
        ("date: day", "dat: day", "16: log: 'dat' is not a field of 'contacts'; did you mean 'date'?"),
        ("date: day", "date: dya", "16: log: 'dya' is not a column of the sheet; did you mean 'day'?"),
        ("kind: type.kind", "kind: type.kin", "16: log: no code of 'type' has 'kin'; did you mean 'kind'?"),
        ("kind: type.kind", "kind: day.kind", "16: log: 'day' has no codes, and so no 'kind'"),
        ("kind: home_visit", "kind: home_vist", "16: log: kind: 'home_vist' is not a kind of contact"),
        ("kind: type.kind", "kind: {is: home_vist}", "16: log: kind: 'home_vist' is not a kind of contact"),
        ("kind: type.kind", "kind: {is: home_visit, of: day}", "16: log: "),
        ("kind: type.kind", "kind: {until_next: day}", "16: log: 'kind' holds code, and until_next gives a date"),
        ("{type.as: contact}", "{type.as: contct}", "15: log: no code has 'contct' as its as; did you mean 'contact'?"),
        ("crn: crn, ", "", "16: log: 'crn' is not among the fields: whose entry is it?"),
        (", needed: yes", "", "8: log: no column is needed: nothing would tell this sheet from any other"),
        ("{names: date}", "{names: date, dates: [dd/xx/yyyy]}", "10: log: "),
        ("{names: date}", "{names: date, dates: ask}", "10: log: which comes first, the day or the month?"),
        ("{names: date}", "{names: date, codes: no-such}", "10: log: there is no code table 'no-such'"),
        (
            "    entries:",
            "    joins: {who: {sheet: staff, by: {day: code}}}\n    entries:",
            "13: log: 'staff' is not a",
        ),
        (
            "        when:",
            "        completes: {by: [kind], after: date, blank: note}\n        when:",
            "15: log: the entry",
        ),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert WHOLE.replace(old, new, 1) != WHOLE
    found = faults_of(tmp_path, WHOLE.replace(old, new, 1))
    assert any(each.startswith(fault) for each in found), found


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = WHOLE.replace("table: contacts", "table: contact").replace("{contacts: all}", "{contacts: all, plans: all}")
    assert len(faults_of(tmp_path, text)) >= 2


@pytest.mark.parametrize("text", ["", "[]", "- a\n- b", "title: [", "a: &a [*a]", "\x00"])
def test_a_file_that_is_no_mapping_is_a_fault_and_no_crash(tmp_path: Path, text: str) -> None:
    assert faults_of(tmp_path, text)


def test_a_mapping_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(MappingError, match="shipped are template"):
        load_all(["ndelus"])


def test_what_is_included_is_read_once_and_first(tmp_path: Path) -> None:
    (tmp_path / "log.yaml").write_text(WHOLE)
    (tmp_path / "mine.yaml").write_text("title: m\nsystem: other\nabout: a\nincludes: [log.yaml]\n")
    found = load_all([tmp_path / "mine.yaml", tmp_path / "log.yaml"])
    assert [mapping.id for mapping in found.each] == ["log", "mine"]


def test_a_mapping_that_includes_itself_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "log.yaml").write_text("title: m\nsystem: other\nabout: a\nincludes: [log.yaml]\n")
    with pytest.raises(MappingError, match="it includes itself"):
        load_all([tmp_path / "log.yaml"])


def test_the_hash_tells_one_mapping_from_another(tmp_path: Path) -> None:
    (tmp_path / "log.yaml").write_text(WHOLE)
    first = load_all([tmp_path / "log.yaml"]).hash
    (tmp_path / "log.yaml").write_text(WHOLE.replace("kept by hand", "kept"))
    assert load_all([tmp_path / "log.yaml"]).hash != first


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_mapping_loads(name: str) -> None:
    assert load(name).title

"""Headings and codes that are written to harm: the screen obeys none of them, and the draft still loads."""

from pathlib import Path

from rich.console import Console

from practice_check.ingest.reading import open_sheets
from practice_check.ingest.sheets import Sheet
from practice_check.inspecting.draft import draft
from practice_check.inspecting.report import inspect
from practice_check.mapping import load
from practice_check.reports.terminal.inspect_screen import print_inspection


def test_hostile_headings_and_codes_neither_run_on_the_screen_nor_break_the_draft(tmp_path: Path) -> None:
    path = tmp_path / "contact log.csv"
    path.write_text(
        'CRN,"Contact\n date",[bold]Outcome[/bold],"=cmd(): x # \x1b[31mred"\n'
        'X900001,01/02/2025,"a: b # c","{x: y}"\nX900002,25/02/2025,"- \x1b[2J z",\'\n',
        encoding="utf-8",
    )
    sheets, _, _ = open_sheets([path])
    inspection = inspect(sheets)
    console = Console(width=100, record=True, force_terminal=True)
    print_inspection(inspection, [path.name], console)
    said = console.export_text()
    assert "[bold]Outcome[/bold]" in said
    assert "\x1b" not in said
    text = draft(inspection, [path.name])
    assert "\x1b" not in text
    (tmp_path / "draft.yaml").write_text(text)
    mapping = load(tmp_path / "draft.yaml")
    (sheet,) = mapping.sheets.values()
    assert "Contact date" in {name for column in sheet.columns.values() for name in column.names}


def test_a_sheet_of_more_columns_than_could_be_guessed_at_is_said_to_be_and_leaves_the_others() -> None:
    def sheet(name: str, columns: int) -> Sheet:
        rows = [[f"heading {number}" for number in range(columns)], [f"x{number}" for number in range(columns)]]
        return Sheet("log.xlsx", name, lambda: enumerate(rows, start=1), f"log.xlsx, {name}", False)

    inspection = inspect([sheet("wide", 201), sheet("narrow", 2)])
    (fault,) = inspection.unread
    assert "log.xlsx, wide has 201 columns, and more than 200 are none that could be guessed at" in fault.message
    assert [found.layout.sheet.name for found in inspection.found] == ["narrow"]

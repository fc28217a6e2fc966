"""Arguments and options that several commands take, each in the same words."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from practice_check.cli import running

Exports = Annotated[
    list[Path],
    typer.Argument(metavar="EXPORT...", help="Workbooks, JSON or Parquet files, or folders or zips of CSV tables."),
]
OneExport = Annotated[Path, typer.Argument(metavar="EXPORT", help="The export that holds the case.")]
Mappings = Annotated[
    list[str] | None,
    typer.Option(
        "--mapping",
        metavar="NAME|FILE",
        help="How the export's columns become ours: a shipped mapping, or your own file. May be repeated.",
    ),
]
Crn = Annotated[str, typer.Argument(metavar="CRN")]
Event = Annotated[int | None, typer.Option(metavar="N", help="Only the order of this event number.")]
Where = Annotated[
    list[str] | None, typer.Option(metavar="FIELD=VALUE", help="Only such cases, as team=North. May be repeated.")
]
Jobs = Annotated[int, typer.Option(min=1, metavar="N", help="How many processes check at once.")]
USUAL_JOBS = running.usual_jobs()
Packs = Annotated[
    list[str] | None,
    typer.Option(metavar="PACK", help="Judge by this pack, whatever was in force. May be repeated."),
]
AsOf = Annotated[
    dt.date | None,
    typer.Option(parser=running.day, metavar="DATE", help="The day to speak of. Default: the export's own, or today."),
]
Params = Annotated[Path | None, typer.Option(metavar="FILE", help="Your own time limits, in place of those shipped.")]
RuleFolders = Annotated[
    list[Path] | None,
    typer.Option(metavar="FOLDER", help="Rules of your own, over those shipped. May be repeated."),
]
JudgementFiles = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="Assessors' answers: a workbook, CSV or JSON. May be repeated."),
]
ExceptionFiles = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="Reasoned departures from duties: CSV, YAML or a workbook. May be repeated."),
]

"""A mapping of an invented log of contacts, for the tests that put any bytes into a mapped reader."""

import functools
import tempfile
from pathlib import Path

from practice_check import mapping

HEADINGS = ("CRN", "Contact date", "Type", "Notes")
MAPPING = """
title: A log kept by hand
system: other
about: For the tests of readers.
dates: [yyyy-MM-dd, dd/MM/yyyy, excel-number]
covers: {contacts: all}
sheets:
  log:
    names: [log]
    columns:
      crn: {names: [CRN], needed: yes}
      day: {names: [contact date], needed: yes}
      type: {names: [type], codes: {CHVS: home_visit, "": null}}
      note: {names: [notes]}
    entries:
      - {table: cases, fields: {crn: crn}}
      - {table: contacts, fields: {crn: crn, date: day, kind: type, note: note}}
"""


@functools.cache
def mappings() -> mapping.Mappings:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.yaml"
        path.write_text(MAPPING)
        return mapping.load_all([path])

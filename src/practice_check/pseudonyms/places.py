"""Where something was read, without the names and CRNs that files, sheets and headings are called by."""

import re
from functools import lru_cache
from pathlib import PurePosixPath

from practice_check.pseudonyms import known_words
from practice_check.pseudonyms.codes import Pseudonyms

_IN_JSON = re.compile(
    r"(?P<file>.*), case (?P<crn>[^,/]*)(?P<event>/\d+)?(?:, (?P<table>\w+)\[(?P<row>\d+)\])?", re.DOTALL
)
_IN_SHEET = re.compile(r"(?P<where>.*), (?P<unit>row|line) (?P<row>\d+)", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
_TEXTS = (".csv", ".tsv", ".txt")
_SUFFIX = re.compile(r"\.[a-z]{2,7}")
_KNOWN = 50_000


class Places:
    """Files, sheets and headings whose every word is one of the record's own form keep their names; of others a code
    stands there, the same for the same name."""

    def __init__(self, pseudonyms: Pseudonyms) -> None:
        self._pseudonyms = pseudonyms
        self.file = lru_cache(_KNOWN)(self._file)
        self.sheet = lru_cache(_KNOWN)(self._sheet)
        self.heading = lru_cache(_KNOWN)(self._heading)
        self._where = lru_cache(_KNOWN)(self._of_where)

    def source(self, source: str) -> str:
        """File, sheet and row, as a row of the record names them; told apart from each other as before."""
        found = _IN_JSON.fullmatch(source)
        if found:
            row = f", {self.sheet(found['table'])}[{found['row']}]" if found["table"] else ""
            return f"{self.file(found['file'])}, case {self._pseudonyms.crn(found['crn'])}{found['event'] or ''}{row}"
        found = _IN_SHEET.fullmatch(source)
        if found:
            return f"{self._where(found['where'])}, {found['unit']} {found['row']}"
        return self._where(source)

    def _of_where(self, where: str) -> str:
        """Of a workbook "caseload.xlsx, contacts", of a CSV file "folder/contacts.csv"."""
        file, comma, sheet = where.rpartition(", ")
        if not comma or where.lower().endswith(_TEXTS):
            return self.file(where)
        return f"{self.file(file)}, {self.sheet(sheet)}"

    def _file(self, file: str) -> str:
        """Part by part of the path; several files with commas between them are taken one by one."""
        if ", " in file:
            return ", ".join(map(self.file, file.split(", ")))
        return "/".join(self._part(part) for part in file.split("/"))

    def _part(self, part: str) -> str:
        if not part or _is_known(part):
            return part
        suffix = PurePosixPath(part).suffix.lower()
        ending = suffix if _SUFFIX.fullmatch(suffix) and _is_known(suffix) else ""
        return f"file-{self._pseudonyms.short('file', part)}{ending}"

    def _sheet(self, sheet: str) -> str:
        return sheet if _is_known(sheet) else f"sheet-{self._pseudonyms.short('sheet', sheet)}"

    def _heading(self, heading: str) -> str:
        return heading if _is_known(heading) else f"column-{self._pseudonyms.short('heading', heading)}"


def _is_known(text: str) -> bool:
    """Whether every word is one of the form, and there is nothing else but signs and small figures."""
    words = _WORD.findall(text)
    form = known_words.of_the_form()
    return all(word.casefold() in form or (word.isdigit() and len(word) <= 2) for word in words)

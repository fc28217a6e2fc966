"""Loads mapping files: a shipped one by its name, or one's own, with all that they include."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from practice_check.content.faults import Fault, MappingError, did_you_mean, of_validation
from practice_check.content.yaml_file import BadYamlError, YamlFile, bytes_of, parse_yaml
from practice_check.mapping.checking import Wrong, wrong_in
from practice_check.mapping.model import Codes, CodesGiven, Mapping, Mappings, Part
from practice_check.paths import rules_folder

CODES = "codes"
#: Our own workbook or folder needs no file: its sheets and columns are those of the case record.
TEMPLATE = Mapping(
    id="template",
    title="Our own template",
    system="template",
    about="The workbook that 'practice-check records template' writes. Its sheets and columns are read by their names.",
)


class CodeTable(Part):
    """A file of ``codes/``: each code of one column of a system, and what it says."""

    title: str
    source: str
    codes: CodesGiven


def shipped() -> list[str]:
    """The names of the mappings that ship."""
    return [TEMPLATE.id, *sorted(path.stem for path in _folder().glob("*.yaml") if _is_mapping(path))]


def load(mapping: str | Path) -> Mapping:
    """One mapping without those that it includes. Raises MappingError."""
    reader = _Reader()
    found = reader.one(_path_of(mapping, None))
    reader.complain()
    if found is None:
        raise MappingError([])
    return found


def load_all(mappings: Sequence[str | Path]) -> Mappings:
    """The mappings and those that they include, in order. Raises MappingError with every fault of all of them."""
    reader = _Reader()
    for mapping in mappings:
        reader.with_included(mapping, None, ())
    reader.complain()
    return Mappings(tuple(reader.found.values()), reader.digest.hexdigest())


def _folder() -> Path:
    return rules_folder() / "_mappings"


def _is_mapping(path: Path) -> bool:
    """What begins with an underscore, and the thresholds of reading, are no mappings."""
    return not path.name.startswith("_") and path.stem != "reading"


def _path_of(mapping: str | Path, beside: Path | None) -> Path:
    """Where a mapping stands: a shipped name, or a file. Raises MappingError."""
    name = str(mapping)
    if name == TEMPLATE.id:
        return Path(name)
    own = (beside or Path()) / name
    if own.suffix in {".yaml", ".yml"} or own.is_file():
        return own
    path = _folder() / f"{name}.yaml"
    if path.is_file() and _is_mapping(path):
        return path
    near = did_you_mean(name, shipped())
    message = f"there is no mapping of this name: shipped are {', '.join(shipped())}{near}"
    raise MappingError([Fault(own, 1, name, message)])


@dataclass
class _Reader:
    found: dict[Path, Mapping] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    tables: dict[Path, Codes] = field(default_factory=dict)
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def complain(self) -> None:
        if self.faults:
            raise MappingError(self.faults)

    def with_included(self, mapping: str | Path, beside: Path | None, above: tuple[Path, ...]) -> None:
        try:
            path = _path_of(mapping, beside)
        except MappingError as error:
            if not above:
                raise
            self.faults.append(Fault(above[-1], 1, "includes", error.faults[0].rsplit(": ", 1)[-1]))
            return
        key = path.resolve()
        if key in above:
            self.faults.append(Fault(path, 1, path.stem, "it includes itself"))
        if key in above or key in self.found:
            return
        whole = self.one(path)
        if whole is None:
            return
        for name in whole.includes:
            self.with_included(name, path.parent, (*above, key))
        self.found[key] = whole

    def one(self, path: Path) -> Mapping | None:
        """A mapping with its code tables filled in; None where it has faults."""
        if str(path) == TEMPLATE.id:
            return TEMPLATE
        read = self._yaml(path)
        if read is None:
            return None
        subject = path.stem
        if not isinstance(read.value, dict):
            self.faults.append(Fault(path, 1, subject, "a mapping is a group of keys: title, system, sheets and so on"))
            return None
        try:
            mapping = Mapping.model_validate({"id": path.stem, **read.value})
        except ValidationError as error:
            self.faults += of_validation(error, read, path, subject, Mapping)
            return None
        mapping = self._with_tables(mapping, path, read)
        self.faults += list(_told(wrong_in(mapping), path, read))
        return mapping

    def _yaml(self, path: Path) -> YamlFile | None:
        try:
            data = bytes_of(path)
            self.digest.update(data)
            return parse_yaml(data, texts=True)
        except OSError as error:
            self.faults.append(Fault(path, 1, path.stem, f"it cannot be read: {error.strerror}"))
        except BadYamlError as error:
            self.faults.append(Fault(path, error.line, path.stem, error.message))
        return None

    def _with_tables(self, mapping: Mapping, path: Path, read: YamlFile) -> Mapping:
        """The mapping with the codes of the tables that its columns name."""
        sheets = dict(mapping.sheets)
        for name, sheet in mapping.sheets.items():
            columns = dict(sheet.columns)
            for key, column in sheet.columns.items():
                if isinstance(column.codes, str):
                    where = read.line(("sheets", name, "columns", key, "codes"))
                    codes = self._table(column.codes, path, where)
                    columns[key] = column.model_copy(update={"codes": codes})
            sheets[name] = sheet.model_copy(update={"columns": columns})
        return mapping.model_copy(update={"sheets": sheets})

    def _table(self, name: str, mapping: Path, line: int) -> Codes:
        places = [folder / CODES / f"{name}.yaml" for folder in (mapping.parent, _folder())]
        path = next((place for place in places if place.is_file()), None)
        if path is None:
            known = sorted({file.stem for place in places for file in place.parent.glob("*.yaml")})
            message = f"there is no code table '{name}'{did_you_mean(name, known)}"
            self.faults.append(Fault(mapping, line, mapping.stem, message))
            return {}
        if path not in self.tables:
            self.tables[path] = self._codes(path)
        return self.tables[path]

    def _codes(self, path: Path) -> Codes:
        read = self._yaml(path)
        if read is None:
            return {}
        try:
            return CodeTable.model_validate(read.value).codes
        except ValidationError as error:
            self.faults += of_validation(error, read, path, path.stem, CodeTable)
            return {}


def _told(found: Iterable[Wrong], path: Path, read: YamlFile) -> Iterator[Fault]:
    for where, message in dict.fromkeys(found):
        subject: Any = where[1] if len(where) > 1 and where[0] == "sheets" else path.stem
        yield Fault(path, read.line(where), str(subject), message)

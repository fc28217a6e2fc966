"""Words that are nobody's name: those of the record's own form, and those that this program itself says."""

import ast
import calendar
import importlib.util
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib.abc import InspectLoader

import practice_check
from practice_check.records.columns import columns_of
from practice_check.records.model import CaseRecord, tables

#: What writes problems, or whose words they quote.
_SPEAKING = ("answers", "audit", "cells", "ingest", "records", "sampling")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: Words of files and sheets, beside those of the record.
_OF_FILES = (
    "cases caseload contact contacts covers delius departures exceptions export ndelius oasys plan plans progress "
    "records record report results risk sample sheet table tables answers assessors supervision list data read me "
    "csv xlsx xlsm json jsonl ndjson parquet tsv txt zip yaml yml"
)


@cache
def of_the_form() -> frozenset[str]:
    """The words of tables, fields and codes, and the usual ones of files and sheets, in small letters."""
    texts = [*_OF_FILES.split(), "crn", "event_number", "reference", "evidence", "answer", "rule", "question"]
    for table, model in {"cases": CaseRecord, **tables()}.items():
        texts.append(table)
        for column in columns_of(model).values():
            texts += [column.name, *column.codes]
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text.replace("_", " ")))


@cache
def of_ours() -> frozenset[str]:
    """Every word of what this program says, as it is spelt there; not of its comments and explanations."""
    said: set[str] = set(calendar.month_name[1:]) | set(calendar.month_abbr[1:])
    for package in _SPEAKING:
        for module in _modules(f"{practice_check.__name__}.{package}"):
            for text in _texts(module):
                said.update(_WORD.findall(text.replace("_", " ")))
    return frozenset(said) | of_the_form()


def _modules(package: str) -> Iterator[ast.Module]:
    """The source of every module of a package."""
    found = importlib.util.find_spec(package)
    paths = list(found.submodule_search_locations or []) if found else []
    for name in [package, *(each.name for each in pkgutil.walk_packages(paths, f"{package}."))]:
        spec = importlib.util.find_spec(name)
        source = spec.loader.get_source(name) if spec and isinstance(spec.loader, InspectLoader) else None
        if source is not None:
            yield ast.parse(source)


def _texts(module: ast.Module) -> Iterator[str]:
    """The texts that stand in the module, its explanations left out: those may give somebody's name as an example."""
    explained = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value

"""Mapping files: how an export's sheets, columns, dates and codes become case records (``docs/mapping.md``)."""

from practice_check.content.faults import MappingError
from practice_check.mapping.loader import load, load_all, shipped
from practice_check.mapping.model import Mapping, Mappings

__all__ = ["Mapping", "MappingError", "Mappings", "load", "load_all", "shipped"]

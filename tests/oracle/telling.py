"""A case and a rule on which the two differ, as a person can read it."""

import json

from practice_check.records.model import CaseRecord
from practice_check.rulebook import model as m

from .comparing import Difference, Full
from .random_cases import TABLES
from .random_rules import BOILERPLATE


def told(difference: Difference) -> str:
    rule = difference.case.rules[difference.rule]
    lines = [f"seed {difference.case.seed}, as of {difference.case.as_of}, event {difference.event_number}"]
    lines += [f"rule {difference.rule}: {rule_told(rule)}"]
    if isinstance(rule.opens, m.OpensOverdue):
        lines += [f"watches {rule.opens.overdue}: {rule_told(difference.case.rules[rule.opens.overdue])}"]
    lines += [record_told(record) for record in difference.case.records]
    lines += [f"  departure {row.model_dump_json(exclude_defaults=True)}" for row in difference.case.departures]
    both = [full for full in difference.checker if full in difference.oracle]
    lines += ["checker: " + answer_told(each) for each in difference.checker if each not in both]
    lines += ["oracle:  " + answer_told(each) for each in difference.oracle if each not in both]
    lines += ["both:    " + answer_told(each) for each in both]
    return "\n".join(lines)


def rule_told(rule: m.Rule) -> str:
    dumped = json.loads(rule.model_dump_json(by_alias=True, exclude_defaults=True))
    return json.dumps({key: value for key, value in dumped.items() if key not in BOILERPLATE and key != "id"})


def record_told(record: CaseRecord) -> str:
    dumped = json.loads(record.model_dump_json(by_alias=True, exclude_unset=True))
    lines = []
    fields = {key: value for key, value in dumped.items() if not (isinstance(value, list) and key != "offence_types")}
    lines.append("  case " + json.dumps(fields))
    lines.append("  (what is not shown is in the export, and empty)")
    absent = [name for name in TABLES if getattr(record, name) is None]
    lines += ["  not in the export: " + ", ".join(absent)] if absent else []
    for key, value in dumped.items():
        if key not in fields and value:
            lines.append(f"  {key}:")
            lines += ["    " + json.dumps(row) for row in value]
    return "\n".join(lines)


def answer_told(full: Full) -> str:
    (opened, due, verdict, could_be, missed), because, root = full
    parts = [f"opened {opened}", f"due {due}", verdict]
    parts += [f"could be {', '.join(sorted(could_be))}"] if could_be else []
    parts += [f"missed {missed}"] if missed is not None else []
    parts += [f"because {because}, root {root}"] if because else []
    return "; ".join(parts)

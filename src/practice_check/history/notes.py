"""What makes two runs less than comparable, in words. A reader sees it before any number."""

from practice_check.audit.parts import Asked
from practice_check.audit.results import Run
from practice_check.history.side import Side


def notes_on(old: Side, new: Side) -> list[str]:
    before, now = old.results.run, new.results.run
    return [*_people(old, new), *_asked(before.asked, now.asked), *_made_with(before, now), *_not_checked(before, now)]


def _people(old: Side, new: Side) -> list[str]:
    if old.results.run.pseudonymised != new.results.run.pseudonymised:
        return ["Only one of the runs has CRNs replaced, so nothing in one can be found again in the other."]
    if old.results.run.pseudonyms != new.results.run.pseudonyms:
        return ["The runs have pseudonyms under different keys, so nothing in one can be found again in the other."]
    gone, come = old.cases.keys() - new.cases.keys(), new.cases.keys() - old.cases.keys()
    if old.cases and new.cases and len(gone) == len(old.cases):
        return ["No case is in both runs: they are of different caseloads, or their CRNs were replaced differently."]
    notes = []
    if gone:
        notes.append(
            f"{_cases(len(gone))} of the run before {_are(len(gone))} not in this one: "
            "what was open there counts as no longer judged, not as closed."
        )
    if come:
        notes.append(
            f"{_cases(len(come))} of this run {_were(len(come))} not in the one before: all open in them is new."
        )
    return notes


def _asked(before: Asked, now: Asked) -> list[str]:
    notes = []
    if before.where != now.where:
        notes.append(f"The runs are of different cases: {_where(before)} before, {_where(now)} now.")
    if before.sample != now.sample:
        notes.append("The runs are of different cases: one or both are of a sample.")
    if (set(before.select), set(before.ignore)) != (set(now.select), set(now.ignore)):
        notes.append("The runs were asked for different rules (--select, --ignore).")
    if set(before.packs) != set(now.packs):
        notes.append(f"The runs were judged by different packs: {_packs(before)} before, {_packs(now)} now.")
    return notes


def _made_with(before: Run, now: Run) -> list[str]:
    notes = []
    if _differ(before.hashes.rules, now.hashes.rules):
        notes.append(
            "The rules have changed since the run before: some of what is new or closed may be the rules' doing."
        )
    if _differ(before.hashes.params, now.hashes.params):
        notes.append("The limits have changed since the run before: due dates may have moved.")
    if _differ(before.hashes.mapping, now.hashes.mapping):
        notes.append("The export was read by another mapping than in the run before.")
    if before.version != now.version:
        notes.append(f"The run before was made by version {before.version}, this one by {now.version}.")
    return notes


def _not_checked(before: Run, now: Run) -> list[str]:
    if not (before.cases_not_checked or now.cases_not_checked):
        return []
    return [f"Cases that could not be checked: {before.cases_not_checked} before, {now.cases_not_checked} now."]


def _differ(before: str | None, now: str | None) -> bool:
    """A run that does not say is not known to differ."""
    return before is not None and now is not None and before != now


def _where(asked: Asked) -> str:
    return " and ".join(f"{name} {value}" for name, value in sorted(asked.where.items())) or "all cases"


def _packs(asked: Asked) -> str:
    return ", ".join(sorted(asked.packs)) or "those in force"


def _cases(count: int) -> str:
    return f"{count:,} case" + ("" if count == 1 else "s")


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"

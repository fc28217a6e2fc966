"""Why a rule came to its verdict in a case, occasion by occasion, and what would close it."""

from rich.console import Console
from rich.text import Text

from practice_check.audit.results import Finding, Results
from practice_check.reports import words
from practice_check.reports.escape import for_terminal
from practice_check.reports.selection.items import View
from practice_check.reports.terminal.lines import BOLD, FAINT, hanging


def findings_on(results: Results, crn: str, rule_id: str, event_number: int | None = None) -> list[Finding]:
    """The findings of a rule on a person's case or cases, in the order of the run."""
    return [
        one
        for one in results.findings
        if one.crn == crn and one.rule == rule_id and event_number in {None, one.event_number}
    ]


def print_explanation(results: Results, findings: list[Finding], rule_id: str, console: Console) -> None:
    """Print the rule, then each occasion with its verdict and all that led to it."""
    rule = results.rules.get(rule_id)
    console.print(for_terminal(f"{rule.title if rule else rule_id} ({rule_id})", BOLD), highlight=False)
    if rule and rule.question:
        hanging(console, for_terminal(rule.question), "", 0)
    if rule and rule.sources:
        paragraphs = "; ".join(words.paragraph(source) for source in rule.sources)
        limit = " Its time limit is a local default and not printed there." if rule.local_default else ""
        hanging(console, for_terminal(f"Asked for in {paragraphs}.{limit}", FAINT), "", 0)
    if rule and rule.why:
        hanging(console, for_terminal(f"Why: {rule.why}", FAINT), "", 0)
    view = View(results)
    for number, finding in enumerate(findings, start=1):
        console.print()
        _occasion(console, view, finding, f"{number} of {len(findings)}")
    _unmatched(console, results, findings, rule_id)


def _unmatched(console: Console, results: Results, findings: list[Finding], rule_id: str) -> None:
    """The departures from the rule that are about none of the occasions: the others stand in the reasoning."""
    for each in results.departures:
        if each.status == "unmatched" and rule_id in each.rules and each.crn in {one.crn for one in findings}:
            where = f" ({each.source})" if each.source else ""
            console.print()
            _line(console, "Departure", f"The departure by {each.by}{where} excuses nothing: {each.why}")


def _occasion(console: Console, view: View, finding: Finding, place: str) -> None:
    name = view.name(finding)
    who = f"{finding.crn} {name}".strip() + f", order {finding.event_number}"
    console.print(for_terminal(f"Occasion {place}: {words.verdict(finding)}  ({who})", BOLD), highlight=False)
    _line(console, "", finding.message)
    occasion = finding.occasion
    if occasion.opened:
        opener = f", by {occasion.opened_by}" if occasion.opened_by else ""
        _line(console, "Opened", words.day(occasion.opened) + opener)
        _line(console, "Due", words.day(occasion.due, "no due date yet"))
    if occasion.met_on:
        late = f", {words.number(occasion.days_late, 'day')} late" if occasion.days_late else ""
        _line(console, "Recorded", words.day(occasion.met_on) + late)
    if occasion.missed and occasion.missed > 1:
        _line(console, "Missed", words.number(occasion.missed, "time"))
    for place_, reason in enumerate(finding.reasoning):
        came = words.CAME_TO[reason.came_to]
        _line(console, "Reasoning" if place_ == 0 else "", reason.text + (f": {came}" if came else ""))
    for place_, item in enumerate(finding.evidence):
        _line(console, "Entries seen" if place_ == 0 else "", words.evidence(item))
    if not finding.evidence:
        _line(console, "Entries seen", "none")
    if finding.missing:
        _line(console, "Missing", "; ".join(finding.missing))
    if finding.could_be:
        _line(console, "Could be", words.could_be(finding))
    if finding.because and finding.because != finding.rule:
        _line(console, "Because of", view.title(finding.because))
    for question in finding.questions:
        _line(console, "To judge", question)
    if finding.officer and finding.officer != finding.officer_now:
        _line(console, "Officer", f"{finding.officer} on the due date, {finding.officer_now or 'nobody recorded'} now")
    _closing(console, finding)


def _closing(console: Console, finding: Finding) -> None:
    if finding.verdict in {"met", "met_late", "excepted", "not_applicable"}:
        return
    close = finding.do or ("an answer to the question above" if finding.questions else "the entries that are missing")
    _line(console, "Would close it", close)
    if finding.verdict == "gap":
        _line(console, "", words.REMEDIES[finding.remediable].capitalize() + ".")
    if finding.where_to_record:
        _line(console, "Where", finding.where_to_record)


def _line(console: Console, label: str, text: str) -> None:
    """A label in its column, and the text wrapped beside it."""
    hanging(console, for_terminal(text), Text(f"  {label}", style=FAINT), 18)

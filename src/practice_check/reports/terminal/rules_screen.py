"""The rules in a terminal: the list, one of them, their examples, and how much of the register they answer."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from practice_check.examples import ExampleResult, MutantReport
from practice_check.reports import words
from practice_check.reports.escape import for_terminal
from practice_check.reports.selection.rule_page import rule_page
from practice_check.reports.terminal.lines import BOLD, FAINT, columns, hanging
from practice_check.rulebook import Rulebook
from practice_check.vocabulary.describe import Said

_WHOSE = 18
_LABEL = 14


def print_rules(book: Rulebook, pack: str | None, console: Console) -> None:
    """One line a rule, by pack and outcome; titles are cut to a terminal's width, and whole elsewhere."""
    wanted = book.rules_of(pack) if pack else list(book.rules)
    wanted.sort(key=lambda name: (book.homes[name], book.rules[name].outcome, name))
    ids = max(map(len, wanted), default=0)
    homes = max(map(len, book.homes.values()), default=0)
    titles = max((len(book.rules[name].title) for name in wanted), default=0)
    if console.is_terminal:
        titles = max(console.width - ids - homes - _WHOSE - 6, 20)
    for name in wanted:
        rule = book.rules[name]
        whose = words.OWNERS[rule.owner].removeprefix("the ")
        line = columns((name, ids, BOLD), (book.homes[name], homes), (whose, _WHOSE), (rule.title, titles))
        console.print(line, soft_wrap=True)
    console.print(words.number(len(wanted), "rule"))


def print_rule(book: Rulebook, rule_id: str, console: Console) -> None:
    """A rule in words, and the file in which all of it stands."""
    page = rule_page(book, rule_id)
    rule = page.rule
    console.print(for_terminal(f"{rule.title} ({rule.id})", BOLD))
    console.print(for_terminal(rule.question))
    _fact("Why", rule.why, console)
    _fact("What it is", f"{page.kind}; {page.outcome}; criteria {page.criteria}", console)
    _fact("Whose", f"{page.whose}; severity {rule.severity}; {page.remedy}", console)
    _tree("Applies to", page.applies or Said("every case in which it opens"), console)
    _tree("Opens", page.opens, console)
    _fact("Due", page.due, console)
    _tree("Looked for", page.expects, console)
    for number, text in enumerate(page.counts):
        _fact("" if number else "Also", text, console)
    for number, limit in enumerate(page.limits):
        when = f" {limit.when}" if limit.when else ""
        conflict = f" The reports differ: {limit.conflict}" if limit.conflict else ""
        _fact("" if number else "Limits", f"{limit.name}: {limit.value}{when} ({limit.source}).{conflict}", console)
    _fact("When open", page.gap, console)
    _fact("Closes with", rule.do, console)
    _fact("Where", rule.where_to_record or "", console)
    for number, question in enumerate(rule.judge, start=1):
        reasons = f" Not where: {'; '.join(question.reasons)}." if question.reasons else ""
        _fact("To judge" if number == 1 else "", f"{number}. {question.ask}{reasons}", console)
    limit_note = f" {page.local_default}" if page.local_default else ""
    _fact("Asked for in", f"{'; '.join(page.sources)}.{limit_note}", console)
    for number, entry in enumerate(page.answers):
        _fact("" if number else "Answers", f"{entry.id}: {entry.expectation}", console)
        for where, says in entry.figures:
            _fact("", f"  {where}: {says}", console)
    _fact("Told from", page.told_from, console)
    _fact("Packs", "; ".join(page.packs), console)
    _fact("File", str(book.file_of(rule_id)), console)
    console.print(Text("Examples", style=FAINT))
    for name, verdict, due in page.examples:
        hanging(console, for_terminal(f"{name}: {verdict}{f' ({due})' if due else ''}"), "  -", 4)


def _fact(label: str, text: str, console: Console) -> None:
    if text:
        hanging(console, for_terminal(text), Text(label, style=FAINT), _LABEL)


def _tree(label: str, said: Said, console: Console, depth: int = 0) -> None:
    """A line, and below it, further in, what it is made of."""
    if depth:
        hanging(console, for_terminal(said.text), Text(" " * (_LABEL + 2 * depth - 2) + "-"), _LABEL + 2 * depth)
    else:
        _fact(label, said.text, console)
    for part in said.parts:
        _tree(label, part, console, depth + 1)


def print_examples(examples: Sequence[ExampleResult], console: Console) -> None:
    """Those that fail, each with what was expected and what came; then the tally."""
    failed = [example for example in examples if not example.passed]
    for example in failed:
        console.print(for_terminal(f"{example.rule}: {example.name}", BOLD))
        console.print(for_terminal(f"  expected {example.expected}, came to {example.got}. {example.detail}"))
    tally = f"{words.number(len(examples), 'example')}: {len(examples) - len(failed)} hold, {len(failed)} fail"
    console.print(for_terminal(tally))


def print_mutants(report: MutantReport, console: Console) -> None:
    """Each change that no example notices, by rule; then the share that is noticed."""
    for each in report.rules:
        if each.survivors or each.wrong:
            console.print(for_terminal(f"{each.rule}: {each.caught} of {each.made} noticed", BOLD))
        for name in each.survivors:
            hanging(console, for_terminal(name), "  -", 4)
        for name in each.wrong:
            told = f"{name}: listed as no change, and it is one, or is no mutant at all"
            hanging(console, for_terminal(told), "  !", 4)
    unnoticed = report.made - report.caught - report.equivalent
    console.print(
        for_terminal(
            f"{words.number(report.made, 'mutant')} of {words.number(len(report.rules), 'rule')}: "
            f"{report.caught:,} noticed by the rules' own examples, {report.equivalent:,} named as no change, "
            f"{unnoticed:,} unnoticed: {report.percent:.1f}% of those that change something"
        )
    )

"""How far two assessors agree, question by question: in a terminal, as CSV and as Markdown. Nobody is named or ranked.

A share and a kappa stand only on a base large enough; on a smaller one the counts are given and no more.
"""

import csv
import io
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from practice_check.answers.assessors_book import CHOICES
from practice_check.records.model import Judgement
from practice_check.reports import words
from practice_check.reports.escape import for_markdown, for_spreadsheet, for_terminal
from practice_check.reports.terminal.lines import BOLD, FAINT, hanging
from practice_check.sampling import Agreement, QuestionAgreement
from practice_check.sampling.agreement import Differs

_COLUMNS = (
    *("outcome", "rule", "question", "text", "both", "same", "share", "kappa"),
    *("crn", "event_number", "first_answer", "first_reasons", "first_note"),
    *("second_answer", "second_reasons", "second_note"),
)
_WORDS = {code.replace(" ", "_"): choice for choice, code in CHOICES.items()}


def print_agreement(agreement: Agreement, console: Console) -> None:
    """What both answered, and each question that they answered differently with both answers."""
    console.print(Text(_headline(agreement), BOLD))
    for line in _how(agreement):
        hanging(console, for_terminal(line, FAINT), "", 2)
    for question in agreement.questions:
        if question.differ:
            _print_question(question, agreement, console)
    alike = [each for each in agreement.questions if not each.differ]
    if alike:
        console.print()
        console.print(Text(f"Answered alike each time: {words.number(len(alike), 'question')}", BOLD))
        for question in alike:
            hanging(console, for_terminal(f"{question.text} ({_counts(question, agreement)})", FAINT), "  -", 4)


def _print_question(question: QuestionAgreement, agreement: Agreement, console: Console) -> None:
    console.print()
    hanging(console, for_terminal(question.text, BOLD), "", 0)
    hanging(console, for_terminal(f"{question.rule} · {_counts(question, agreement)}", FAINT), "", 2)
    for differs in question.differ:
        hanging(console, for_terminal(_case(differs)), "  -", 4)
        hanging(console, for_terminal(f"first: {_answer(differs.first)}"), "", 6)
        hanging(console, for_terminal(f"second: {_answer(differs.second)}"), "", 6)


def agreement_as_csv(agreement: Agreement) -> bytes:
    """A row for each question, and one for each case in which the two differ on it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    for question in agreement.questions:
        enough = question.both >= agreement.smallest_base
        head = (
            *(question.outcome, question.rule, question.question, question.text, question.both, question.same),
            _percent(question.same, question.both) if enough else "",
            _two_places(question.kappa),
        )
        for rest in [_differing(differs) for differs in question.differ] or [[None] * 8]:
            writer.writerow([for_spreadsheet(value) for value in (*head, *rest)])
    return out.getvalue().encode("utf-8-sig")


def agreement_as_markdown(agreement: Agreement) -> bytes:
    lines = ["# Where two assessors agree", "", _headline(agreement), ""]
    lines += [f"- {line}" for line in _how(agreement)]
    lines += ["", "| question | both answered | alike | share | kappa |", "|---|---:|---:|---:|---:|"]
    for question in agreement.questions:
        enough = question.both >= agreement.smallest_base
        share = _percent(question.same, question.both) if enough else "too few"
        cells = (for_markdown(question.text), question.both, question.same, share, _two_places(question.kappa) or "–")
        lines.append(f"| {' | '.join(map(str, cells))} |")
    for question in agreement.questions:
        if question.differ:
            lines += ["", f"## {for_markdown(question.text)}", ""]
            for differs in question.differ:
                lines.append(
                    f"- {for_markdown(_case(differs))}: first {for_markdown(_answer(differs.first))}; "
                    f"second {for_markdown(_answer(differs.second))}"
                )
    return ("\n".join(lines) + "\n").encode()


def _headline(agreement: Agreement) -> str:
    if not agreement.both:
        return "No question was answered by both."
    of = f"{words.number(agreement.both, 'answer')} that both gave, in {words.number(agreement.cases, 'case')}"
    if agreement.both < agreement.smallest_base:
        return f"Alike in {agreement.same} of {of}: too few for a share."
    kappa = f", kappa {_two_places(agreement.kappa)}" if agreement.kappa is not None else ""
    return f"Alike in {agreement.same:,} of {of} ({_percent(agreement.same, agreement.both)}{kappa})"


def _how(agreement: Agreement) -> list[str]:
    lines = [
        f"Answered by the first alone: {agreement.only_first:,}; by the second alone: {agreement.only_second:,}. "
        "They are compared with nothing.",
        f"A share and a kappa stand only on {agreement.smallest_base} answers or more. Kappa is 1 where the two agree "
        "throughout and 0 where they agree no more than by chance; it is low where nearly all answers are the same.",
        "Where the two differ, talk the question over: it may be read in two ways.",
    ]
    return lines if agreement.both else lines[:1]


def _counts(question: QuestionAgreement, agreement: Agreement) -> str:
    counts = f"alike in {question.same} of {question.both}"
    if question.both < agreement.smallest_base:
        return counts
    kappa = f", kappa {_two_places(question.kappa)}" if question.kappa is not None else ""
    return f"{counts}, {_percent(question.same, question.both)}{kappa}"


def _case(differs: Differs) -> str:
    asked = differs.asked
    when = f", opened {asked.opened}" if asked.opened else ""
    return f"{asked.crn} order {asked.event_number}{when}"


def _answer(judgement: Judgement) -> str:
    answer = _WORDS.get(judgement.answer or "", "no answer")
    reasons = "; ".join(judgement.reasons or [])
    because = " – ".join(filter(None, (reasons, judgement.note or "")))
    if because:
        return f"{answer}: {because}"
    return answer if judgement.answer == "above" else f"{answer}, no reason given"


def _differing(differs: Differs) -> Sequence[object]:
    asked = differs.asked
    said = [
        (_WORDS.get(each.answer or ""), "; ".join(each.reasons or []) or None, each.note)
        for each in (differs.first, differs.second)
    ]
    return [asked.crn, asked.event_number, *said[0], *said[1]]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%"


def _two_places(kappa: float | None) -> str:
    return "" if kappa is None else f"{kappa:.2f}"

"""The sheet of one case: rule by rule what the record shows, and beside it the questions with cells to fill."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.worksheet import Worksheet

from practice_check.answers.assessors_book import ANSWER, ASKED, CHOICES, KEYS, REASONS, START, TO_FILL
from practice_check.audit.results import CaseSummary
from practice_check.reports import words
from practice_check.reports.assessors.cells import (
    DETAIL,
    EXPECTATION,
    FILL_IN,
    HEADINGS,
    HOW_WELL,
    LETTERS,
    NEEDED,
    SCORE,
    SHOWN,
    WIDTHS,
    Reasons,
    fit,
    font,
    link,
    listed,
    offer,
    set_widths,
    write,
)
from practice_check.reports.selection.open_questions import OpenQuestion, RuleInCase
from practice_check.reports.workbook.sheet import AMBER, GREEN, GREY, RED, Tint, Value
from practice_check.sampling import SampledCase

_HEADING_ROW = 5
_TINTS: dict[str, Tint] = {
    words.VERDICTS["gap"]: RED,
    words.VERDICTS["not_checked"]: RED,
    words.VERDICTS["cannot_tell"]: AMBER,
    words.VERDICTS["needs_judgement"]: AMBER,
    words.VERDICTS["met_late"]: AMBER,
    words.VERDICTS["met"]: GREEN,
    words.VERDICTS["due"]: GREY,
}
_SECTION = PatternFill("solid", fgColor="1D4E75")
_OUTCOME = PatternFill("solid", fgColor="DCE6EE")
_ANSWERED = PatternFill("solid", bgColor="DDF2E4")
_MOST_EVIDENCE = 4


@dataclass(frozen=True)
class CaseToJudge:
    """A sampled case with its rules."""

    case: CaseSummary
    sampled: SampledCase
    rules: list[RuleInCase]

    @property
    def name(self) -> str:
        """The name of its sheet: a CRN has seven characters, so that it is never too long for one."""
        return f"{self.sampled.crn} order {self.sampled.event_number}"

    def asked(self, *, needed: bool) -> int:
        """How many questions are open; ``needed``: only those without which the case is undecided."""
        return sum(question.needed or not needed for rule in self.rules for question in rule.questions)


@dataclass(frozen=True)
class _Section:
    """Rules that stand together. ``folded``: out of sight until somebody opens them."""

    title: str
    rules: list[RuleInCase]
    folded: bool


def case_sheet(sheet: Worksheet, case: CaseToJudge, reasons: Reasons) -> None:
    set_widths(sheet, WIDTHS.values())
    sheet.sheet_view.zoomScale = 85
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    _head(sheet, case)
    for heading, letter in LETTERS.items():
        write(sheet[f"{letter}{_HEADING_ROW}"], heading, "pc to fill" if heading in TO_FILL else "pc heading")
    sheet.row_dimensions[_HEADING_ROW].height = 28
    row = _HEADING_ROW
    for section in _sections(case):
        row += 1
        _band(sheet, row, section.title, _SECTION, "FFFFFF")
        sheet.row_dimensions[row].collapsed = section.folded
        last = _rows(sheet, row, case, section.rules, reasons)
        if section.folded:
            for folded in range(row + 1, last + 1):
                sheet.row_dimensions[folded].outlineLevel = 1
                sheet.row_dimensions[folded].hidden = True
        row = last
    _finish(sheet, max(row, _HEADING_ROW + 1))


def _sections(case: CaseToJudge) -> list[_Section]:
    """First what an answer is needed for; what can be said beside that, and what is there to read, folded."""
    needed, how_well, to_read = ([rule for rule in case.rules if rule.asks == asks] for asks in (0, 1, 2))
    first = words.number(case.asked(needed=True), "question") if needed else "no question"
    rest = case.asked(needed=False) - case.asked(needed=True)
    found = [_Section(f"Needed for the score: {first}", needed, folded=False)]
    if how_well:
        title = f"How well it was done: {words.number(rest, 'question')}, folded away. Open with the + at the left."
        found.append(_Section(title, how_well, folded=True))
    if to_read:
        title = f"Nothing to answer: {words.number(len(to_read), 'expectation')} to read. Open with the + at the left."
        found.append(_Section(title, to_read, folded=True))
    return found


def _rows(sheet: Worksheet, row: int, case: CaseToJudge, rules: Sequence[RuleInCase], reasons: Reasons) -> int:
    """The rules, outcome by outcome, a row a question, from below ``row`` on. Gives the last row."""
    outcome = None
    for rule in rules:
        if rule.outcome != outcome:
            outcome, row = rule.outcome, row + 1
            _band(sheet, row, words.OUTCOMES.get(outcome, outcome), _OUTCOME, "1D4E75")
        row += 1
        _rule(sheet, row, rule, rule.questions[:1])
        for place, question in enumerate(rule.questions):
            if place:
                row += 1
                _rule(sheet, row, rule, [question], again=True)
            _question(sheet, row, case, rule, question)
            if question.reasons:
                offer(sheet, f"{LETTERS[REASONS]}{row}", reasons.range_of(question.reasons), only=False)
    return row


def _finish(sheet: Worksheet, last: int) -> None:
    """What holds for all rows: what stays in sight, filters, the colour of an answer, print."""
    first = _HEADING_ROW + 1
    sheet.freeze_panes = f"B{first}"
    sheet.auto_filter.ref = f"A{_HEADING_ROW}:{LETTERS[HEADINGS[-1]]}{last}"
    answers = LETTERS[ANSWER]
    given = FormulaRule(formula=[f"LEN({answers}{first})>0"], fill=_ANSWERED)  # type: ignore[no-untyped-call]  # untyped there
    sheet.conditional_formatting.add(f"{answers}{first}:{answers}{last}", given)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"


def _head(sheet: Worksheet, case: CaseToJudge) -> None:
    write(sheet["A1"], " ".join(filter(None, (case.name, case.case.name))), "pc prose title")
    sheet.row_dimensions[1].height = 24
    write(sheet["A2"], _facts(case))
    write(sheet["A3"], _standing(case))
    link(sheet["A4"], f"Back to '{START}'", START)


def _facts(case: CaseToJudge) -> str:
    features, summary = case.sampled.features, case.case
    now = summary.level.replace("_", " ") if summary.level else "not told by the record"
    order = features.get("order-type", "type of order not recorded")
    facts = [
        order[:1].upper() + order[1:],
        f"started {words.day(case.sampled.start)}",
        f"due to end {words.day(summary.end_date, 'on no recorded day')}",
        f"RoSH {features.get('rosh', 'not recorded')} at the start, {now} on the day of the export",
        f"child protection or concern: {'yes' if summary.child_protection else 'none recorded'}",
    ]
    return " · ".join(facts)


def _standing(case: CaseToJudge) -> str:
    summary = case.case
    parts = [
        f"Officer {summary.officer or 'not recorded'}",
        f"team {summary.team or 'not recorded'}",
        f"{words.number(case.asked(needed=True), 'question')} needed for the score, {case.asked(needed=False)} in all",
    ]
    return " · ".join([*parts, *(["access to this case is limited"] if case.sampled.limited_access else [])])


def _band(sheet: Worksheet, row: int, title: str, fill: PatternFill, ink: str) -> None:
    for letter in LETTERS.values():
        sheet[f"{letter}{row}"].fill = fill
    write(sheet[f"A{row}"], title)
    sheet[f"A{row}"].font = font(ink, bold=True)


def _rule(sheet: Worksheet, row: int, rule: RuleInCase, asked: Sequence[OpenQuestion], *, again: bool = False) -> None:
    """What the record shows, and the question asked in this row. ``again``: another question of the same rule."""
    values: dict[str, Value] = {
        EXPECTATION: rule.title,
        SHOWN: rule.shown,
        DETAIL: "As above." if again else _detail(rule),
        ASKED: "\n".join(question.text for question in asked),
    }
    fit(sheet, row, [(value, WIDTHS[heading]) for heading, value in values.items()])
    for heading, letter in LETTERS.items():
        write(sheet[f"{letter}{row}"], values.get(heading) or None, "pc text")
    tint = _TINTS.get(rule.shown)
    if tint:
        cell = sheet[f"{LETTERS[SHOWN]}{row}"]
        cell.fill, cell.font = PatternFill("solid", fgColor=tint.paper), font(tint.ink)


def _question(sheet: Worksheet, row: int, case: CaseToJudge, rule: RuleInCase, question: OpenQuestion) -> None:
    write(sheet[f"{LETTERS[SCORE]}{row}"], NEEDED if question.needed else HOW_WELL, "pc text")
    key = (case.sampled.crn, case.sampled.event_number, rule.rule, question.number)
    for heading, value in zip(KEYS, key, strict=True):
        write(sheet[f"{LETTERS[heading]}{row}"], value, "pc text")
        sheet[f"{LETTERS[heading]}{row}"].font = font("5B646B", size=8)
    for heading in TO_FILL:
        sheet[f"{LETTERS[heading]}{row}"].fill = FILL_IN
    offer(sheet, f"{LETTERS[ANSWER]}{row}", listed(CHOICES), only=True)


def _detail(rule: RuleInCase) -> str:
    lines = rule.messages
    if rule.more:
        lines.append(f"And {words.number(rule.more, 'more time', 'more times')}.")
    if rule.evidence:
        lines.append("Seen: " + "; ".join(words.evidence(item) for item in rule.evidence[-_MOST_EVIDENCE:]) + ".")
    return "\n".join(lines)

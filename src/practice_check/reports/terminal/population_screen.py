"""The population of an inspection in a terminal, and a sample beside it: who, who not and why."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from practice_check.reports import words
from practice_check.reports.escape import cut, for_terminal, one_line
from practice_check.reports.terminal.lines import BOLD, FAINT, hanging
from practice_check.sampling import FEATURES, Population, Sample, Share

_LONGEST_NAME = 60


def print_population(population: Population, shares: Sequence[Share], console: Console, smallest_base: int) -> None:
    """Who would be looked at, by each characteristic of ``shares``, and who not."""
    _title(population, console)
    _shares(shares, len(population.eligible), None, console, smallest_base)
    _left_out(population, console)
    _not_placed(population, console)
    _doubts(population, console)


def print_sample(population: Population, sample: Sample, console: Console) -> None:
    """A sample with the population beside it."""
    _title(population, console)
    console.print()
    console.print(
        Text(f"Sample: {words.number(len(sample.cases), 'case')} of {sample.population:,}, seed {sample.seed}", BOLD)
    )
    for line in _remarks(population, sample):
        hanging(console, for_terminal(line), "", 2)
    hanging(console, for_terminal(f"How: {sample.method}", FAINT), "", 2)
    _shares(sample.shares, sample.population, len(sample.cases), console, sample.smallest_base)
    _left_out(population, console)
    _not_placed(population, console)
    _doubts(population, console)


def _remarks(population: Population, sample: Sample) -> list[str]:
    least, most = population.usual_size
    drawn = len(sample.cases)
    remarks = []
    if drawn == sample.population:
        remarks.append("It is all of them: there are no more to draw from.")
    if not least <= drawn <= most:
        remarks.append(f"A sample is {least} to {most} cases as a rule; this one was drawn all the same.")
    second = sum(case.second_assessor for case in sample.cases)
    if second:
        remarks.append(f"{words.number(second, 'case')} of it for a second assessor as well.")
    limited = sum(bool(case.limited_access) for case in sample.cases)
    if limited:
        remarks.append(f"Access is limited to {words.number(limited, 'case')} of it: marked wherever they are listed.")
    return remarks


def _title(population: Population, console: Console) -> None:
    whole = len(population.placings)
    console.print(Text(one_line(population.title), BOLD))
    console.print(
        for_terminal(
            f"Fieldwork {words.day(population.fieldwork)} · export of {words.day(population.as_of)} · started, "
            f"released or moved in from {words.day(population.first)} to {words.day(population.last)}",
            FAINT,
        ),
        soft_wrap=True,
    )
    console.print()
    eligible = population.eligible
    console.print(Text(f"{len(eligible):,} of {words.number(whole, 'case')} would be looked at", BOLD))
    limited = sum(bool(case.limited_access) for case in eligible)
    if limited:
        console.print(for_terminal(f"  Access is limited to {words.number(limited, 'case')} of them."))


def _shares(shares: Sequence[Share], population: int, sample: int | None, console: Console, smallest_base: int) -> None:
    for feature in dict.fromkeys(share.by for share in shares):
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=FAINT)
        table.add_column(_title_of(feature), width=44, overflow="fold")
        for heading in ("cases", "share", *(("sample", "share") if sample is not None else ())):
            table.add_column(heading, justify="right", width=6)
        for share in shares:
            if share.by == feature:
                figures = [*_figures(share.population, population)]
                figures += _figures(share.sample, sample) if sample is not None else []
                table.add_row(for_terminal("  " + _group(share, smallest_base)), *figures)
        console.print()
        console.print(table)


def _title_of(feature: str) -> Text:
    title = FEATURES[feature]
    return Text(title[:1].upper() + title[1:], BOLD)


def _group(share: Share, smallest_base: int) -> str:
    """A group by its name; small ones together, by all their names."""
    names = words.listed([cut(name, _LONGEST_NAME) for name in share.groups])
    if share.population is None:
        return f"{names} (fewer than {smallest_base})"
    return f"fewer than {smallest_base} each: {names}" if len(share.groups) > 1 else names


def _figures(count: int | None, whole: int) -> tuple[str, str]:
    if count is None:
        return "–", "–"
    return f"{count:,}", f"{100 * count / whole:.0f}%" if whole else "–"


def _left_out(population: Population, console: Console) -> None:
    rest = population.of("left_out")
    console.print()
    console.print(Text(f"Left out: {words.number(len(rest), 'case')}", BOLD))
    for why, count in Counter(case.why for case in rest).most_common():
        hanging(console, for_terminal(why), f"{count:>8,}", 10)


def _not_placed(population: Population, console: Console) -> None:
    rest = population.of("not_placed")
    if not rest:
        return
    console.print()
    console.print(Text(f"Could not be placed: {words.number(len(rest), 'case')}", BOLD))
    for (why, mend), count in Counter((case.why, case.mend) for case in rest).most_common():
        hanging(console, for_terminal(f"{why}. To place them: {mend}."), f"{count:>8,}", 10)


def _doubts(population: Population, console: Console) -> None:
    """What is not known of cases that were taken as usual."""
    doubts = Counter(doubt for case in population.eligible for doubt in case.doubts)
    if not doubts:
        return
    console.print()
    console.print(Text("Taken as usual, though the export does not say", BOLD))
    for doubt, count in doubts.most_common():
        hanging(console, for_terminal(f"{doubt.what}. To know: {doubt.mend}."), f"{count:>8,}", 10)

"""The rule reference: a static page a rule and an index, no script and nothing fetched, made from the YAML alone."""

from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from practice_check import __version__
from practice_check.reports import words
from practice_check.reports.rule_page import rule_page
from practice_check.rulebook import Rulebook

INDEX = "index.html"


def reference(book: Rulebook) -> Iterator[tuple[str, bytes]]:
    """Each file of the reference, by name: the index, then a page for each rule."""
    common = {"words": words, "version": __version__, "index": INDEX}
    outcomes = {
        name: [rule for rule in sorted(book.rules.values(), key=lambda rule: rule.title) if rule.outcome == name]
        for name in words.OUTCOMES
    }
    packs = {
        pack.id: (pack.title, "" if pack.on else "switched off", len(book.rules_of(pack.id)))
        for pack in book.packs.values()
    }
    homes = {rule: [pack for pack in book.packs if rule in book.rules_of(pack)] for rule in book.rules}
    page = _environment().get_template("rule_index.html").render(outcomes=outcomes, packs=packs, homes=homes, **common)
    yield INDEX, page.encode()
    template = _environment().get_template("rule.html")
    for rule_id in book.rules:
        yield f"{rule_id}.html", template.render(page=rule_page(book, rule_id), rules=book.rules, **common).encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("practice_check.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

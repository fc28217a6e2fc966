"""The rule reference: a static page a rule and an index, no script and nothing fetched, made from the YAML alone."""

from collections.abc import Iterator

from practice_check.reports import words
from practice_check.reports.html.page import render
from practice_check.reports.selection.rule_page import rule_page
from practice_check.rulebook import Rulebook

INDEX = "index.html"


def reference(book: Rulebook) -> Iterator[tuple[str, bytes]]:
    """Each file of the reference, by name: the index, then a page for each rule."""
    outcomes = {
        name: [rule for rule in sorted(book.rules.values(), key=lambda rule: rule.title) if rule.outcome == name]
        for name in words.OUTCOMES
    }
    packs = {
        pack.id: (pack.title, "" if pack.on else "switched off", len(book.rules_of(pack.id)))
        for pack in book.packs.values()
    }
    homes = {rule: [pack for pack in book.packs if rule in book.rules_of(pack)] for rule in book.rules}
    styles = ("rule.css",)
    yield INDEX, render("rule_index.html", styles=styles, outcomes=outcomes, packs=packs, homes=homes)
    for rule_id in book.rules:
        page = rule_page(book, rule_id)
        yield f"{rule_id}.html", render("rule.html", styles=styles, page=page, rules=book.rules, index=INDEX)

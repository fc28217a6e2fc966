"""The base of every HTML page: its templates, the Design System's components, and a policy that lets nothing in or out.

A page is one file. It fetches nothing, and runs no script but the one that it was made with, known by its digest. Every
value that a template prints is escaped by the template engine, after ``plain`` has taken out what a screen would obey.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from practice_check import __version__
from practice_check.reports import words
from practice_check.reports.escape import plain
from practice_check.reports.html import timeline_drawing

_LIBRARY = "govuk_frontend_jinja"


def render(template: str, *, styles: Sequence[str] = (), script: str = "", **values: Any) -> bytes:
    """A page made from a template that extends ``base.html``.

    ``styles``: style sheets of the page's own, beside ``page.css``; ``script``: its one script. Both by their names
    among the templates. ``values``: what the template asks for.
    """
    code = _text(script) if script else ""
    base = {
        "style": Markup("\n".join(_text(name) for name in ("page.css", *styles))),
        "script": Markup(code),
        "policy": Markup(_policy(code)),
        "version": __version__,
    }
    return environment().get_template(template).render(base=base, **values).encode()


@cache
def environment() -> Environment:
    """Where our templates are read. ``components`` and ``words`` are known to all of them."""
    made = Environment(
        loader=PackageLoader("practice_check.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["day"] = words.day
    made.globals["words"] = words
    made.globals["components"] = Components()
    made.globals.update(timeline_drawing.FOR_TEMPLATES)
    return made


class Components:
    """The components of the GOV.UK Design System, by name: ``components.skip_link(href="#main", text="Skip")``.

    The options are those of the Design System. The content of one that holds other HTML is put between ``{% call %}``
    and ``{% endcall %}``; an option of ready-made HTML takes only what a template has made, and no bare text.
    """

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        macro = _macro(name)

        def component(caller: Callable[[], Markup] | None = None, **options: Any) -> Markup:
            content = {"html": caller()} if caller else {}
            params = {**options, **content}
            _refuse_bare_html(params)
            return Markup(macro(params).strip())

        return component


def _refuse_bare_html(options: object) -> None:
    """The library prints some options unescaped. TypeError where one of them is not known to be safe."""
    if isinstance(options, Mapping):
        for key, value in options.items():
            trusted = key.lower().endswith("html")
            if value and trusted and not isinstance(value, Markup):
                raise TypeError(f"'{key}' takes HTML that a template has made: {value!r}")
            if key == "attributes" and not isinstance(value, Mapping):
                raise TypeError(f"'attributes' takes a mapping: {value!r}")
            _refuse_bare_html(value)
    elif isinstance(options, list | tuple):
        for value in options:
            _refuse_bare_html(value)


@cache
def _macro(name: str) -> Callable[[Mapping[str, Any]], str]:
    path = f"{_LIBRARY}/components/{name.replace('_', '-')}/macro.html"
    macro: Callable[[Mapping[str, Any]], str] = getattr(
        _library().get_template(path).module, f"govuk{name.title().replace('_', '')}"
    )
    return macro


@cache
def _library() -> Environment:
    """The library's own templates. They ask for options that were not given, and take them for empty."""
    return Environment(
        loader=PrefixLoader({_LIBRARY: PackageLoader(_LIBRARY)}),
        autoescape=True,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _policy(script: str) -> str:
    """A Content-Security-Policy: nothing is fetched, sent or framed, and no script runs but the page's own."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    rules = ["default-src 'none'", "style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'"]
    return "; ".join([*rules, f"script-src 'sha256-{digest}'"] if script else rules)


@cache
def _text(name: str) -> str:
    return (resources.files("practice_check.reports") / "templates" / name).read_text(encoding="utf-8")


def _finalize(value: Any) -> Any:
    """Every value that a template prints: nothing for None, and no control characters in text."""
    if value is None:
        return ""
    return value if isinstance(value, Markup) else plain(value) if isinstance(value, str) else value

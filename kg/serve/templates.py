"""Pages for people, out of their templates, in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True)
class Link:
    """A node as a reader sees it, and where it leads; nowhere from a literal."""

    text: str
    href: str = ""


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """What the pages say, by language."""
    return dict(json.loads((PAGES / "words.json").read_text(encoding="utf-8")))


def page(name: str, lang: str, **values: object) -> str:
    """A page: `page("problem.html", "fr", title=…)`."""
    return _template(name).render(lang=lang, words=words()[lang], **values)


@cache
def _template(name: str) -> Template:
    return Environment(loader=FileSystemLoader(PAGES), autoescape=True, trim_blocks=True, lstrip_blocks=True).get_template(name)

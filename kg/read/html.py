"""Web pages: trafilatura says which part is the article, the page itself says what stands there."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from kg.model import BlockKind
from kg.read.draft import Draft, clean, iso_date, lay, one_line, squeezed

_FRAME = ("html", "body", "div", "section", "article", "main", "header", "hgroup", "center", "fieldset", "details", "figure")
_FLOW = ("p", "blockquote", "pre", "address", "summary", "figcaption", "hr", "ul", "ol", "dl", "table", "thead", "tbody", "tr")
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd", "td", "th"), BlockKind.ITEM),
    **dict.fromkeys((*_FRAME, *_FLOW), BlockKind.PARAGRAPH),
}
_ASIDE = ("head", "nav", "footer", "aside", "form", "button", "select", "textarea")
_UNREAD = ("script", "style", "noscript", "template", "iframe", "object", "svg", "math", "audio", "video", "canvas")
_SPACE = re.compile(r"[ \t\n\f]+")  # what HTML collapses; a non-breaking space stays
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})(?![0-9a-fA-F])|0*([0-9]{1,7})(?![0-9]));?")  # longer ones name no character
_LOST = 0.8  # of the characters beside what was kept: with less, more was dropped than advertisements
_POINTER = 0.8  # the share of links that makes a paragraph "Lire aussi : …"
_NO_CLOCK = {"original_date": True, "extensive_search": False, "max_date": "9999-12-31"}  # an extensive search asks what day it is


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A block of the page: its words, its element, and what share of the element's characters are links."""

    kind: BlockKind
    words: str
    element: Any
    linked: float


def from_html(content: str) -> Draft:
    r"""The title, the article's blocks and what the page's metadata say; no text where there is none.

    >>> from_html("<h1>Grève à Brest</h1><nav>Accueil</nav><p>Le port de Brest est fermé depuis lundi.</p>").text
    'Grève à Brest\n\nLe port de Brest est fermé depuis lundi.'

    A first of January is believed only where the page spells it out: a bare year is often read as one.
    """
    from lxml import etree, html  # type: ignore[import-untyped]
    from trafilatura import bare_extraction, extract_metadata

    content = _REFERENCE.sub(_safe, clean(content))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(content.encode(), parser=parser)
    except etree.LxmlError:
        return lay(())
    about = extract_metadata(deepcopy(page), date_config=dict(_NO_CLOCK))
    found = bare_extraction(deepcopy(page), favor_recall=True, include_comments=False, deduplicate=False)
    body: Any = getattr(found, "body", None)
    kept = [] if body is None else list(body.itertext())
    draft = lay(((s.kind, s.words) for s in _article(list(_stretches(page)), kept)), about.title)
    lang = page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or page.get("xml:lang")
    date = _believed(iso_date(about.date), content)
    author, publisher, url = one_line(about.author), one_line(about.sitename), one_line(about.url)
    return replace(draft, guess=date, lang=one_line(lang), author=author, publisher=publisher, url=url)


def _safe(reference: re.Match[str]) -> str:
    """A character reference as it stands; U+FFFD where `clean` would not leave its character, which lxml reads but refuses to write."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return "\ufffd" if clean(chr(min(number, sys.maxunicode))) == "\ufffd" else reference[0]


def _believed(date: str | None, content: str) -> str | None:
    if not date or not date.endswith("-01-01"):
        return date
    year = date[:4]
    spelled = rf"{year}[-/]0?1[-/]0?1(?!\d)|(?<!\d)0?1[-/.]0?1[-/.]{year}|\b1(?:er)?\s+janv\w*\.?\s+{year}"
    return date if re.search(spelled, content, re.IGNORECASE) else None


def _stretches(page: Any) -> Iterator[_Stretch]:
    """Every block of the page in order, without menus, scripts and forms; <br><br> parts paragraphs."""
    from lxml import etree

    etree.strip_elements(page, *_ASIDE, *_UNREAD, with_tail=False)
    for _, together in groupby(_runs(page), key=itemgetter(0)):
        runs = list(together)
        words = "".join(run[3] for run in runs)
        linked = sum(len(run[3]) for run in runs if run[4]) / max(len(words.strip()), 1)
        for part in re.split(r"\v\s*\v", words):
            if said := "\n".join(line.strip(" ") for line in part.split("\v")).strip():
                yield _Stretch(runs[0][1], said, runs[0][2], linked)


def _runs(page: Any) -> Iterator[tuple[int, BlockKind, Any, str, bool]]:
    """The page's characters: number, kind and element of their block, the words, whether in a link. A paragraph in an item is an item."""
    from lxml import etree

    within: list[tuple[BlockKind, Any]] = [(BlockKind.PARAGRAPH, page)]
    number = links = 0
    for event, node in etree.iterwalk(page, ("start", "end")):
        starts = event == "start"
        if kind := _KINDS.get(node.tag):
            number += 1
            within = [*within, (kind if within[-1][0] is BlockKind.PARAGRAPH else within[-1][0], node)] if starts else within[:-1]
        if node.tag == "a":
            links += 1 if starts else -1
        mark = "\v" if starts and node.tag == "br" else ""
        yield number, *within[-1], mark + _SPACE.sub(" ", (node.text if starts else node.tail) or ""), links > 0


def _article(stretches: list[_Stretch], kept: list[str]) -> list[_Stretch]:
    """What was kept and the headings amid it; where much of what stands beside it was lost, all that stands there."""
    whole = squeezed("".join(kept))
    parts = {squeezed(part) for part in kept}
    chosen = {n for n, s in enumerate(stretches) if all(_in(squeezed(line), whole, parts) for line in s.words.split("\n"))}
    homes = {_home(stretches[n]) for n in chosen if stretches[n].kind is BlockKind.PARAGRAPH}
    beside = {n for n, s in enumerate(stretches) if s.linked <= 0.5 and (not homes or homes & set(_around(s)))}
    if sum(len(stretches[n].words) for n in chosen & beside) < _LOST * sum(len(stretches[n].words) for n in beside):
        chosen |= beside
    amid = range(min(chosen, default=0), max(chosen, default=-1) + 1)
    headings = {n for n in amid if stretches[n].kind is BlockKind.HEADING} & beside
    article = [stretches[n] for n in sorted(chosen | headings)]
    return [s for s in article if s.linked < _POINTER or s.kind is not BlockKind.PARAGRAPH]


def _in(words: str, whole: str, parts: set[str]) -> bool:
    """A short line must have been kept as such: a menu's "Culture" also stands somewhere in the article."""
    return words in parts or (len(words) >= 30 and words in whole)


def _home(stretch: _Stretch) -> Any:
    """The element that holds a paragraph and its neighbours."""
    parent = stretch.element.getparent()
    return stretch.element if parent is None or stretch.element.tag in _FRAME else parent


def _around(stretch: _Stretch) -> Iterator[Any]:
    yield stretch.element
    yield from stretch.element.iterancestors()

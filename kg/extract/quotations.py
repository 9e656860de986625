"""Words between quotation marks, and who is said to have said them.

« C'est inacceptable », a déclaré la ministre. → ("C'est inacceptable", la ministre)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.extract.attribution import Report
from kg.extract.resources import Resources
from kg.extract.speakers import Quote, Speech, after, carried_on, speaker
from kg.extract.syntax import Parse
from kg.extract.typing import Typed
from kg.languages.reference import reference
from kg.model import Mention, MentionKind

SHORTEST = 2
"""Fewest words of a quotation: a single quoted word is a manner of speaking."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted span and the mention of its speaker."""

    begin: int
    end: int
    speaker: Mention | None


def quotations(parse: Parse, found: tuple[Report, ...], types: Mapping[Mention, Typed], resources: Resources) -> tuple[Quoted, ...]:
    """The quotations of a reading that someone speaks, in order; titles and single quoted words are none."""
    quotes = tuple(quote for span in quoted_spans(parse.reading.article.text, parse.language.quotes) if (quote := _quote(parse, *span)))
    speech = Speech(parse, reference(parse.language.code), quotes, found, types, resources.ontology)
    out: list[tuple[Quote, Mention]] = []
    for quote in quotes:
        if quote.last - quote.first + 1 < SHORTEST:
            continue
        who = after(speech, quote) if _is_name(parse, quote) else speaker(speech, quote) or carried_on(speech, quote, out)
        if who is not None:
            out.append((quote, who))
    return tuple(Quoted(quote.begin, quote.end, who) for quote, who in out)


def _quote(parse: Parse, begin: int, end: int) -> Quote | None:
    """A quoted span with its tokens; None where it holds none."""
    first = bisect_left(parse.reading.begins, begin)
    last = bisect_left(parse.reading.begins, end) - 1
    return Quote(begin, end, first, last) if first <= last else None


def quoted_spans(text: str, quotes: tuple[tuple[str, str], ...]) -> Iterator[tuple[int, int]]:
    """Spans inside the outermost quotation marks, white space left out; one left open ends with its paragraph.

    >>> list(quoted_spans("Il dit « oui » et “non”.", (("«", "»"), ("“", "”"))))
    [(9, 12), (19, 22)]
    """
    closing = dict(quotes)
    opened: tuple[int, str, int] | None = None
    for at, character in enumerate(text):
        if opened is None:
            opened = (at + 1, character, 1) if character in closing else None
        elif character == closing[opened[1]]:
            opened = opened[0], opened[1], opened[2] - 1
        elif character == opened[1]:
            opened = opened[0], opened[1], opened[2] + 1
        if opened is not None and (opened[2] == 0 or text[at : at + 2] == "\n\n"):
            inner = text[opened[0] : at]
            if inner.strip():
                yield opened[0] + len(inner) - len(inner.lstrip()), at - len(inner) + len(inner.rstrip())
            opened = None


def _is_name(parse: Parse, quote: Quote) -> bool:
    """A quoted title or name, « La Marée haute », that is nobody's words unless "dit-il" stands behind it."""
    mention = parse.at.get(quote.first)
    called = mention is not None and mention.kind in (MentionKind.NAME, MentionKind.TERM)
    return mention is not None and called and mention.begin <= quote.begin and quote.end <= mention.end

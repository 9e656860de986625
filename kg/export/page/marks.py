"""The words of a sentence that state a claim: its evidence, its subject and its object, found by their offsets.

Offsets come from the article's own graph; characters that do not stand where they are said to stand are not marked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.export.graph import offsets, text
from kg.store import solutions

if TYPE_CHECKING:
    from pyoxigraph import Store

_CLAIMS = """SELECT ?claim ?subject ?object ?begin ?end ?anchor ?from ?to ?article {
  GRAPH ?article {
    ?claim a news:Claim ; rdf:subject ?subject ; rdf:object ?object ; prov:wasDerivedFrom ?span .
    ?span nif:beginIndex ?begin ; nif:endIndex ?end
    OPTIONAL { ?span nif:anchorOf ?anchor }
    OPTIONAL { ?span nif:superString ?around }
    BIND(COALESCE(?around, ?span) AS ?sentence)
    ?sentence nif:beginIndex ?from ; nif:endIndex ?to
  }
}"""

_MENTIONS = """SELECT ?article ?thing ?begin ?end ?anchor {
  GRAPH ?article {
    ?mention itsrdf:taIdentRef ?thing ; nif:beginIndex ?begin ; nif:endIndex ?end
    OPTIONAL { ?mention nif:anchorOf ?anchor }
  }
}"""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of one sentence: what it is (`evidence`, `subject`, `object`), where, and the characters that stand there."""

    begin: int
    end: int
    role: str
    anchor: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence under the same marks throughout."""

    text: str
    roles: tuple[str, ...]


def runs(sentence: str, marks: Iterable[Mark]) -> list[Run]:
    """The sentence cut wherever a mark begins or ends, so that marks may overlap.

    >>> runs("Ana dirige Zed.", [Mark(0, 14, "evidence"), Mark(0, 3, "subject")])[:2]
    [Run(text='Ana', roles=('evidence', 'subject')), Run(text=' dirige Zed', roles=('evidence',))]
    """
    kept = sorted(m for m in marks if 0 <= m.begin < m.end <= len(sentence) and m.anchor in ("", sentence[m.begin : m.end]))
    cuts = sorted({0, len(sentence), *(m.begin for m in kept), *(m.end for m in kept)})
    return [Run(sentence[b:e], tuple(sorted({m.role for m in kept if m.begin <= b and e <= m.end}))) for b, e in pairwise(cuts)]


def of_claims(store: Store) -> dict[str, list[Mark]]:
    """Each claim's marks, with offsets into its sentence; a claim of a graph without the articles' own graphs has none."""
    mentions = _mentions(store)
    marks: dict[str, list[Mark]] = {}
    for row in solutions(store, _CLAIMS):
        if not (at := offsets(row, "begin", "end", "from", "to")):
            continue
        start, stop = at[2:]
        evidence = Mark(at[0], at[1], "evidence", text(row, "anchor"))
        found = [evidence]
        for role in ("subject", "object"):
            inside = (m for m in mentions.get((text(row, "article"), text(row, role)), ()) if start <= m.begin and m.end <= stop)
            found += (Mark(m.begin, m.end, role, m.anchor) for m in _nearest(list(inside), evidence))
        marks[text(row, "claim")] = [Mark(m.begin - start, m.end - start, m.role, m.anchor) for m in sorted(found)]
    return marks


def _mentions(store: Store) -> Mapping[tuple[str, str], list[Mark]]:
    """Where each article names each of its things."""
    mentions: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for row in solutions(store, _MENTIONS):
        if at := offsets(row, "begin", "end"):
            mentions[text(row, "article"), text(row, "thing")].append(Mark(at[0], at[1], "mention", text(row, "anchor")))
    return mentions


def _nearest(mentions: list[Mark], evidence: Mark) -> Iterator[Mark]:
    """The mentions inside the evidence where there are any, else all of the sentence."""
    inside = [m for m in mentions if evidence.begin <= m.begin and m.end <= evidence.end]
    yield from inside or mentions

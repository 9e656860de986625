"""The sentences behind what a query gives: of the claims that its patterns say, with what stands in its rows in their place.

A row of names alone says nothing of where it comes from. So the query is asked once more, for all its variables and not only for those
that it shows, row by row; its own patterns, filled in, are what the articles' claims are looked up by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, Store, Variable
from rdflib import Literal as Plain
from rdflib import URIRef
from rdflib import Variable as Named
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from kg.explain import SPOKEN
from kg.query import LABEL, MERGED, NAMES, TYPE
from kg.scope import parts, undeclared
from kg.sparql import closing, tokens
from kg.store import as_ox, solutions

ROWS = 20
"""Rows whose sentences are shown."""
MOST = 200
"""Solutions that are looked at, and claims of one pattern."""
ABOUT = "No claim says just this; the sentences tell of the things that it is about."
NONE = "No sentence of an article stands behind this."
EMPTY = "Nothing in the graph is so, and no sentence can be shown."
FIRST = f"The sentences are those of the first {ROWS} rows."

Term = NamedNode | Literal
Pattern = tuple[Any, Any, Any]
Solution = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with what it may read, as `Store.query` takes it, and what it gave: `rows` is None for a yes."""

    text: str
    store: Store
    names: Mapping[str, str]
    graphs: Mapping[str, Any]
    columns: Sequence[str] = ()
    rows: Sequence[QuerySolution] | None = None

    def again(self, text: str, given: Mapping[Variable, Term] | None = None) -> QuerySolutions:
        """Another query of the same graphs; SyntaxError where it is none."""
        found = self.store.query(text, prefixes=dict(self.names), substitutions=dict(given or {}), **self.graphs)
        assert isinstance(found, QuerySolutions)
        return found


@dataclass(frozen=True, slots=True)
class Behind:
    """Claims, those that fit best first, and what is to be said of them."""

    claims: Iterator[NamedNode]
    note: str = ""


def behind(asked: Asked) -> Behind:
    """The claims behind an answer, or the note that there are none."""
    if asked.rows is not None and not asked.rows:
        return Behind(iter(()), EMPTY)
    found, patterns = list(islice(_solutions(asked), MOST)), list(_patterns(asked))
    constants = [NamedNode(term) for s, _, o in patterns for term in (s, o) if isinstance(term, URIRef)]
    ends: list[Solution] = [{**solution, **{str(node): node for node in constants}} for solution in found]
    named: list[Solution] = [{str(number): thing for number, thing in enumerate(_named(asked))}]
    ways: tuple[tuple[Callable[[Solution], Iterator[NamedNode]], list[Solution], str], ...] = (
        (lambda solution: _said(solution, patterns, asked.store), found, ""),
        (lambda solution: _between(solution, asked.store), ends, ""),
        (lambda solution: _between(solution, asked.store), named, ""),
        (lambda solution: _about(solution, asked.store), ends, ABOUT),
        (lambda solution: _about(solution, asked.store), named, ABOUT),
    )
    first = FIRST if len(asked.rows or ()) > ROWS else ""
    for way, among, note in ways:
        claims = chain.from_iterable(map(way, among))
        if (one := next(claims, None)) is not None:
            return Behind(chain((one,), claims), note or first)
    return Behind(iter(()), NONE)


def _solutions(asked: Asked) -> Iterator[Solution]:
    """What the query's variables stand for, those that it does not show as well; where it cannot be asked so, its rows."""
    rows = list(asked.rows or ())[:ROWS]
    with suppress(SyntaxError):
        if cut := _cut(asked.text):
            yield from _widened(asked, cut, rows)
            return
    yield from (_bound(row, asked.columns) for row in rows)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a query's SELECT or ASK begins and ends, what follows it, and its WHERE with its braces."""

    begin: int
    end: int
    distinct: bool
    where: str


def _cut(text: str) -> _Cut | None:
    """`PREFIX … SELECT DISTINCT ?x FROM … WHERE { … } LIMIT 3`, cut; None where it is not so."""
    there = tokens(text)
    verb = next((i for i, token in enumerate(there) if token.word in ("SELECT", "ASK")), len(there))
    opening = verb + 1
    while opening < len(there) and there[opening].word != "{":  # what is selected may have braces between parentheses
        opening = closing(there, opening + 1, "(", ")") if there[opening].word == "(" else opening + 1
    if opening >= len(there):
        return None
    last = there[closing(there, opening + 1, "{", "}") - 1]
    begin, end = there[verb].at, there[verb].at + len(there[verb].text)
    return _Cut(begin, end, there[verb + 1].word in ("DISTINCT", "REDUCED"), text[there[opening].at : last.at + 1])


def _widened(asked: Asked, cut: _Cut, rows: Sequence[QuerySolution]) -> Iterator[Solution]:
    """The query's solutions, whole: each row's own where it shows what its WHERE has, else in the rows' order."""
    inner = f"{asked.text[: cut.begin]} SELECT * WHERE {cut.where}"
    there = [variable.value for variable in asked.again(inner).variables]
    if not cut.distinct and not set(asked.columns) <= set(there):
        more = " ".join(f"?{name}" for name in there if name not in asked.columns)
        with suppress(SyntaxError):  # what is grouped cannot be shown besides
            found = asked.again(f"{asked.text[: cut.end]} {more} {asked.text[cut.end :]}")
            yield from (_bound(row, there) for row in islice(found, ROWS))
            return
    shown = [name for name in asked.columns if name in there]
    each = -(-ROWS // max(1, len(rows)))
    for given in [_bound(row, shown) for row in rows] or [{}]:
        fixed = {Variable(name): term for name, term in given.items()}
        yield from (_bound(found, there) for found in islice(asked.again(inner, fixed), each))


def _bound(row: QuerySolution, columns: Sequence[str]) -> dict[str, Term]:
    """A row's things and texts by their columns."""
    found = {name: row[name] for name in columns}
    return {name: term for name, term in found.items() if isinstance(term, NamedNode | Literal)}


def _patterns(asked: Asked) -> Iterator[Pattern]:
    """The triples that the query looks for, as rdflib reads them; none where it does not."""
    try:
        text = re.sub(r"\r\n?", "\n", asked.text)
        read = translateQuery(parseQuery(text), initNs=undeclared(asked.text, asked.names)).algebra
    except Exception:  # of many kinds: pyparsing's, rdflib's own, and Exception itself for an unknown prefix
        return
    yield from dict.fromkeys(triple for part in parts(read) for triple in part.get("triples") or () if isinstance(triple, tuple))


def _filled(term: object, solution: Solution) -> Term | None:
    """A term of a pattern with what a variable stands for; None for what is not known."""
    if isinstance(term, Named):
        return solution.get(str(term))
    return as_ox(term) if isinstance(term, URIRef | Plain) else None


def _said(solution: Solution, patterns: Sequence[Pattern], store: Store) -> Iterator[NamedNode]:
    """The claims that a solution has, and those that say what the patterns look for."""
    for term in solution.values():
        if isinstance(term, NamedNode):
            yield from _claims(store, f"VALUES ?claim {{ {term} }}")
    for pattern in patterns:
        s, p, o = (_filled(term, solution) for term in pattern)
        if (s is None and o is None) or p == TYPE or p in NAMES or isinstance(s, Literal):
            continue
        ends = (("subject", s), ("predicate", p), ("object", o))
        yield from _claims(store, " ; ".join(["?claim a news:Claim", *(f"rdf:{part} {term}" for part, term in ends if term is not None)]))


def _between(solution: Solution, store: Store) -> Iterator[NamedNode]:
    """The claims whose two ends a solution has."""
    ends = list(dict.fromkeys(solution.values()))
    for one in ends:
        for other in ends:
            if isinstance(one, NamedNode) and one != other:
                yield from _claims(store, f"?claim rdf:subject {one} ; rdf:object {other}")


def _about(solution: Solution, store: Store) -> Iterator[NamedNode]:
    """The claims about the things that a solution has."""
    for thing in dict.fromkeys(solution.values()):
        if isinstance(thing, NamedNode):
            yield from _claims(store, f"{{ ?claim rdf:subject {thing} }} UNION {{ ?claim rdf:object {thing} }}")


def _claims(store: Store, where: str) -> Iterator[NamedNode]:
    """The claims of which that is so, and which have their sentence."""
    for row in solutions(store, f"SELECT DISTINCT ?claim {{ {where} . ?claim news:sentence ?sentence }} LIMIT {MOST}"):
        if isinstance(claim := row["claim"], NamedNode):
            yield claim


def _named(asked: Asked) -> Iterator[NamedNode]:
    """The things that the texts in the rows are the labels of."""
    texts = (text for row in list(asked.rows or ())[:ROWS] for text in _bound(row, asked.columns).values() if isinstance(text, Literal))
    for text in dict.fromkeys(texts):
        for label in dict.fromkeys((text, Literal(text.value), *(Literal(text.value, language=lang) for lang in SPOKEN))):
            for quad in asked.store.quads_for_pattern(None, LABEL, label, MERGED):
                if isinstance(quad.subject, NamedNode):
                    yield quad.subject

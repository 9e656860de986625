"""Names in a query that are of the ontology's namespaces and that nothing has: what is asked by them finds nothing, which is no answer."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store
from rdflib import URIRef

from kg.iris import NEWS, SCHEMA
from kg.ontology import FILE, Ontology
from kg.rdf import USUAL
from kg.sparql import tokens
from kg.turtle import triples

_NEAR = 0.7
_OTHERS = frozenset(USUAL.values()) - {NEWS, SCHEMA}
"""Namespaces of which an ontology declares no more than it uses."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name as the query writes it, where, and the nearest that there is; "" where none is near."""

    written: str
    line: int
    near: str

    def __str__(self) -> str:
        """`news:usez (did you mean news:uses?)`."""
        return f"{self.written} (did you mean {self.near}?)" if self.near else self.written


def unknown(text: str, names: Mapping[str, str], o: Ontology, store: Store | None = None) -> tuple[Unknown, ...]:
    """The names of a query that neither the ontology has nor, where there is one, the graph; each once.

    >>> from kg.ontology import load
    >>> [str(one) for one in unknown("SELECT ?s { ?s news:usez ?o ; a <http://schema.org/Person> }", {"news": NEWS}, load("news"))]
    ['news:usez (did you mean news:uses?)', '<http://schema.org/Person> (did you mean <https://schema.org/Person>?)']

    Without a graph, only names of the namespaces that are the ontology's own are judged.
    """
    terms = {*map(str, o.classes), *map(str, o.properties)}
    spaces = {_space(iri) for iri in terms} - (_OTHERS if store is None else set())
    asked = {written: (iri, at) for written, iri, at in reversed(list(_named(text, names))) if _meant(iri, spaces) and iri not in terms}
    strange = {written: iri for written, (iri, _) in asked.items() if store is None or not _has(store, iri)}
    described = {str(triple.subject) for triple in triples(o.folder / FILE)} if strange else set()
    return tuple(
        Unknown(written, text.count("\n", 0, asked[written][1]) + 1, _said(written, _nearest(_meant(iri, spaces), terms, o), names))
        for written, iri in reversed(strange.items())
        if f"<{iri}>" not in described
    )


def told(found: Iterable[Unknown]) -> str:
    """Which names nothing has, in a sentence that has no end yet.

    >>> told([Unknown("news:usez", 1, "news:uses"), Unknown("news:xyz", 1, "")])
    'neither the graph nor its ontology has news:usez (did you mean news:uses?) or news:xyz'
    """
    return f"neither the graph nor its ontology has {' or '.join(map(str, found))}"


def _named(text: str, names: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Each IRI of a query: as it is written, whole, and where."""
    there, declared = tokens(text), dict(names)
    heads: set[int] = set()
    for i, token in enumerate(there[:-2]):
        if token.word == "PREFIX" and token.kind == "word" and there[i + 2].kind == "iri":
            declared[there[i + 1].text[:-1]] = there[i + 2].text[1:-1]
            heads |= {i + 1, i + 2}
    for i, token in enumerate(there):
        if token.kind == "iri" and i not in heads:
            yield token.text, token.text[1:-1], token.at
        elif token.kind == "name" and i not in heads:
            prefix, _, local = token.text.partition(":")
            if prefix in declared:
                yield token.text, declared[prefix] + local.replace("\\", ""), token.at


def _meant(iri: str, spaces: Iterable[str]) -> str:
    """A name of one of the namespaces, also where it has http for https or the other way round; "" for any other."""
    scheme, _, rest = iri.partition("://")
    for one in (iri, f"{'http' if scheme == 'https' else 'https'}://{rest}"):
        if _space(one) in spaces and one != _space(one):
            return one
    return ""


def _space(iri: str) -> str:
    return re.sub(r"[^#/]*$", "", iri)


def _has(store: Store, iri: str) -> bool:
    node = NamedNode(iri)
    ways = (
        store.quads_for_pattern(None, node, None),
        store.quads_for_pattern(None, None, node),
        store.quads_for_pattern(node, None, None),
    )
    return any(next(way, None) is not None for way in ways)


def _nearest(iri: str, terms: Iterable[str], o: Ontology) -> str:
    """The term that is called most like it, first in its own namespace: by its name, or by one of its labels."""
    if iri in terms:
        return iri
    space, local = _space(iri), _squeezed(iri.removeprefix(_space(iri)))
    every = sorted(terms, key=lambda term: (_space(term) != space, term))
    called: dict[str, str] = {}
    for term in every:
        called.setdefault(_squeezed(term.removeprefix(_space(term))), term)
    for term in every:
        for lang in ("en", "fr"):
            called.setdefault(_squeezed(o.label(URIRef(term), lang)), term)
    own = [name for name, term in called.items() if _space(term) == space]
    close = [name for name in (local,) if name in called] or next(
        filter(None, (difflib.get_close_matches(local, among, n=1, cutoff=_NEAR) for among in (own, list(called)))), []
    )
    return called[close[0]] if close else ""


def _squeezed(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def _said(written: str, near: str, names: Mapping[str, str]) -> str:
    """The nearest term as the query would write it; whole where the prefix that it has stands for another namespace."""
    short = next((f"{name}:{near.removeprefix(space)}" for name, space in names.items() if _space(near) == space), "")
    return short if short and short != written and not written.startswith("<") else near and f"<{near}>"

"""What one asks of a graph: SPARQL by text, by file, or by the name of a saved query.

A saved query is a file `<ontology>/queries/<name>.rq`. The comment at its head says what it is and what it needs:

    # title@fr: Tout ce qui est dit de X
    # title@en: Everything said of X
    # about: every fact about one thing, with its sentence and source
    # parameter name: the thing, by any of its names
    # option only: one status alone
    SELECT … WHERE { VALUES ?name { organization:example } … }

Each parameter and option has one `VALUES` block in the query, which holds an example (of a parameter) or the default (of
an option), so that the file runs as it is on any engine. What is given takes the block's place, as RDF terms and never as
pasted text. A block that holds IRIs asks for things: what is given is then looked up among the names in the graph.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from kg.errors import OntologyError, QueryError
from kg.iris import slug
from kg.prefixes import base_of, prefixes, shortened, used
from kg.rdf import ENTAILED, USUAL
from kg.scope import Scope, Seen, dataset, seen
from kg.sparql import body, fault, tokens

ROWS = {
    "csv": QueryResultsFormat.CSV,
    "json": QueryResultsFormat.JSON,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
TRIPLES = {"ntriples": RdfFormat.N_TRIPLES, "turtle": RdfFormat.TURTLE}

LABEL = NamedNode(USUAL["rdfs"] + "label")
NAMES = (LABEL, NamedNode(USUAL["skos"] + "altLabel"))
TYPE = NamedNode(USUAL["rdf"] + "type")
MERGED = DefaultGraph()

MOST_NAMED = 8
"""Of the names that there are, more than this helps nobody."""

Format = TypeVar("Format")

_SPARQL = re.compile(
    r"\s*((SELECT|ASK|CONSTRUCT|DESCRIBE|PREFIX|BASE)(?=[\s*(?$<]|$)|(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\s"
    r"|MATCH\s*\(|(UNWIND|CALL)\s)",
    re.IGNORECASE,
)
_HEAD = re.compile(r"#\s*(title@\w+|about|parameter \w+|option \w+)\s*:\s*(.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a saved query asks for; a `thing` is looked up by name, anything else is a word."""

    name: str
    about: str
    thing: bool
    needed: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """A query that an ontology brings along; `titles` are by language."""

    name: str
    titles: Mapping[str, str]
    about: str
    parameters: tuple[Parameter, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave: rows, triples or a yes or no, each to be read once; `text` is the query."""

    answer: QuerySolutions | QueryTriples | QueryBoolean
    prefixes: Mapping[str, str]
    store: Store
    text: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of a SELECT's columns; none for anything else."""
        return tuple(v.value for v in self.answer.variables) if isinstance(self.answer, QuerySolutions) else ()

    @property
    def triples(self) -> bool:
        """Whether it is a CONSTRUCT's or DESCRIBE's."""
        return isinstance(self.answer, QueryTriples)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """A SELECT's rows for a reader: IRIs shortened, literals bare, "" where nothing is bound."""
        if isinstance(self.answer, QuerySolutions):
            with _said_plainly():
                for row in self.answer:
                    yield tuple(self._cell(term) for term in row)

    def written(self, form: str) -> bytes:
        """The result in a standard format: csv, tsv, json or xml for rows and yes or no, turtle or ntriples for triples."""
        with _said_plainly():
            if isinstance(self.answer, QueryTriples):
                triples = sorted(self.answer, key=str)
                names = used(self.prefixes, map(str, triples))
                return serialize(triples, format=_row(TRIPLES, form, "triples"), prefixes=names) or b""
            return self.answer.serialize(format=_row(ROWS, form, "rows")) or b""

    def _cell(self, term: object) -> str:
        if not isinstance(term, NamedNode):
            return "" if term is None else str(getattr(term, "value", term))
        short = shortened(term.value, self.prefixes)
        name = next(
            (q.object.value for q in self.store.quads_for_pattern(term, LABEL, None, MERGED) if isinstance(q.object, Literal)), None
        )
        return short if name is None or slug(name) == short.partition(":")[2] else f"{short} ({name})"


def query(
    store: Store,
    text: str,
    *,
    ontology: Path,
    given: Mapping[str, str] | Sequence[str] = (),
    where: str = "the query",
    entailed: bool = False,
) -> Result:
    """Ask a graph: `text` is SPARQL 1.1, or the name of a query saved in the ontology's folder.

    `query(store, "who-uses-what", ontology=folder)`, `query(store, "everything-about", ontology=folder, given=["Zoé Marchetti"])`
    and `query(store, "SELECT ?x { ?x news:uses ?y }", ontology=folder)`. `given` fills a saved query's parameters, in their
    order or by name; `where` is what an error calls the text; with `entailed`, what `kg.reason` found counts as if it were stated.

    Raises QueryError where the text is not SPARQL, no query is saved under that name, or a parameter is missing or matches nothing.
    """
    names = prefixes(store, ontology)
    if not tokens(text):
        raise QueryError(f"{where}: there is nothing in it; give SPARQL, or the name of a saved query")
    if "{" not in text and not _SPARQL.match(text):
        found = by_name(text.strip(), ontology)
        text, where = filled(found, store, names, given), f"saved query {found.name}"
    elif given:
        raise QueryError(f"{where}: it is not a saved query and has no parameters; write the values into it")
    return ask(store, text, names, seen(store), where=where, also=NamedNode(base_of(store) + ENTAILED) if entailed else None)


def ask(
    store: Store,
    text: str,
    names: Mapping[str, str],
    shown: Seen | None,
    *,
    scope: Scope | None = None,
    service: bool = False,
    base: str = "",
    where: str = "the query",
    also: NamedNode | None = None,
) -> Result:
    """What SPARQL gives: `names` are the prefixes that it need not write, `shown` the graphs that it may see (`kg.scope`).

    A graph that is `also` asked counts as part of the merged graph, unless the query names its graphs itself.
    Relative IRIs are relative to `base`.

    Raises QueryError where it is not SPARQL, or asks another server and `service` is not given.
    """
    text = text.rstrip()
    with _said_plainly(where, text, names):
        asked, graphs = dataset(text, names, shown, scope=scope, service=service, base=base, where=where)
        graphs = readable(graphs, also)
        asked = in_order(asked, names, base)
        return Result(store.query(asked, base_iri=base or None, prefixes=dict(names), **graphs), names, store, text)


def in_order(text: str, names: Mapping[str, str], base: str = "") -> str:
    """A query whose SELECT * names the variables as they come in its text: Oxigraph gives their columns by the alphabet.

    >>> in_order("SELECT * { ?who <x:uses> ?b }", {})
    'SELECT ?who ?b  { ?who <x:uses> ?b }'
    """
    there = list(body(tokens(text))) if "*" in text else []
    star = next((token for token in there if token.word not in ("SELECT", "DISTINCT", "REDUCED")), None)
    if star is None or star.text != "*" or any(token.word == "SERVICE" for token in there):  # which is asked at once
        return text
    answer = Store().query(text, base_iri=base or None, prefixes=dict(names))  # where nothing is, its variables cost nothing
    places = {token.text[1:]: token.at for token in reversed(there) if token.kind == "variable"}
    found = [one.value for one in answer.variables] if isinstance(answer, QuerySolutions) else []
    order = " ".join(f"?{name}" for name in sorted(found, key=lambda name: places.get(name, len(text))))
    return f"{text[: star.at]}{order} {text[star.at + 1 :]}" if order else text


def readable(graphs: Mapping[str, Any], also: NamedNode | None = None) -> dict[str, Any]:
    """The graphs that a query may read, and one that is `also` asked where the merged graph is."""
    extended = also is not None and graphs.get("default_graph", MERGED) == MERGED
    return {**graphs, "default_graph": [MERGED, also]} if extended else dict(graphs)


def saved(ontology: Path) -> Iterator[Saved]:
    """The queries that an ontology brings along, by name."""
    yield from map(saved_in, sorted((ontology / "queries").glob("*.rq")))


def saved_in(path: Path) -> Saved:
    """The saved query of a file; OntologyError where a parameter has no block in it."""
    text = path.read_text(encoding="utf-8")
    head = {m[1]: m[2] for m in map(_HEAD.fullmatch, map(str.strip, text.splitlines())) if m}
    titles = {key.partition("@")[2]: said for key, said in head.items() if key.startswith("title@")}
    needs = tuple(_parameter(path, key, said, text) for key, said in head.items() if key.startswith(("parameter ", "option ")))
    return Saved(path.stem, titles, head.get("about", ""), needs, text)


def by_name(name: str, ontology: Path) -> Saved:
    """The saved query of that name; a QueryError that lists them if there is none."""
    every = {one.name: one for one in saved(ontology)}
    if name not in every:
        near = difflib.get_close_matches(slug(name) if any(map(str.isalnum, name)) else name, every, n=1)
        meant = f"did you mean {near[0]}? " if near else ""
        raise QueryError(f"no saved query {name!r}; {meant}there are {', '.join(every) or 'none'}. Anything else must be SPARQL")
    return every[name]


def filled(one: Saved, store: Store, names: Mapping[str, str], given: Mapping[str, str] | Sequence[str]) -> str:
    """A saved query's text with what is given in place of its parameters' VALUES blocks."""
    values = dict(given) if isinstance(given, Mapping) else _in_order(one, given)
    known = {p.name for p in one.parameters}
    if strange := sorted(values.keys() - known):
        raise QueryError(f"saved query {one.name}: no parameter {strange[0]!r}; there {_are(sorted(known))}")
    if missing := [p for p in one.parameters if p.needed and p.name not in values]:
        needs = " ".join(f'"{p.name.upper()}"' for p in one.parameters if p.needed)
        raise QueryError(f"saved query {one.name}: {missing[0].name} is missing ({missing[0].about}); say {one.name} {needs}")
    text = one.text
    for parameter in one.parameters:
        if parameter.name in values:
            said = values[parameter.name]
            terms = things(store, said, names) if parameter.thing else (Literal(said),)
            text = _block(parameter.name).sub(_as_values(parameter.name, terms), text, count=1)
    return text


def things(store: Store, name: str, names: Mapping[str, str] | None = None) -> tuple[NamedNode, ...]:
    """The things of the merged graph that have this name: label or other name, without regard to case, accents or punctuation.

    `things(store, "la maree haute")` finds `work/la-maree-haute`, called "La Marée haute"; an IRI, whole or shortened
    (`work:la-maree-haute`), names itself. Namesakes all come, sorted.

    Raises QueryError, with the nearest names there are, where nothing has it.
    """
    wanted, known = _folded(name), dict[str, set[NamedNode]]()
    near: dict[str, str] = {}
    for thing, label in _named(store):
        known.setdefault(_folded(label), set()).add(thing)
        near.setdefault(_folded(label), label)
    if found := known.get(wanted):
        return tuple(sorted(found, key=lambda node: node.value))
    if (iri := _iri(name, names or {})) and next(store.quads_for_pattern(iri, None, None, MERGED), None):
        return (iri,)
    close, some = [near[key] for key in _nearest(wanted, sorted(near))], sorted(near.values())[:MOST_NAMED]
    others = f" and {len(near) - len(some)} more" if len(near) > len(some) else ""
    there_are = f"near it: {', '.join(close)}" if close else f"there are {', '.join(some) or 'no names'}{others}"
    raise QueryError(f"nothing in the graph is called {name!r}; {there_are}")


def _named(store: Store) -> Iterator[tuple[NamedNode, str]]:
    for name in NAMES:
        for quad in store.quads_for_pattern(None, name, None, MERGED):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                yield quad.subject, quad.object.value


def _folded(name: str) -> str:
    try:
        return slug(name)
    except ValueError:  # a name of signs only, "!!!", is itself
        return name


def _nearest(wanted: str, keys: Sequence[str]) -> list[str]:
    within = [key for key in keys if len(wanted) > 2 and (wanted in key or key in wanted)]
    return list(dict.fromkeys(within[:5] + difflib.get_close_matches(wanted, keys, n=5)))[:5]


def _iri(name: str, names: Mapping[str, str]) -> NamedNode | None:
    head, colon, tail = name.strip().strip("<>").partition(":")
    try:
        return NamedNode(names[head] + tail if head in names else head + colon + tail) if colon else None
    except ValueError:
        return None


def _parameter(path: Path, key: str, about: str, text: str) -> Parameter:
    kind, _, name = key.partition(" ")
    block = _block(name).search(text)
    if not block:
        raise OntologyError(path, f"{kind} {name} has no block VALUES ?{name} {{ … }}", "write one with an example in it")
    return Parameter(name, about, thing='"' not in block[0], needed=kind == "parameter")


def _block(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES\s+\?{re.escape(name)}\s*\{{[^{{}}]*\}}", re.IGNORECASE)


def _as_values(name: str, terms: Iterable[NamedNode | Literal]) -> Callable[[re.Match[str]], str]:
    block = f"VALUES ?{name} {{ {' '.join(map(str, terms))} }}"
    return lambda _: block  # a function, because a replacement string would have its backslashes read


def _in_order(one: Saved, given: Sequence[str]) -> dict[str, str]:
    names = [p.name for p in one.parameters]
    if named := [value for value in given if value.partition("=")[0] in names and "=" in value]:
        value = named[0].partition("=")[2]
        raise QueryError(f"saved query {one.name}: {named[0]!r} is taken for a value; say {value!r}, or --set {named[0]!r}")
    if len(given) > len(names):
        takes = f"for {', '.join(names)}; words that belong together need quotes" if names else "where none is asked for"
        raise QueryError(f"saved query {one.name}: {len(given)} value{'s' * (len(given) > 1)} given {takes}")
    return {p.name: value for p, value in zip(one.parameters, given, strict=False)}


def _are(names: Sequence[str]) -> str:
    return f"are {', '.join(names)}" if names else "are no parameters"


def _row(table: Mapping[str, Format], form: str, what: str) -> Format:
    if form not in table:
        raise QueryError(f"the query gives {what}, which cannot be written as {form}; there are {', '.join(table)}")
    return table[form]


@contextmanager
def _said_plainly(where: str = "the query", text: str = "", names: Mapping[str, str] | None = None) -> Iterator[None]:
    """What goes wrong inside the SPARQL engine, in words of ours."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(f"{where}, {fault(text, str(error), names or {}).shown(text)}") from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"{where}: {' '.join(str(error).split())}") from error

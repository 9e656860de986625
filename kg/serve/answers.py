"""What a worker answers to each kind of job."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from pyoxigraph import DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple, serialize

from kg.errors import QueryError
from kg.query import ask as asked
from kg.query import by_name, filled
from kg.serve import describing, tools, vocabulary
from kg.serve.jobs import (
    Answer,
    Describe,
    Dump,
    Fill,
    Known,
    Page,
    Query,
    Setup,
    Summary,
    Task,
    Tool,
    Update,
    Vocabulary,
    Write,
)
from kg.serve.negotiation import HTML, OF_ROWS, OF_TRIPLES, ROWS, TRIPLES, unacceptable
from kg.serve.problems import Problem
from kg.serve.sink import Sink, counter, too_many
from kg.serve.snapshot import Snapshot, Snapshots
from kg.sparql import UPDATES, body, tokens
from kg.sparql.tokens import END
from kg.unknown import unknown

PLAIN_JSON = "application/json"
UNKNOWN, MOST_UNKNOWN = "Kg-Unknown", 20
MOST_LISTED = 100
"""Graphs that are told by name; of more than these, no article's."""
AN_UPDATE = "this is an update, and it came as a query; send it by POST as update=… in a form, or as application/sparql-update"
MEDIA = {media.name: media for media in (*ROWS, *TRIPLES)}


def answer(task: Task, setup: Setup, snapshots: Snapshots) -> Answer:
    """What comes of a job."""
    job = task.job
    if isinstance(job, Update | Write):
        from kg.serve.writing import written

        snapshots.forget()  # no reader of ours while we write
        return written(job, setup)
    return _ANSWERS[type(job)](job, setup, snapshots.of(task.folder, task.state))


def query(job: Query, setup: Setup, there: Snapshot) -> Answer:
    """Rows, a yes or no, or triples, in the format that was asked for."""
    result = _asked(job, setup, there)
    rows = isinstance(result, QuerySolutions | QueryBoolean)
    form = job.rows if rows else job.triples
    if form is None:
        raise unacceptable(ROWS if rows else TRIPLES)
    most = setup.limits.rows
    sink = Sink(setup.answers, most, counter(form) if isinstance(result, QuerySolutions) else None)
    try:
        if isinstance(result, QuerySolutions | QueryBoolean):
            result.serialize(sink.file, format=OF_ROWS[form])
        else:
            triples = list(_no_more_than(most, result))
            serialize(triples, sink.file, format=OF_TRIPLES[form], prefixes=there.used(triples, OF_TRIPLES[form]))
    except BaseException:
        sink.discard()
        raise
    return Answer(MEDIA[form].type, *sink.done(), headers=_strange(job.text, there))


def _asked(job: Query, setup: Setup, there: Snapshot) -> QuerySolutions | QueryBoolean | QueryTriples:
    also = there.entailed if setup.entailed else None
    try:
        return asked(
            there.store, job.text, there.names, there.shown, scope=job.scope, service=setup.service, base=job.base, also=also
        ).answer
    except QueryError as error:
        if setup.update and next(body(tokens(job.text)), END).word in UPDATES:
            raise Problem("query", AN_UPDATE) from error
        raise


def _strange(text: str, there: Snapshot) -> tuple[tuple[str, str], ...]:
    """The names of a query that nothing has, each with the nearest, as a header that the editor reads."""
    pairs = [f"{quote(one.written)} {quote(one.near)}".rstrip() for one in unknown(text, there.names, there.ontology, there.store)]
    return ((UNKNOWN, ", ".join(pairs[:MOST_UNKNOWN])),) if pairs else ()


def _no_more_than(most: int, triples: Iterator[Triple]) -> Iterator[Triple]:
    for number, triple in enumerate(triples):
        if number == most:
            raise too_many(most)
        yield triple


def dump(job: Dump, setup: Setup, there: Snapshot) -> Answer:
    """A graph, whole."""
    graph = _graph(job.graph, there)
    sink = Sink(setup.answers)
    names = there.used(there.store.quads_for_pattern(None, None, None, graph), OF_TRIPLES[job.form])
    there.store.dump(sink.file, format=OF_TRIPLES[job.form], from_graph=graph, prefixes=names)
    return Answer(MEDIA[job.form].type, *sink.done())


def _graph(name: str | None, there: Snapshot) -> NamedNode | DefaultGraph:
    if name is None:
        return DefaultGraph()
    node = NamedNode(name)
    if not there.store.contains_named_graph(node) or (there.shown is not None and node not in there.shown):
        raise Problem("absent", f"no graph <{name}>")
    return node


def known(job: Known, setup: Setup, there: Snapshot) -> Answer:
    """Whether there is something of this path."""
    return Answer(PLAIN_JSON, json.dumps({"iri": describing.found(job.path, there)}).encode())


def describe(job: Describe, setup: Setup, there: Snapshot) -> Answer:
    """What is said of a thing, as a page or as triples."""
    iri = describing.found(job.path, there)
    if job.form == HTML.name:
        return Answer(HTML.type, describing.page(iri, there, job.lang).encode())
    return Answer(MEDIA[job.form].type, describing.triples(iri, there, OF_TRIPLES[job.form]))


def page(job: Page, setup: Setup, there: Snapshot) -> Answer:
    """The whole graph as its page."""
    from kg.export.page import render

    return _told(setup, HTML.type, render(there.store, ontology=there.ontology, title=job.title, lang=job.lang))


def words(job: Vocabulary, setup: Setup, there: Snapshot) -> Answer:
    """What a query can be made of."""
    return _told(setup, PLAIN_JSON, json.dumps(vocabulary.vocabulary(there), ensure_ascii=False))


def fill(job: Fill, setup: Setup, there: Snapshot) -> Answer:
    """A saved query, filled in."""
    text = filled(by_name(job.name, there.ontology.folder), there.store, there.names, dict(job.given))
    return _told(setup, PLAIN_JSON, json.dumps({"query": text}, ensure_ascii=False))


def summary(job: Summary, setup: Setup, there: Snapshot) -> Answer:
    """What there is, in numbers."""
    shown = there.shown.every if there.shown is not None else list(there.store.named_graphs())
    named = sorted(name.value for name in shown if isinstance(name, NamedNode))
    if len(named) > MOST_LISTED:
        named = [name for name in named if not name.startswith(f"{there.base}article/")][:MOST_LISTED]
    told = {"base": there.base, "graphs": len(shown), "named": named}
    return _told(setup, PLAIN_JSON, json.dumps(told))


def tool(job: Tool, setup: Setup, there: Snapshot) -> Answer:
    """What an assistant asks."""
    return _told(setup, PLAIN_JSON, json.dumps(tools.TOOLS[job.name](there, setup, **dict(job.arguments)), ensure_ascii=False))


def _told(setup: Setup, media: str, text: str) -> Answer:
    sink = Sink(setup.answers)
    sink.write(text.encode())
    return Answer(media, *sink.done())


_ANSWERS: dict[type, Callable[[Any, Setup, Snapshot], Answer]] = {
    Query: query,
    Dump: dump,
    Known: known,
    Describe: describe,
    Page: page,
    Vocabulary: words,
    Fill: fill,
    Summary: summary,
    Tool: tool,
}

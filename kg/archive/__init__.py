"""Articles kept on disk: put in, replaced and taken out, and the merged graph follows, touched only where they touch it.

What it holds is at every moment what building from its articles gives. Each change is one transaction of Oxigraph's: a
process that is killed leaves the state before it. Beside the dataset stands a graph of its own, `graph/index`, which is
no part of what is exported: what each article was read from, and the keys by which the articles' things find each other.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import OWL, PROV, RDF, Literal, URIRef

import kg
from kg.archive.records import recalled, record
from kg.iris import BASE, interned
from kg.link import NONE, Context, Decisions, LocalThing, Thing, about, keys, link, proposals
from kg.merge import PLAIN, Nodes, local_things, nodes_of, said_by, text_of
from kg.model import Status
from kg.ontology import Ontology
from kg.rdf import NEWS, VOID, Quad, Triple, about_graph, of_dataset, of_proposal, of_reprint, of_resolution, of_thing, resolution_graph
from kg.reprints import Text, bands, having, reprints
from kg.store import INDEX, OWN, quads_of, texts, to_ox

KEY, RECORD, ABOUT, FINGERPRINT, MODEL = (interned(str(NEWS[name])) for name in ("key", "record", "about", "fingerprint", "model"))
LINKED = interned(str(NEWS.linkedBy))


@dataclass(frozen=True, slots=True)
class Entry:
    """An article to be put in: its graph, the fingerprint of what it was read from, the language and version of the model that read it."""

    iri: URIRef
    quads: Sequence[Quad]
    fingerprint: str = ""
    model: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class State:
    """The part of the dataset that a change touches: some things, and the graphs of some articles."""

    things: tuple[Thing, ...]
    articles: Mapping[URIRef, Nodes]
    places: Mapping[URIRef, URIRef]

    def merged(self, plain: Collection[Status]) -> set[Triple]:
        """What these articles say in the merged graph."""
        return {triple for iri, nodes in self.articles.items() for triple in said_by(iri, nodes, self.places, plain)}


class Archive:
    """A dataset in a store of Oxigraph's, in memory or on disk, and its articles."""

    def __init__(
        self,
        store: ox.Store,
        ontology: Ontology,
        *,
        base: str = BASE,
        include: Collection[Status] = (),
        decisions: Decisions = NONE,
        linking: str = "",
    ) -> None:
        """`include` and `decisions` are those of `merge`; `linking` stands for how things are linked: another one, and all are anew."""
        self.store, self.ontology, self.base, self.decisions, self.linking = store, ontology, base, decisions, linking
        self.plain = PLAIN | set(include)
        self._index = URIRef(base + INDEX)

    def close(self) -> None:
        """Let go of the store: another may open it from now on."""
        self.store.flush()
        del self.store

    def fingerprints(self) -> dict[URIRef, str]:
        """The articles, and the fingerprint of what each was read from."""
        return dict(sorted((URIRef(article), value) for article, value in texts(self.store, None, FINGERPRINT, None, self._index)))

    def quads(self) -> Iterator[Quad]:
        """The dataset, without what the archive keeps for itself."""
        return quads_of(self.store)

    def linked_by(self) -> str | None:
        """How the things were linked when the last change was made; None where there was none yet."""
        return next((how for _, how in texts(self.store, self._index, LINKED, None, self._index)), None)

    def entry(self, article: URIRef) -> Entry:
        """An article as it was put in."""
        kept = {p: text for p in (FINGERPRINT, MODEL) for _, text in texts(self.store, article, p, None, self._index)}
        lang, _, model = kept.get(MODEL, "").partition(" ")
        return Entry(article, tuple(quads_of(self.store, article)), kept[FINGERPRINT], (lang, model) if model else None)

    def take_own(self, other: Archive) -> None:
        """Take over what users wrote into another archive, in graphs of their own."""
        for name in other.store.named_graphs():
            if name.value.startswith(self.base + OWN):
                self.store.extend(other.store.quads_for_pattern(None, None, None, name))

    def change(self, entries: Iterable[Entry], gone: Iterable[URIRef] = ()) -> None:
        """Put articles in, each in the place of one with its IRI, and take others out: all of it or, where the process ends, nothing."""
        new = {entry.iri: entry for entry in entries}
        held = self.fingerprints().keys()
        before = {iri: self._nodes(iri) for iri in sorted({*new, *gone} & held)}
        after = {iri: nodes_of((s, p, o) for s, p, o, _ in entry.quads) for iri, entry in sorted(new.items())}
        was, now = self._touched(before, after)
        gains, losses = self._graphs(before, new)
        self._exchange(gains, losses, was, now)
        self._reprinted(gains, losses, before, after)
        self._describe(gains, losses, documents=len((held - set(gone)) | set(new)), entities=len(now.things) - len(was.things))
        self._write(gains - losses, losses - gains)

    def _touched(self, before: Mapping[URIRef, Nodes], after: Mapping[URIRef, Nodes]) -> tuple[State, State]:
        """What the change touches, as it was and as it will be."""
        old, new = ({iri: tuple(local_things(iri, nodes, self.ontology)) for iri, nodes in graphs.items()} for graphs in (before, after))
        beside = self._beside([thing for things in (*old.values(), *new.values()) for thing in things], {*old, *new})
        was, now = (
            link((*beside, *(t for own in things.values() for t in own)), self.ontology, self.base, self._context(things), self.decisions)
            for things in (old, new)
        )
        stood, stands = ({m.iri: thing.iri for thing in things for m in thing.members} for things in (was, now))
        moved = {thing.article for thing in beside if stood[thing.iri] != stands[thing.iri]}
        stirred = {iri: self._nodes(iri) for iri in sorted(moved)}
        others = {iri: self._place(iri) for nodes in stirred.values() for iri in nodes if iri not in stands}
        still = {iri: place for iri, place in others.items() if place is not None}
        return State(was, {**before, **stirred}, {**still, **stood}), State(now, {**after, **stirred}, {**still, **stands})

    def _beside(self, touched: Iterable[LocalThing], but: Collection[URIRef]) -> list[LocalThing]:
        """The things of other articles that have something to do with these: those that share a key, directly or through others."""
        found: dict[str, LocalThing] = {}
        known: set[str] = set()
        frontier = {key for thing in touched for key in keys(thing, self.decisions)}
        while frontier:
            known |= frontier
            reached = [
                thing for key in sorted(frontier) for thing in self._keyed(key) if thing.iri not in found and thing.article not in but
            ]
            found.update((thing.iri, thing) for thing in reached)
            frontier = {key for thing in reached for key in keys(thing, self.decisions)} - known
        return list(found.values())

    def _keyed(self, key: str) -> Iterator[LocalThing]:
        for thing, _ in texts(self.store, None, KEY, key, self._index):
            yield from (recalled(kept) for _, kept in texts(self.store, thing, RECORD, None, self._index))

    def _context(self, own: Mapping[URIRef, Sequence[LocalThing]]) -> Context:
        """What articles are about: of those at hand by their things, of others as the index has it."""

        def context(article: URIRef) -> frozenset[str]:
            if article in own:
                return about(own[article], self.ontology)
            return frozenset(word for _, words in texts(self.store, article, ABOUT, None, self._index) for word in words.split())

        return cache(context)

    def _nodes(self, article: URIRef) -> Nodes:
        return nodes_of((s, p, o) for s, p, o, _ in quads_of(self.store, article))

    def _place(self, thing: URIRef) -> URIRef | None:
        return next((URIRef(place) for _, place in texts(self.store, thing, OWL.sameAs, None, resolution_graph(self.base))), None)

    def _graphs(self, before: Mapping[URIRef, Nodes], new: Mapping[URIRef, Entry]) -> tuple[set[Quad], set[Quad]]:
        """The articles' own graphs and their index entries, to be written and to be taken out."""
        losses: set[Quad] = {quad for iri in before for quad in quads_of(self.store, iri)}
        losses |= {quad for iri in before for quad in self._entries(iri)}
        gains = {quad for entry in new.values() for quad in entry.quads}
        gains |= {quad for entry in new.values() for quad in self._indexed(entry)}
        return gains, losses

    def _indexed(self, entry: Entry) -> Iterator[Quad]:
        nodes = nodes_of((s, p, o) for s, p, o, _ in entry.quads)
        things = tuple(local_things(entry.iri, nodes, self.ontology))
        yield entry.iri, FINGERPRINT, Literal(entry.fingerprint), self._index
        yield entry.iri, ABOUT, Literal(" ".join(sorted(about(things, self.ontology)))), self._index
        if entry.model:
            yield entry.iri, MODEL, Literal(" ".join(entry.model)), self._index
        text = text_of(entry.iri, nodes)
        yield entry.iri, RECORD, Literal(json.dumps((text.date, text.signature))), self._index
        yield from ((entry.iri, KEY, Literal(band), self._index) for band in bands(text.signature))
        for thing in things:
            yield thing.iri, RECORD, Literal(record(thing)), self._index
            yield from ((thing.iri, KEY, Literal(key), self._index) for key in keys(thing, self.decisions))

    def _entries(self, article: URIRef) -> Iterator[Quad]:
        """What the index has of an article that is there."""
        for subject in (article, *(thing.iri for thing in local_things(article, self._nodes(article), self.ontology))):
            for predicate in (FINGERPRINT, ABOUT, MODEL, RECORD, KEY):
                found = texts(self.store, subject, predicate, None, self._index)
                yield from ((subject, predicate, Literal(text), self._index) for _, text in found)

    def _exchange(self, gains: set[Quad], losses: set[Quad], was: State, now: State) -> None:
        """The merged graph and the resolution, where they change."""
        touched = {str(article) for article in (*was.articles, *now.articles)}
        said, says = was.merged(self.plain), now.merged(self.plain)
        losses |= {(*t, None) for t in said - says if not self._told_elsewhere(t, touched)}
        gains |= {(*t, None) for t in says - said if "/article/" in t[0] or not self._holds(t)}
        old, new = ({triple for thing in things for triple in of_thing(thing)} for things in (was.things, now.things))
        losses |= {(*t, None) for t in old - new}
        gains |= {(*t, None) for t in new - old}
        resolved, resolves = (
            {(m, why, thing.iri) for thing in things for m, why in zip(thing.members, thing.reasons, strict=True)}
            for things in (was.things, now.things)
        )
        graph = resolution_graph(self.base)
        losses |= {(*t, graph) for pair in resolved - resolves for t in of_resolution(*pair, self.base)}
        gains |= {(*t, graph) for pair in resolves - resolved for t in of_resolution(*pair, self.base)}
        proposed, proposes = (set(proposals(things, self.ontology, self.decisions)) for things in (was.things, now.things))
        losses |= {(*t, graph) for one in proposed - proposes for t in of_proposal(one, self.base)}
        gains |= {(*t, graph) for one in proposes - proposed for t in of_proposal(one, self.base)}

    def _reprinted(self, gains: set[Quad], losses: set[Quad], before: Mapping[URIRef, Nodes], after: Mapping[URIRef, Nodes]) -> None:
        """Which articles print one text, where that changes: for those put in, and for those whose text one taken out printed too."""
        new = [text_of(iri, nodes) for iri, nodes in after.items()]
        among_new = having(new)

        def sharing(band: str) -> Iterator[Text]:
            yield from among_new(band)
            found = (URIRef(article) for article, _ in texts(self.store, None, KEY, band, self._index))
            yield from (self._text(article) for article in found if article not in before)

        left = {copy for iri in before for copy in self._copies(iri)} - before.keys()
        pairs = set(reprints((*new, *map(self._text, left)), sharing))
        touched = {*before, *after, *left, *(article for pair in pairs for article in pair)}
        losses |= {(copy, NEWS.reprintOf, first, None) for copy in touched for first in self._ends(copy, NEWS.reprintOf)}
        gains |= {(*triple, None) for pair in pairs for triple in of_reprint(*pair)}

    def _copies(self, article: URIRef) -> set[URIRef]:
        """The articles that print the same text, itself among them."""
        first = next(self._ends(article, NEWS.reprintOf), article)
        others = self.store.quads_for_pattern(None, ox.NamedNode(NEWS.reprintOf), ox.NamedNode(first), ox.DefaultGraph())
        return {article, first, *(URIRef(quad.subject.value) for quad in others if isinstance(quad.subject, ox.NamedNode))}

    def _text(self, article: URIRef) -> Text:
        ((_, kept),) = texts(self.store, article, RECORD, None, self._index)
        return Text(article, *json.loads(kept))

    def _ends(self, s: str, p: str) -> Iterator[URIRef]:
        """What a thing is linked to in the merged graph."""
        found = self.store.quads_for_pattern(ox.NamedNode(s), ox.NamedNode(p), None, ox.DefaultGraph())
        yield from (URIRef(quad.object.value) for quad in found if isinstance(quad.object, ox.NamedNode))

    def _holds(self, triple: Triple) -> bool:
        return to_ox((*triple, None)) in self.store

    def _told_elsewhere(self, triple: Triple, touched: Collection[str]) -> bool:
        """Whether an article that the change does not touch says the same: a fact that several state, an amount that several name."""
        s, p, o = triple
        if "/article/" in s:
            return False
        quad = to_ox((s, p, o, None))
        if s.startswith(f"{self.base}value/"):
            graphs = (q.graph_name for q in self.store.quads_for_pattern(quad.subject, quad.predicate, quad.object))
            return any(isinstance(g, ox.NamedNode) and g.value not in touched for g in graphs)
        return any(self._states(claim, quad) and self._source(claim) not in touched for claim in self._claims(quad))

    def _claims(self, said: ox.Quad) -> list[ox.NamedNode]:
        """The claims that share a triple's subject or those that share its object, whichever are fewer."""
        ends = ((RDF.subject, said.subject), (RDF.object, said.object))
        first, second = (self.store.quads_for_pattern(None, ox.NamedNode(p), end, ox.DefaultGraph()) for p, end in ends)
        pairs = list(zip(first, second, strict=False))
        fewer = 1 if next(second, None) is None else 0
        return [claim for pair in pairs if isinstance(claim := pair[fewer].subject, ox.NamedNode)]

    def _states(self, claim: ox.NamedNode, said: ox.Quad) -> bool:
        """Whether a claim is of this triple, and of a status that makes it a plain one."""
        parts = ((RDF.subject, said.subject), (RDF.predicate, said.predicate), (RDF.object, said.object))
        statuses = ((NEWS.status, ox.NamedNode(NEWS[status.value])) for status in self.plain)
        return all(self._has(claim, p, o) for p, o in parts) and any(self._has(claim, p, o) for p, o in statuses)

    def _has(self, s: ox.NamedNode, p: str, o: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> bool:
        return ox.Quad(s, ox.NamedNode(p), o, ox.DefaultGraph()) in self.store

    def _source(self, claim: ox.NamedNode) -> str:
        (article,) = self._ends(claim.value, PROV.hadPrimarySource)
        return str(article)

    def _describe(self, gains: set[Quad], losses: set[Quad], *, documents: int, entities: int) -> None:
        """The dataset's description: what was counted before, and by how much it changes."""
        here = about_graph(self.base)
        old = set(quads_of(self.store, here))
        count = {p: int(o) for _, p, o, _ in old if p in (VOID.entities, VOID.triples)}
        merged = sum(q[3] is None for q in gains - losses) - sum(q[3] is None for q in losses - gains)
        counts = {
            VOID.documents: documents,
            VOID.entities: count.get(VOID.entities, 0) + entities,
            VOID.triples: count.get(VOID.triples, 0) + merged,
        }
        gains |= set(
            of_dataset(counts, {"kg": kg.__version__, "ontology": self.ontology.version, **self._models(gains, losses)}, self.base)
        )
        gains.add((self._index, LINKED, Literal(self.linking), self._index))
        if (linked := self.linked_by()) is not None:
            losses.add((self._index, LINKED, Literal(linked), self._index))
        losses |= old

    def _models(self, gains: set[Quad], losses: set[Quad]) -> dict[str, str]:
        """The models that read the articles, by language."""
        there = [model for _, model in texts(self.store, None, MODEL, None, self._index)]
        for quad in losses:
            if quad[1] == MODEL:
                there.remove(str(quad[2]))
        said = {*there, *(str(o) for _, p, o, _ in gains if p == MODEL)}
        return {f"{lang} model": model for lang, model in sorted(one.split(" ", 1) for one in said)}

    def _write(self, gains: Collection[Quad], losses: Collection[Quad]) -> None:
        """One transaction."""
        parts = [f"{verb} DATA {{\n{_data(quads)}\n}}" for verb, quads in (("DELETE", losses), ("INSERT", gains)) if quads]
        if parts:
            self.store.update(" ;\n".join(parts))


def _data(quads: Iterable[Quad]) -> str:
    """Quads as SPARQL writes them."""
    return "\n".join(
        f"{quad.subject} {quad.predicate} {quad.object} ."
        if isinstance(quad.graph_name, ox.DefaultGraph)
        else f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}"
        for quad in map(to_ox, quads)
    )

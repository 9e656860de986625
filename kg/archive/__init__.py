"""Articles kept on disk: put in, replaced and taken out, and the merged graph follows, touched only where they touch it.

What it holds is at every moment what building from its articles gives. Each change is one transaction of Oxigraph's: a
process that is killed leaves the state before it. What it takes to find what a change touches stands beside the dataset (`index`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import pyoxigraph as ox
from rdflib import OWL, PROV, RDF, Literal, URIRef

from kg.archive.beside import Resolved, beside, resolved, restood
from kg.archive.index import ABOUT, BAND, DATE, FINGERPRINT, HAS, LINKED, MODEL, SIGNATURE, Index
from kg.archive.likely import Likely
from kg.iris import BASE
from kg.link import NONE, Context, Decisions, LocalThing, Thing, about, link
from kg.merge import PLAIN, Nodes, local_things, nodes_of, said_by, text_of
from kg.model import Status
from kg.ontology import Ontology
from kg.rdf import NEWS, VOID, Quad, Triple, about_graph, of_dataset, of_proposal, of_reprint, of_resolution, of_thing, resolution_graph
from kg.reprints import Text, having, reprints
from kg.store import OWN, quads_of, texts, to_ox
from kg.version import kg_version


@dataclass(frozen=True, slots=True)
class Entry:
    """An article to be put in: its graph, the fingerprint of what it was read from, the language and version of the model that read it."""

    iri: URIRef
    quads: Sequence[Quad]
    fingerprint: str = ""
    model: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class State:
    """The part of the dataset that a change touches: some things, who stands for what and why, and the graphs of some articles."""

    things: tuple[Thing, ...]
    resolved: Mapping[URIRef, Resolved]
    articles: Mapping[URIRef, Nodes]
    places: Mapping[URIRef, URIRef]

    def merged(self, plain: Collection[Status]) -> set[Triple]:
        """What these articles say in the merged graph."""
        return {triple for iri, nodes in self.articles.items() for triple in said_by(iri, nodes, self.places, plain)}


Things = Mapping[URIRef, Sequence[LocalThing]]
"""What some articles speak of."""


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
        self.ontology, self.base, self.decisions, self.linking = ontology, base, decisions, linking
        self.plain = PLAIN | set(include)
        self.open(store)

    def open(self, store: ox.Store) -> None:
        """Work on this store from now on."""
        self.store, self.index = store, Index(store, self.base)

    def close(self) -> None:
        """Let go of the store: another may open it from now on."""
        self.store.flush()
        del self.store, self.index

    def fingerprints(self) -> dict[URIRef, str]:
        """The articles, and the fingerprint of what each was read from."""
        return dict(sorted((URIRef(article), value) for article, value in texts(self.store, None, FINGERPRINT, None, self.index.graph)))

    def fingerprint(self, article: URIRef) -> str | None:
        """The fingerprint of what an article was read from; None where it is not there."""
        return self.index.value(article, FINGERPRINT)

    def quads(self) -> Iterator[Quad]:
        """The dataset, without what the archive keeps for itself."""
        return quads_of(self.store)

    def linked_by(self) -> str | None:
        """How the things were linked when the last change was made; None where there was none yet."""
        return self.index.value(self.index.graph, LINKED)

    def entry(self, article: URIRef) -> Entry:
        """An article as it was put in."""
        lang, _, model = (self.index.value(article, MODEL) or "").partition(" ")
        return Entry(article, tuple(quads_of(self.store, article)), self.fingerprint(article) or "", (lang, model) if model else None)

    def take_own(self, other: Archive) -> None:
        """Take over what users wrote into another archive, in graphs of their own."""
        for name in other.store.named_graphs():
            if name.value.startswith(self.base + OWN):
                self.store.extend(other.store.quads_for_pattern(None, None, None, name))

    def change(self, entries: Iterable[Entry], gone: Iterable[URIRef] = ()) -> None:
        """Put articles in, each in the place of one with its IRI, and take others out: all of it or, where the process ends, nothing."""
        new = {entry.iri: entry for entry in entries}
        before = {iri: self._nodes(iri) for iri in sorted({*new, *gone}) if self.fingerprint(iri) is not None}
        after = {iri: nodes_of((s, p, o) for s, p, o, _ in entry.quads) for iri, entry in sorted(new.items())}
        old_things, new_things = self._own(before), self._own(after)
        was, now = self._touched(before, after, old_things, new_things)
        gains, losses = self._graphs(before, after, new, old_things, new_things)
        self._exchange(gains, losses, was, now)
        self._reprinted(gains, losses, before, after)
        self._describe(gains, losses, new.values(), documents=len(after) - len(before), entities=len(now.things) - len(was.things))
        self._write(gains - losses, losses - gains, before.keys() - after.keys())

    def _own(self, articles: Mapping[URIRef, Nodes]) -> Mapping[URIRef, Sequence[LocalThing]]:
        return {iri: tuple(local_things(iri, nodes, self.ontology)) for iri, nodes in articles.items()}

    def _touched(self, before: Mapping[URIRef, Nodes], after: Mapping[URIRef, Nodes], old: Things, new: Things) -> tuple[State, State]:
        """What the change touches, as it was and as it will be."""
        others, crowds = beside(self.index, _all(old), _all(new), self.decisions)
        was, now = (link((*others, *_all(own)), self.ontology, self.base, self._context(own), self.decisions, crowds) for own in (old, new))
        stood, stands = resolved(was, now, crowds)
        moved = {stood[iri].member.article for iri in stood.keys() & stands.keys() if stood[iri].thing != stands[iri].thing}
        stirred = {iri: self._nodes(iri) for iri in sorted(moved - before.keys())}
        rest = {iri: self._place(iri) for nodes in stirred.values() for iri in nodes if iri not in stands}
        still = {iri: place for iri, place in rest.items() if place is not None}
        old_places, new_places = ({iri: one.thing for iri, one in known.items()} for known in (stood, stands))
        return (
            State(was, stood, {**before, **stirred}, {**still, **old_places}),
            State(now, stands, {**after, **stirred}, {**still, **new_places}),
        )

    def _context(self, own: Things) -> Context:
        """What articles are about: of those at hand by their things, of others as the index has it."""
        return cache(lambda article: about(own[article], self.ontology) if article in own else self.index.about(article))

    def _nodes(self, article: URIRef) -> Nodes:
        return nodes_of((s, p, o) for s, p, o, _ in quads_of(self.store, article))

    def _place(self, thing: URIRef) -> URIRef | None:
        return next((URIRef(place) for _, place in texts(self.store, thing, OWL.sameAs, None, resolution_graph(self.base))), None)

    def _graphs(
        self, before: Collection[URIRef], after: Mapping[URIRef, Nodes], new: Mapping[URIRef, Entry], old_things: Things, new_things: Things
    ) -> tuple[set[Quad], set[Quad]]:
        """The articles' own graphs and what the index has of them, to be written and to be taken out."""
        gains, losses = restood(self.index, _all(old_things), _all(new_things), self.decisions)
        for iri in before:
            losses.update(quads_of(self.store, iri))
            losses.update(self.index.quads(iri, FINGERPRINT, MODEL, ABOUT, DATE, SIGNATURE, BAND, HAS))
        for iri, entry in new.items():
            gains.update(entry.quads)
            topics = about(new_things[iri], self.ontology)
            gains.update(self.index.of_article(text_of(iri, after[iri]), entry.fingerprint, entry.model, topics))
            gains.update(map(self.index.of_thing, new_things[iri]))
        return gains, losses

    def _exchange(self, gains: set[Quad], losses: set[Quad], was: State, now: State) -> None:
        """The merged graph and the resolution, where they change."""
        touched = {str(article) for article in (*was.articles, *now.articles)}
        said, says = was.merged(self.plain), now.merged(self.plain)
        losses |= {(*t, None) for t in said - says if not self._told_elsewhere(t, touched)}
        gains |= {(*t, None) for t in says - said if "/article/" in t[0] or not self._holds(t)}
        old, new = ({triple for thing in things for triple in of_thing(thing)} for things in (was.things, now.things))
        losses |= {(*t, None) for t in old - new}
        gains |= {(*t, None) for t in new - old}
        graph = resolution_graph(self.base)
        for quads, here, there in ((losses, was.resolved, now.resolved), (gains, now.resolved, was.resolved)):
            differing = (one for iri, one in here.items() if one != there.get(iri))
            quads |= {(*t, graph) for one in differing for t in of_resolution(one.member, one.reason, one.thing, self.base)}
        both = ((was.resolved[iri].thing, now.resolved[iri].thing) for iri in was.resolved.keys() & now.resolved.keys())
        moved = {thing for pair in both if pair[0] != pair[1] for thing in pair}
        likely = Likely(self.index, was.things, now.things, moved, self.ontology, self.decisions, self.base)
        for quads, found, kept in zip((gains, losses), likely.changes(), likely.indexed(), strict=True):
            quads |= {(*t, graph) for one in found for t in of_proposal(one, self.base)}
            quads |= kept

    def _reprinted(self, gains: set[Quad], losses: set[Quad], before: Mapping[URIRef, Nodes], after: Mapping[URIRef, Nodes]) -> None:
        """Which articles print one text, where that changes: for those put in, and for those whose text one taken out printed too."""
        new = [text_of(iri, nodes) for iri, nodes in after.items()]
        among_new = having(new)

        def sharing(band: str) -> Iterator[Text]:
            yield from among_new(band)
            yield from (self.index.text(article) for article in self.index.subjects(BAND, band) if article not in before)

        left = {copy for iri in before for copy in self._copies(iri)} - before.keys()
        pairs = set(reprints((*new, *map(self.index.text, left)), sharing))
        touched = {*before, *after, *left, *(article for pair in pairs for article in pair)}
        losses |= {(copy, NEWS.reprintOf, first, None) for copy in touched for first in self._ends(copy, NEWS.reprintOf)}
        gains |= {(*triple, None) for pair in pairs for triple in of_reprint(*pair)}

    def _copies(self, article: URIRef) -> set[URIRef]:
        """The articles that print the same text, itself among them."""
        first = next(self._ends(article, NEWS.reprintOf), article)
        others = self.store.quads_for_pattern(None, ox.NamedNode(NEWS.reprintOf), ox.NamedNode(first), ox.DefaultGraph())
        return {article, first, *(URIRef(quad.subject.value) for quad in others if isinstance(quad.subject, ox.NamedNode))}

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
            told = (g.value for g in graphs if isinstance(g, ox.NamedNode))
            return any(g not in touched and self.fingerprint(URIRef(g)) is not None for g in told)  # a user's graph is no article's
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

    def _describe(self, gains: set[Quad], losses: set[Quad], new: Iterable[Entry], *, documents: int, entities: int) -> None:
        """The dataset's description: what was counted before, and by how much it changes."""
        here = about_graph(self.base)
        losses |= (old := set(quads_of(self.store, here)))
        losses |= set(self.index.quads(self.index.graph, LINKED, MODEL))
        count = {p: int(o) for _, p, o, _ in old if p in (VOID.documents, VOID.entities, VOID.triples)}
        merged = sum(q[3] is None for q in gains - losses) - sum(q[3] is None for q in losses - gains)
        more = {VOID.documents: documents, VOID.entities: entities, VOID.triples: merged}
        models = self._models(new, losses)
        versions = {"kg": kg_version(), "ontology": self.ontology.version, **{f"{lang} model": model for lang, model in models}}
        counts = {key: count.get(key, 0) + by for key, by in more.items()}
        gains |= set(of_dataset(counts, versions, self.base, self.ontology.iri))
        gains.add((self.index.graph, LINKED, Literal(self.linking), self.index.graph))
        gains |= {(self.index.graph, MODEL, Literal(" ".join(model)), self.index.graph) for model in models}

    def _models(self, new: Iterable[Entry], losses: Collection[Quad]) -> list[tuple[str, str]]:
        """The models that read the articles, each with its language."""
        gone = {s for s, p, _, _ in losses if p == MODEL}
        kept = self.index.values(self.index.graph, MODEL)
        there = (one.partition(" ") for one in kept if any(reader not in gone for reader in self.index.subjects(MODEL, one)))
        return sorted({*(entry.model for entry in new if entry.model), *((lang, model) for lang, _, model in there)})

    def _write(self, gains: Collection[Quad], losses: Collection[Quad], gone: Collection[URIRef]) -> None:
        """One transaction; of articles that are `gone` not even an empty graph is left."""
        parts = [f"{verb} DATA {{\n{_data(quads)}\n}}" for verb, quads in (("DELETE", losses), ("INSERT", gains)) if quads]
        parts.extend(f"DROP SILENT GRAPH <{iri}>" for iri in sorted(gone))
        if parts:
            self.store.update(" ;\n".join(parts))


def _all(articles: Things) -> tuple[LocalThing, ...]:
    """The things of all of some articles."""
    return tuple(chain.from_iterable(articles.values()))


def _data(quads: Iterable[Quad]) -> str:
    """Quads as SPARQL writes them: N-Triples, graph by graph."""
    graphs: Mapping[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, list[ox.Triple]] = defaultdict(list)
    for quad in map(to_ox, quads):
        graphs[quad.graph_name].append(quad.triple)
    told = ((graph, (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()) for graph, triples in graphs.items())
    return "\n".join(text if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{\n{text}}}" for graph, text in told)

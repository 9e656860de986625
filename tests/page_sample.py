"""A store to draw: one invented article of about twenty things, through the code that writes every graph."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store
from pyoxigraph import Literal as OxLiteral
from rdflib import Literal, URIRef

from kg import ontology
from kg.iris import NEWS, SCHEMA, slug
from kg.merge import merge
from kg.model import Amount, Article, Chain, Claim, Evidence, Extraction, Mention, MentionKind, Quotation, Status
from kg.rdf import of_extraction
from kg.store import store_of

NEWS_ONTOLOGY = ontology.load("news")

TEXT = (
    "Netflix confirme avoir utilisé l’IA générative pour créer des effets spéciaux. "
    "Selon The Guardian, la plateforme a eu recours à cette technologie pour sa série L’Éternaute. "
    "« Une opportunité incroyable », déclare Ted Sarandos, co-directeur de Netflix. "
    "Netflix explore l’IA générative depuis un an. "
    "Sarandos défend l’IA générative. "
    "Le doublage automatique sur Prime Video utilise l’IA. "
    "De nombreux artistes s’élèvent contre l’IA générative. "
    "Le chiffre d’affaires de Netflix atteint 11 milliards de dollars, soit une augmentation de 16 %. "
    "Netflix pourrait racheter le studio Nébuleuse à Lyon. "
    "Prime Video lancera Horizon en 2026. "
    "Netflix n’a pas quitté Paris. "
    "Camille Roux et Léo Blanc, des journalistes de L’Écho du soir, ont rencontré Ted Sarandos à Paris. "
    "L’écrivaine Nadia Ferrand a aussi été citée."
)

# name → class, and the words that stand for it, "|" between them
CAST = {
    "Netflix": ("news:Company", "Netflix|la plateforme|la firme"),
    "IA générative": ("news:Technology", "l’IA générative|cette technologie"),
    "effets spéciaux": ("news:Activity", "effets spéciaux"),
    "L’Éternaute": ("schema:TVSeries", "L’Éternaute"),
    "The Guardian": ("schema:NewsMediaOrganization", "The Guardian"),
    "Ted Sarandos": ("schema:Person", "Ted Sarandos|Sarandos"),
    "doublage automatique": ("news:Activity", "doublage automatique"),
    "Prime Video": ("news:Service", "Prime Video"),
    "IA": ("news:Technology", "l’IA."),
    "artistes": ("news:Group", "De nombreux artistes"),
    "Nébuleuse": ("schema:Organization", "Nébuleuse"),
    "Lyon": ("schema:City", "Lyon"),
    "Horizon": ("schema:Movie", "Horizon"),
    "Paris": ("schema:City", "Paris"),
    "Camille Roux": ("schema:Person", "Camille Roux"),
    "Léo Blanc": ("schema:Person", "Léo Blanc"),
    "L’Écho du soir": ("schema:NewsMediaOrganization", "L’Écho du soir"),
    "Nadia Ferrand": ("schema:Person", "Nadia Ferrand"),
}

# subject, property, object, evidence, status, speaker
SAID: Sequence[tuple[str, str, Any, str, Status, str | None]] = (
    ("Netflix", "news:uses", "IA générative", "Netflix confirme avoir utilisé l’IA générative", Status.REPORTED, "Netflix"),
    ("IA générative", "news:usedFor", "effets spéciaux", "l’IA générative pour créer des effets spéciaux", Status.REPORTED, "Netflix"),
    ("Netflix", "news:uses", "IA générative", "la plateforme a eu recours à cette technologie", Status.REPORTED, "The Guardian"),
    ("IA générative", "news:usedIn", "L’Éternaute", "cette technologie pour sa série L’Éternaute", Status.REPORTED, "The Guardian"),
    ("Netflix", "news:produces", "L’Éternaute", "sa série L’Éternaute", Status.ASSERTED, None),
    ("Ted Sarandos", "news:coChiefExecutiveOf", "Netflix", "Ted Sarandos, co-directeur de Netflix", Status.ASSERTED, None),
    ("Ted Sarandos", "schema:jobTitle", Literal("co-directeur"), "Ted Sarandos, co-directeur", Status.ASSERTED, None),
    ("Netflix", "news:explores", "IA générative", "Netflix explore l’IA générative", Status.ASSERTED, None),
    ("Ted Sarandos", "news:supports", "IA générative", "Sarandos défend l’IA générative", Status.ASSERTED, None),
    ("Prime Video", "news:uses", "doublage automatique", "Le doublage automatique sur Prime Video", Status.ASSERTED, None),
    ("doublage automatique", "news:uses", "IA", "Le doublage automatique sur Prime Video utilise l’IA", Status.ASSERTED, None),
    ("artistes", "news:opposes", "IA générative", "De nombreux artistes s’élèvent contre l’IA générative", Status.ASSERTED, None),
    ("Netflix", "news:revenue", Amount("11000000000", "USD", money=True), "atteint 11 milliards de dollars", Status.ASSERTED, None),
    ("Netflix", "news:revenueChange", Amount("16", "%"), "augmentation de 16 %", Status.ASSERTED, None),
    ("Netflix", "news:acquires", "Nébuleuse", "Netflix pourrait racheter le studio Nébuleuse", Status.CONDITIONAL, None),
    ("Nébuleuse", "schema:location", "Lyon", "le studio Nébuleuse à Lyon", Status.ASSERTED, None),
    ("Prime Video", "news:launches", "Horizon", "Prime Video lancera Horizon", Status.PLANNED, None),
    ("Netflix", "schema:location", "Paris", "Netflix n’a pas quitté Paris", Status.NEGATED, None),
    ("Camille Roux", "schema:worksFor", "L’Écho du soir", "Camille Roux et Léo Blanc, des journalistes de L’Écho", Status.ASSERTED, None),
    ("Léo Blanc", "schema:worksFor", "L’Écho du soir", "Léo Blanc, des journalistes de L’Écho du soir", Status.ASSERTED, None),
    ("Camille Roux", "news:meets", "Ted Sarandos", "ont rencontré Ted Sarandos", Status.ASSERTED, None),
)  # fmt: skip


def iri(short: str) -> URIRef:
    return URIRef(short.replace("news:", NEWS).replace("schema:", SCHEMA))


def spans(words: str) -> list[tuple[int, int]]:
    return sorted({m.span() for word in words.split("|") for m in re.finditer(re.escape(word), TEXT)})


def sentence_of(begin: int) -> tuple[int, int]:
    ends = [0, *(m.end() for m in re.finditer(r"[.] ", TEXT)), len(TEXT) + 1]
    return next((a, b - 1) for a, b in pairwise(ends) if a <= begin < b)


def chain(name: str) -> Chain:
    cls, words = CAST[name]
    key = f"{NEWS_ONTOLOGY.kind(iri(cls))}/{slug(name)}"
    mentions = tuple(Mention(b, e, MentionKind.NAME, 0) for b, e in spans(words))
    same = URIRef("http://www.wikidata.org/entity/Q907311") if name == "Netflix" else None
    names = (name, "Netflix, Inc.") if name == "Netflix" else (name,)
    return Chain(key, name, iri(cls), names, mentions, tuple("a name" for _ in mentions), same)


def claim(s: str, p: str, o: Any, evidence: str, status: Status, speaker: str | None) -> Claim:
    begin = TEXT.index(evidence)
    where = Evidence(begin, begin + len(evidence), *sentence_of(begin))
    told = chain(speaker) if speaker else None
    return Claim(chain(s), iri(p), chain(o) if o in CAST else o, status, where, iri("news:sense"), told, 0.85)


def sample(title: str = "Netflix et l’IA", url: str = "https://example.org/a") -> Store:
    """About twenty things of one invented article, through the code that writes every graph."""
    article = Article("essai", TEXT, (), "fr", title, "2025-07", None, "L’Écho du soir", url)
    begin = TEXT.index("Une opportunité")
    quotation = Quotation(begin, begin + len("Une opportunité incroyable"), chain("Ted Sarandos"))
    extraction = Extraction(article, tuple(map(chain, CAST)), tuple(claim(*said) for said in SAID), (quotation,))
    quads = list(of_extraction(extraction))
    return store_of([*quads, *merge(quads, NEWS_ONTOLOGY)])


HOSTILE = "</script><img src=x onerror=window.hacked=1><!--<script>{{ 7*7 }}"


def hostile() -> Store:
    """The sample with markup for a title, an address that is a script, and names that are markup, endless, or turn the text round."""
    store = sample(title=HOSTILE, url="javascript:window.hacked=1")
    names = {
        "place/paris": "<b>" + HOSTILE,
        "place/lyon": "Lyon " + "a" * 9990 + "\u202e\u0007\"'`",
        "work/horizon": "\u202eHorizon\u2066\ufffd\u0000\u001b[31m" + "mot " * 2500,
    }
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    for key, name in names.items():
        thing = NamedNode(f"https://kg.example.org/{key}")
        for quad in list(store.quads_for_pattern(thing, NamedNode(label), None, DefaultGraph())):
            store.remove(quad)
        store.add(Quad(thing, NamedNode(label), OxLiteral(name, language="fr"), DefaultGraph()))
    said = f"<https://kg.example.org/organization/netflix> <http://www.w3.org/2004/02/skos/core#altLabel> {json.dumps(HOSTILE)}@fr .\n"
    said += "<https://kg.example.org/place/paris> <http://www.w3.org/2002/07/owl#sameAs> <javascript:alert(1)> ."
    store.load(said, format=RdfFormat.N_TRIPLES)
    return store

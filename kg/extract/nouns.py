"""What a description's noun says: the classes it denotes, whether one or several are meant, how it points at them."""

from __future__ import annotations

from rdflib import URIRef
from spacy.tokens import Token

from kg.extract.names import capital
from kg.extract.resources import Resources
from kg.extract.terms import demonym
from kg.gazetteer import Entry
from kg.iris import NEWS, SCHEMA
from kg.languages.reference import Reference
from kg.model import Mention
from kg.parse import Reading

PERSON, GROUP, OCCUPATION = URIRef(SCHEMA + "Person"), URIRef(NEWS + "Group"), URIRef(SCHEMA + "Occupation")


def noun(reading: Reading, mention: Mention) -> Token:
    """The noun that carries the meaning: of "l'un des patrons" patrons, else the head."""
    head = reading.doc[mention.head]
    if head.pos_ == "NOUN" or head.text.lower() not in {"un", "une"}:
        return head
    return next((c for c in head.children if c.i > head.i and c.pos_ in {"NOUN", "PROPN"}), head)


def nationality(reading: Reading, mention: Mention) -> bool:
    """Whether a mention is an adjective that stands for its country: the "belge" of "une firme belge"."""
    return reading.doc[mention.head].pos_ == "ADJ" and not capital(reading.doc[mention.head])


def noun_classes(reading: Reading, mention: Mention, resources: Resources) -> tuple[tuple[URIRef, float], ...]:
    """The classes that a description's noun denotes with their weights, the preferred first.

    Several persons are a group, one with an occupation is a person: "les banquiers" → news:Group.
    """
    head = noun(reading, mention)
    several = plural(reading, mention)
    phrase = reading.words(reading.begins[head.i], max(mention.end, reading.ends[head.i]))
    lexicon = resources.lexicon
    found = lexicon.classes(lexicon.longest(phrase)) or lexicon.classes(head.lemma_, head.text) or _concepts(resources, head)
    cast: dict[URIRef, float] = {}
    if not found and capital(head) and demonym(resources, head.text) is not None:
        cast[GROUP if several else PERSON] = 1.5
    for rank, sense in enumerate(found):
        cls = PERSON if sense.cls == OCCUPATION else sense.cls
        cast.setdefault(GROUP if several and cls == PERSON else cls, 1.5 if rank == 0 else 1.0)
    return tuple((cls, weight) for cls, weight in cast.items() if cls in resources.ontology.classes)


def _concepts(resources: Resources, head: Token) -> tuple[Entry, ...]:
    """What the gazetteer makes of a noun that the lexicon does not have."""
    return tuple(e for e in resources.gazetteer.lookup(head.lemma_) if e.is_term)


def plural(reading: Reading, mention: Mention) -> bool:
    """Whether a mention stands for several; "l'un des patrons" for one."""
    head = reading.doc[mention.head]
    numbers = {c.morph.get("Number")[0] for c in (*head.lefts, head) if c.dep_ in {"det", "ROOT"} and c.morph.get("Number")}
    if head.text.lower() in {"un", "une"}:
        return False
    determiner = [c.text.lower() for c in head.lefts if c.pos_ == "DET" or c.text.lower() in {"des", "aux"}]
    if determiner:
        return determiner[0] in {
            "les",
            "des",
            "ces",
            "ses",
            "leurs",
            "aux",
            "plusieurs",
            "quelques",
            "certains",
            "certaines",
            "de",
            "d'",
        } and _looks_plural(head.text)
    return _looks_plural(head.text) and ("Plur" in head.morph.get("Number") or "Plur" in numbers)


def _looks_plural(word: str) -> bool:
    return word[-1:].lower() in {"s", "x", "z"}


def determiner(reading: Reading, mention: Mention, ref: Reference) -> str:
    """How a description points: "definite", "demonstrative", "possessive", "indefinite", or "" where it is bare."""
    head = reading.doc[mention.head]
    if head.text.lower() in ref.one_of and head.pos_ != "NOUN":
        return "definite"
    said = [t.text.lower() for t in head.lefts if t.pos_ in {"DET", "NUM"} or t.text.lower() in ref.contractions]
    for word in said:
        for kind, words in (
            ("demonstrative", ref.demonstrative),
            ("possessive", frozenset(ref.possessives)),
            ("indefinite", ref.indefinite - ref.contractions),
        ):
            if word in words:
                return kind
        if word == "des":
            return "definite" if any(c.text.lower() == "des" and c.dep_ == "case" for c in head.lefts) else "indefinite"
        if word in ref.definite:
            return "definite"
    return "indefinite" if said else ""


def gender(token: Token) -> str:
    """ "m", "f", or "" where the parser does not say."""
    return {"Masc": "m", "Fem": "f"}.get(next(iter(token.morph.get("Gender")), ""), "")

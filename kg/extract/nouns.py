"""What a description's noun says: the classes it denotes, whether one or several are meant, how it points at them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rdflib import URIRef

from kg.extract.kindred import kindred
from kg.extract.resources import Resources
from kg.extract.shapes import capital
from kg.extract.terms import demonym
from kg.gazetteer import Entry
from kg.iris import NEWS, SCHEMA, interned, slug
from kg.languages.reference import Reference, reference
from kg.lexicon import ClassSense, Lexicon
from kg.model import Mention
from kg.parse import RECENT, Reading
from kg.tokens import Token

PERSON, GROUP, OCCUPATION = interned(SCHEMA + "Person"), interned(NEWS + "Group"), interned(SCHEMA + "Occupation")
PARTY = interned(SCHEMA + "PoliticalParty")


def noun(reading: Reading, mention: Mention, ref: Reference) -> Token:
    """The noun that carries the meaning: of "l'un des patrons" patrons, else the head."""
    head = reading.doc.tokens[mention.head]
    if head.pos_ == "NOUN" or head.text.lower() not in ref.one_of:
        return head
    return next((c for c in head.children if c.i > head.i and c.pos_ in {"NOUN", "PROPN"}), head)


@lru_cache(maxsize=RECENT)
def plain(word: Token) -> str:
    """A word's lemma without accents, which come and go: memorandum, mémorandum."""
    return slug(word.lemma_)


def nationality(reading: Reading, mention: Mention) -> bool:
    """Whether a mention is an adjective that stands for its country: the "belge" of "une firme belge"."""
    return reading.doc[mention.head].pos_ == "ADJ" and not capital(reading.doc[mention.head])


@lru_cache(maxsize=RECENT)
def noun_classes(reading: Reading, mention: Mention, resources: Resources) -> tuple[tuple[URIRef, float], ...]:
    """The classes that a description's noun denotes with their weights, the preferred first.

    Several persons are a group, one with an occupation is a person: "les banquiers" → news:Group.
    """
    ref = reference(resources.language.code)
    head = _meant(noun(reading, mention, ref), resources)
    several = plural(reading, mention, ref) or (head.i != mention.head and "Plur" in head.morph.get("Number"))
    several = several and reading.doc[mention.head].pos_ == "NOUN"
    one = head.i != mention.head and not several  # "l'un des responsables" is one, whatever several of them are
    phrase = reading.words(reading.begins[head.i], max(mention.end, reading.ends[head.i]))
    lexicon = resources.lexicon
    found: Sequence[ClassSense | Entry] = (
        _with_its_adjective(reading, mention, head, lexicon)
        or (() if one else lexicon.classes(lexicon.longest(phrase)))
        or lexicon.classes(head.lemma_, head.lemma_ if one else head.text)
        or lexicon.classes(_once(head.lemma_.lower(), resources))
        or _concepts(resources, head)
    )
    denoted = [sense.cls for sense in found]
    cast: dict[URIRef, float] = {}
    if not found and _called_after(head, resources, several=several):
        cast[GROUP if several else PERSON] = 1.5
    alike = kindred(head, lexicon) if not cast and not denoted and head.pos_ == "NOUN" else None
    if alike is not None:
        cls = PERSON if alike[0] == OCCUPATION else alike[0]
        cast[GROUP if several and cls == PERSON else cls] = 1.2 * alike[1]
    for rank, said in enumerate(denoted):
        cls = PERSON if said == OCCUPATION else said
        cast.setdefault(GROUP if several and cls == PERSON else cls, 1.5 if rank == 0 else 1.0)
    return tuple((cls, weight) for cls, weight in cast.items() if cls in resources.ontology.classes)


def _called_after(head: Token, resources: Resources, *, several: bool) -> bool:
    """Whether people are so called: "la Danoise", "les socialistes", "les danois"; "le danois" is a language."""
    entry = demonym(resources, head.text)
    return entry is not None and (capital(head) or several or entry.cls == PARTY)


def _once(word: str, resources: Resources) -> str:
    """What somebody was: "ex-maire" → maire."""
    prefix, hyphen, rest = word.partition("-")
    return rest if hyphen and prefix in resources.language.former else ""


def _with_its_adjective(reading: Reading, mention: Mention, head: Token, lexicon: Lexicon) -> Sequence[ClassSense]:
    """What a noun denotes with the adjective before it: "le second tour" is no tower."""
    before = head.nbor(-1) if head.i and reading.begins[head.i - 1] >= mention.begin else head
    return lexicon.classes(f"{before.lower_} {head.lower_}") if before.pos_ in ("ADJ", "NUM") else ()


def _meant(head: Token, resources: Resources) -> Token:
    """Of "une équipe de chercheurs" the people: the noun behind one that only counts or gathers; of "un violent incendie" the fire."""
    mistaken = next((c for c in head.rights if c.i == head.i + 1 and c.dep_ == "amod" and c.pos_ == "NOUN"), None)
    if mistaken is not None and not resources.lexicon.classes(head.lemma_, head.text):
        return mistaken  # the tagger took the adjective for a noun
    if head.lemma_.lower() not in reference(resources.language.code).collectives:
        return head
    inner = (
        c for c in head.children if c.dep_ == "nmod" and c.pos_ == "NOUN" and not capital(c) and any(x.dep_ == "case" for x in c.lefts)
    )
    return next((c for c in inner if "Plur" in c.morph.get("Number")), head)


def _concepts(resources: Resources, head: Token) -> tuple[Entry, ...]:
    """What the gazetteer makes of a noun that the lexicon does not have."""
    return tuple(e for e in resources.gazetteer.lookup(head.lemma_) if e.is_term)


@lru_cache(maxsize=RECENT)
def plural(reading: Reading, mention: Mention, ref: Reference) -> bool:
    """Whether a mention stands for several; "l'un des patrons" for one."""
    head = reading.doc[mention.head]
    if head.text.lower() in ref.one_of:
        return False
    said = [c.text.lower() for c in head.lefts if c.pos_ == "DET" or c.text.lower() in ref.contractions]
    if said:
        return said[0] in ref.plurals | ref.genitives and _looks_plural(head.text)
    return _looks_plural(head.text) and "Plur" in head.morph.get("Number")


def _looks_plural(word: str) -> bool:
    return word[-1:].lower() in {"s", "x", "z"}


@lru_cache(maxsize=RECENT)
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
        if word in ref.plurals & ref.contractions:
            return "definite" if any(c.text.lower() == word and c.dep_ == "case" for c in head.lefts) else "indefinite"
        if word in ref.definite:
            return "definite"
    return "indefinite" if said else ""


def gender(token: Token) -> str:
    """ "m", "f", or "" where the parser does not say."""
    return {"Masc": "m", "Fem": "f"}.get(next(iter(token.morph.get("Gender")), ""), "")

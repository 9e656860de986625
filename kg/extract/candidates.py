"""Predications × lexicon → candidates: a sense with its fillers, still untyped.

utiliser(subject Netflix, object IA) + the sense `utiliser.uses` → (Netflix) news:uses (IA)?
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rdflib import URIRef

from kg.extract.placing import ORIGIN
from kg.extract.resources import Resources
from kg.extract.typing import Expectation
from kg.extract.venues import VENUE
from kg.gazetteer import Entry
from kg.iris import NEWS, SCHEMA, interned
from kg.lexicon import FRAMES, LEXINFO, ClassSense, Sense, Slot
from kg.model import Mention, MentionKind, PredicateKind, Predication
from kg.ontology import Property

WORDS = "words"
EVENT = interned(SCHEMA + "Event")
LEADS = interned(NEWS + "leads")
PARENT = interned(SCHEMA + "parentOrganization")
PARTY = interned(SCHEMA + "PoliticalParty")
PEOPLES = frozenset({interned(SCHEMA + "Country"), PARTY})
"""What somebody may be called after: "la Danoise X", "le socialiste X"."""
PERSON, PARTY = interned(SCHEMA + "Person"), interned(SCHEMA + "PoliticalParty")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a sense proposes: `property` between two mentions, or between one and the predicate's own words.

    A missing filler is None. `aside` says that it is stated in passing ("X, PDG de Y"), so that the clause around it
    lends it no doubt. `place` is a thing of the gazetteer as object, where no mention of its own stands for it: "la Danoise X".
    `of_kind`: the noun says a kind of thing, and what ties to it may be its name: "la ville de Lyon".
    """

    sense: URIRef
    property: URIRef
    domain: tuple[URIRef, ...]
    range: tuple[URIRef, ...]
    predication: Predication
    subject: Mention | None
    object: Mention | None
    words: bool = False
    aside: bool = False
    place: Entry | None = None
    of_kind: bool = False


UNDERSTOOD = frozenset({"subject", "possessor", "self", "object"})
"""Who may be understood: what a preposition would name is not."""
INTRANSITIVE = frozenset(interned(LEXINFO + name) for name in ("IntransitiveFrame", "IntransitivePPFrame"))
POSSESSIVE, KIND = interned(LEXINFO + "NounPossessiveFrame"), interned(FRAMES + "KindNounFrame")
POSSESSED = interned(FRAMES + "PossessedNameFrame")
ASIDE = frozenset({interned(FRAMES + "RoleNounFrame"), KIND, POSSESSED, interned(FRAMES + "PrepositionFrame")})
"""Frames that say something in passing."""
RECIPROCAL = frozenset(
    interned(name)
    for name in (LEXINFO + "IntransitivePPFrame", FRAMES + "ReflexivePPFrame", FRAMES + "LightVerbFrame", LEXINFO + "NounPPFrame")
)
"""Frames whose second argument may be one of the subjects: "X et Y coopèrent"."""


def candidates(predications: Iterable[Predication], resources: Resources) -> tuple[Candidate, ...]:
    """Every candidate of the predications, in their order; the longest form that the lexicon lists decides."""
    found = [candidate for predication in predications for candidate in _named(tuple(_of(predication, resources)))]
    light = [c for c in found if c.predication.kind is PredicateKind.LIGHT and c.subject is not None and c.object is not None]
    longest = {(c.predication.head, c.predication.end) for c in light}
    return tuple(c for c in found if not _is_part(c, longest))


def _is_part(candidate: Candidate, longest: Collection[tuple[int, int]]) -> bool:
    """Whether a verb's object is the noun that makes one predicate with it: who "réclame le retrait de X" does not favour a withdrawal."""
    said, noun = candidate.predication, candidate.object
    if said.kind is not PredicateKind.VERB or noun is None:
        return False
    return any(head == said.head and said.end <= noun.begin < end <= noun.end for head, end in longest)


def _named(found: tuple[Candidate, ...]) -> Iterator[Candidate]:
    """Without what would have a subject understood that another sense finds named: "la suppression de 450 postes chez X"."""
    named = {(candidate.property, candidate.object) for candidate in found if candidate.subject is not None}
    yield from (c for c in found if c.subject is not None or (c.property, c.object) not in named)


def _of(predication: Predication, resources: Resources) -> Iterator[Candidate]:
    if predication.kind is PredicateKind.ADJECTIVE:
        yield from _from_demonym(predication, resources)
    if predication.kind is PredicateKind.NOUN:
        yield from _from_people(predication, resources)
    lexicon, kind = resources.lexicon, predication.kind
    listed = lexicon.longest_of(predication.forms, kind)
    found = {sense.iri: sense for form in listed for sense in lexicon.senses(kind, form)}.values()
    for sense in _of_events(found, resources) if VENUE in predication.derivation else found:
        if _is_said_so(sense, predication):
            yield from _from_sense(sense, predication)
            yield from _among(sense, predication, resources)
    if kind is PredicateKind.NOUN:
        for cls in {c.iri: c for form in listed for c in lexicon.classes(form)}.values():
            yield from _from_class(cls, predication, resources)


def _of_events(senses: Iterable[Sense], resources: Resources) -> Iterator[Sense]:
    """The senses of a preposition that are said of events, and of these alone: no firm is in the town in which it hires."""
    for sense in senses:
        end = "domain" if "self" in sense.subject.roles else "range"
        events = tuple(cls for cls in getattr(sense, end) if resources.ontology.is_a(cls, EVENT))
        if events:
            yield replace(sense, domain=events) if end == "domain" else replace(sense, range=events)


def _is_said_so(sense: Sense, predication: Predication) -> bool:
    """Whether a sense's frame is the predication's: reflexive or not, without object or with one; "ses séries" names nothing."""
    if sense.reflexive != predication.reflexive:
        return False
    if sense.frame in INTRANSITIVE:  # "ouvre en 2027", not "ouvre une usine en 2027"
        return all(mention.kind is MentionKind.VALUE for mention in predication.fillers("object"))
    return not (predication.plural and sense.frame == POSSESSED)


def _from_sense(sense: Sense, predication: Predication) -> Iterator[Candidate]:
    aside = sense.frame in ASIDE and not predication.states
    subjects = fill(sense.subject, predication, people=sense.domain == (PERSON,))
    if subjects == (None,) and UNDERSTOOD.isdisjoint(sense.subject.roles):
        return
    words = WORDS in sense.object.roles
    objects: tuple[Mention | None, ...] = (None,) if words else fill(sense.object, predication)
    possessive, of_kind = sense.frame == POSSESSIVE, sense.frame == KIND
    for subject in subjects:
        for obj in objects:
            if (subject is None or subject != obj) and not (possessive and _is_itself(obj, predication)):
                yield Candidate(
                    sense.iri, sense.reference, sense.domain, sense.range, predication, subject, obj, words, aside, of_kind=of_kind
                )


def _among(sense: Sense, predication: Predication, resources: Resources) -> Iterator[Candidate]:
    """ "X et Y se rencontrent": what several do without an object, they do with one another; the first with each of the others."""
    if sense.frame in RECIPROCAL and resources.ontology.property(sense.reference).symmetric and fill(sense.object, predication) == (None,):
        first, *others = fill(sense.subject, predication)
        for other in others:
            if first is not None and other is not None:
                yield Candidate(sense.iri, sense.reference, sense.domain, sense.range, predication, first, other)


def _is_itself(mention: Mention | None, predication: Predication) -> bool:
    """Whether a mention is the predicate's own phrase: what a seat or a price is must be said."""
    return mention is not None and mention.kind is not MentionKind.VALUE and mention.head == predication.head


def fill(slot: Slot, predication: Predication, *, people: bool = False) -> tuple[Mention | None, ...]:
    """Who fills a slot; (None,) where nobody does. Initials are no `people`: "la députée PS".

    What a noun is said of is first of all what stands beside it; only where nothing does, the phrase speaks of itself.
    """
    found = predication.fillers(*slot.roles)
    if people:  # nor is an age: "un adjudant de 29 ans"
        labels = predication.fillers("label")
        found = tuple(mention for mention in found if mention not in labels and mention.kind is not MentionKind.VALUE)
    others = tuple(mention for mention in found if not (mention.head == predication.head and "self" in slot.roles))
    return others or found or (None,)


def _from_class(denoted: ClassSense, predication: Predication, resources: Resources) -> Iterator[Candidate]:
    """A noun that denotes an occupation, said of someone, is a job title."""
    for term in _stated_by(resources).get(denoted.cls, ()):
        expected = resources.ontology.property(term)
        for subject in fill(Slot(term, ("self",)), predication, people=True):
            if subject is not None and predication.plural and subject.kind is MentionKind.NAME and subject.head == predication.head:
                continue  # "Reporters sans frontières" is a name
            yield Candidate(
                denoted.iri, term, expected.domain, expected.range, predication, subject, None, words=True, aside=not predication.states
            )


def _from_demonym(predication: Predication, resources: Resources) -> Iterator[Candidate]:
    """ "la joueuse belge", "le député socialiste": where or of which party somebody is; the sense is the gazetteer's entry."""
    entry = next((entry for form in predication.forms if (entry := resources.gazetteer.demonym(form)) is not None), None)
    if entry is None:
        return
    for term, expected in _said_of_people(entry, resources):
        for subject in predication.fillers("self"):
            for whose in predication.fillers("object"):
                of = expected.stated_by_demonym
                yield Candidate(entry.iri, term, of, expected.range, predication, subject, whose, aside=True)


def _from_people(predication: Predication, resources: Resources) -> Iterator[Candidate]:
    """ "la Danoise Karen Lund", "le socialiste Luc Ferrand": the noun itself is the demonym."""
    entry = resources.gazetteer.demonym(predication.forms[-1]) if not resources.gazetteer.lookup(predication.forms[-1]) else None
    if entry is None or entry.cls not in PEOPLES or predication.plural:
        return
    for term, expected in _said_of_people(entry, resources):
        for subject in fill(Slot(term, ("self",)), predication):
            if entry.cls == PARTY and _is_itself(subject, predication):
                continue  # that "un socialiste" is of the party goes without saying
            of = expected.stated_by_demonym
            yield Candidate(entry.iri, term, of, (entry.cls,), predication, subject, None, aside=True, place=entry)


def _said_of_people(entry: Entry, resources: Resources) -> Iterator[tuple[URIRef, Property]]:
    """The properties that a demonym states whose values are of its entry's class."""
    for term, expected in _stated_by_demonyms(resources):
        if resources.ontology.is_any(entry.cls, expected.range):
            yield term, expected


@lru_cache(maxsize=4)
def _stated_by_demonyms(resources: Resources) -> tuple[tuple[URIRef, Property], ...]:
    return tuple((term, stated) for term, stated in sorted(resources.ontology.properties.items()) if stated.stated_by_demonym)


@lru_cache(maxsize=4)
def _stated_by(resources: Resources) -> Mapping[URIRef, tuple[URIRef, ...]]:
    """A class → the properties whose value is the words of a noun that denotes it."""
    stated: dict[URIRef, tuple[URIRef, ...]] = {}
    for term in sorted(resources.ontology.properties):
        cls = resources.ontology.properties[term].stated_by_noun
        if cls is not None:
            stated[cls] = (*stated.get(cls, ()), term)
    return stated


LABEL, STRONG, WEAK = 3.0, 1.6, 0.5
"""Weights of an expectation of initials behind a member ("la députée PS"), by a noun that says who somebody is or whose something is (what
stands behind "PDG de" or "filiale de" is an organisation), and by other nouns."""


def expectations(found: Sequence[Candidate], resources: Resources) -> tuple[Expectation, ...]:
    """What the candidates expect their fillers to be: votes for typing, one a predicate and filler, for any class of its senses.

    A preposition fits too much to tell anything, and so does a demonym.
    """
    classes: dict[tuple[int, Mention], dict[URIRef, None]] = {}
    weights: dict[tuple[int, Mention], float] = {}
    for candidate in found:
        complete = candidate.subject is not None and (candidate.object is not None or candidate.words)
        if candidate.predication.kind is PredicateKind.PREPOSITION or ORIGIN in candidate.predication.derivation or not complete:
            continue
        usual = WEAK if candidate.predication.kind is PredicateKind.NOUN else 1.0
        beside = candidate.words and candidate.predication.plural
        noun = candidate.predication.kind is PredicateKind.NOUN
        leads = noun and (beside or resources.ontology.is_a(candidate.property, LEADS))
        held = noun and resources.ontology.is_a(candidate.property, PARENT)
        ends = ((candidate.subject, candidate.domain, leads), (candidate.object, candidate.range, leads or held))
        for mention, expected, strong in ends:
            if mention is not None and expected:
                key = (candidate.predication.head, mention)
                classes.setdefault(key, {}).update(dict.fromkeys(expected))
                weights[key] = max(weights.get(key, 0.0), STRONG if strong else usual)
    said = (Expectation(mention, tuple(expected), weights[head, mention]) for (head, mention), expected in classes.items())
    return (*said, *dict.fromkeys(_labels(found)))


def _labels(found: Iterable[Candidate]) -> Iterator[Expectation]:
    """Initials behind a noun that one is for a party: the PS of "la députée PS"."""
    for candidate in found:
        if candidate.predication.kind is PredicateKind.NOUN and PARTY in candidate.range:
            yield from (Expectation(label, (PARTY,), LABEL) for label in candidate.predication.fillers("label"))

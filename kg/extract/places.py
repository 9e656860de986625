"""What holds of places whoever says it: the larger holds the smaller, the nearest counts, a direction is no place, nor a name another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rdflib import URIRef

from kg.extract.candidates import Candidate
from kg.extract.nouns import determiner
from kg.extract.phrases import KICKER
from kg.extract.resources import Resources
from kg.extract.syntax import Parse, case, children, fillers, lemma
from kg.iris import NEWS, SCHEMA, interned
from kg.languages.reference import reference
from kg.model import Chain, Claim, Mention, MentionKind, PredicateKind
from kg.ontology import Ontology

EVENT, SCHOOL, PLACE = (interned(SCHEMA + name) for name in ("Event", "EducationalOrganization", "Place"))
CONTAINED, LOCATION = interned(SCHEMA + "containedInPlace"), interned(SCHEMA + "location")
SIZES = (interned(NEWS + "Facility"), *(interned(SCHEMA + size) for size in ("City", "AdministrativeArea", "Country")))
"""Places from small to large."""
COUNTRY, AREA = len(SIZES) - 1, len(SIZES) - 2


def misplaced(
    candidate: Candidate, subject: Chain, obj: Chain, parse: Parse, chain_of: Mapping[Mention, Chain], resources: Resources
) -> str:
    """Why a thing is not said to be in a place, or a place not in another; "" where it may be.

    "la ville de Lyon" is Lyon; what is "au nord de Lyon" is not in it; no country lies in a town, nor does a phrase beside it place it.
    """
    if candidate.property not in (CONTAINED, LOCATION):
        return ""
    happens = candidate.property == LOCATION and resources.ontology.is_a(subject.cls, EVENT)
    if happens and " " in obj.label:  # what happens may happen "au nord de Lyon"
        return ""
    if candidate.object is not None and _is_direction(candidate.object, parse, chain_of, resources):
        return "object is a direction"
    if candidate.property == LOCATION:
        return ""
    small, large = (size_of(end.cls, resources.ontology) for end in (subject, obj))
    if small is not None and large is not None and small > large:
        return "object is the smaller place"
    if small == COUNTRY and candidate.predication.kind in (PredicateKind.PREPOSITION, PredicateKind.ADJECTIVE):
        return "subject is a country"
    if candidate.of_kind and not subject.names and _is_its_name(candidate, parse, resources):
        return "object is its name"
    if candidate.subject is not None and _is_direction(candidate.subject, parse, chain_of, resources):
        return "subject is a direction"
    return ""


def venues(candidate: Candidate, subject: Chain, ontology: Ontology) -> tuple[URIRef, ...]:
    """The classes that an object may be of: where an event takes place may be a school, which is an organisation, too."""
    school = candidate.property == LOCATION and PLACE in candidate.range and ontology.is_a(subject.cls, EVENT)
    return (*candidate.range, SCHOOL) if school else candidate.range


def size_of(cls: URIRef, ontology: Ontology) -> int | None:
    """How large places of a class are, from 0; None for what is no place, or any."""
    fitting = [i for i, size in enumerate(SIZES) if ontology.is_a(cls, size)]
    return min(fitting, key=lambda i: i == AREA) if fitting else None  # towns and countries are areas, too


def _is_its_name(candidate: Candidate, parse: Parse, resources: Resources) -> bool:
    """ "la ville de Lyon", "les villes de Lyon et Lille", whatever stands beside; not "une ville de Bretagne"."""
    own = parse.mention(parse.reading.doc[candidate.predication.head])
    if own is None or own.head != candidate.predication.head or own.kind is not MentionKind.DESCRIPTION:
        return False
    return determiner(parse.reading, own, reference(resources.language.code)) != "indefinite"


def _is_direction(mention: Mention, parse: Parse, chain_of: Mapping[Mention, Chain], resources: Resources) -> bool:
    """ "au nord de Lyon"; "dans le nord de Lyon" is a part of it, and "à l'est de la Chine" mostly is."""
    noun = parse.head(mention)
    if lemma(noun) not in parse.language.directions or case(parse, noun) != parse.language.towards:
        return False
    of = [chain_of[m] for child in children(noun, "nmod") for m in fillers(parse, child) if m in chain_of]
    return not any((size_of(chain.cls, resources.ontology) or 0) >= AREA for chain in of)


def nearest(said: Sequence[tuple[Candidate, Claim]]) -> list[tuple[Candidate, Claim]]:
    """Claims without those by which a headline's opening places what the headline itself places more narrowly.

    "Québec : une exposition au musée de Trois-Lacs": the museum is in Trois-Lacs, and Trois-Lacs in Québec.
    """
    narrow = {claim.subject.key for candidate, claim in said if claim.predicate in (CONTAINED, LOCATION) and not _opens(candidate)}
    return [(c, claim) for c, claim in said if not (_opens(c) and claim.predicate == CONTAINED and claim.subject.key in narrow)]


def _opens(candidate: Candidate) -> bool:
    return candidate.predication.forms == (KICKER,)

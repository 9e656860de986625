"""Candidates → claims, where their fillers are known and of the expected classes; refusals, with the reason, where not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rdflib import XSD, Literal, URIRef

from kg.extract.apposition import REASONS
from kg.extract.attribution import RANK, presupposed
from kg.extract.bridging import Topics
from kg.extract.candidates import Candidate
from kg.extract.counted import counted_noun, counted_phrase
from kg.extract.cues import cues
from kg.extract.evidence import evidence
from kg.extract.figures import MONEY, QUANTITY, amount_of, arrived, fallen, fits, in_unit, negative
from kg.extract.offices import body, is_anybody, is_left
from kg.extract.phrases import COMMA, KICKER
from kg.extract.places import misplaced, nearest, venues
from kg.extract.placing import ORIGIN
from kg.extract.quotations import Quoted
from kg.extract.resources import Resources
from kg.extract.syntax import Parse, children, has, lemma
from kg.extract.timing import timed
from kg.extract.titles import title_words
from kg.extract.typing import Typed
from kg.extract.weights import Weights
from kg.gazetteer import Entry
from kg.iris import NEWS, SCHEMA, interned, slug
from kg.model import Amount, Chain, Claim, Mention, MentionKind, PredicateKind, Status

GROUP, COUNTRY, TEAM = interned(NEWS + "Group"), interned(SCHEMA + "Country"), interned(SCHEMA + "SportsTeam")
EVENT = interned(SCHEMA + "Event")
PERSON = interned(SCHEMA + "Person")
PEOPLE = frozenset({GROUP, interned(SCHEMA + "Occupation"), PERSON})
"""What a noun denotes that counts people."""
POSTS = frozenset(map(interned, (NEWS + "leads", NEWS + "chiefExecutiveOf", SCHEMA + "memberOf", SCHEMA + "worksFor")))
"""What somebody has until it is left."""
BUILT = (interned(NEWS + "Product"), interned(NEWS + "Facility"))
MADE = (*BUILT, interned(SCHEMA + "CreativeWork"))
"""What is worth a fact for all that it is only counted, where something is done with it: "équipé de deux moteurs"; or to it, if built.

Events are, as what something is said of: "deux attentats ont fait douze morts"."""
VAGUE = frozenset(interned(SCHEMA + name) for name in ("Place", "Organization"))
"""Classes of names of which nothing more is known: "Lille" is a Place until something says that it is a City."""


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What deciding looks things up in."""

    parse: Parse
    resources: Resources
    chain_of: Mapping[Mention, Chain]
    quoted: tuple[Quoted, ...]
    topics: Topics
    types: Mapping[Mention, Typed]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that could be made, with the candidate that it comes from and the cues for and against it."""

    candidate: Candidate
    claim: Claim
    cues: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that is no claim, and the reason; `by_class` where both ends are there and one is not what the sense takes."""

    candidate: Candidate
    reason: str
    by_class: bool = False


def settled(proposed: Iterable[Proposal], context: Context) -> tuple[Claim, ...]:
    """The claims that are made, in order of the text, each triple and status once: those that are likely enough.

    Of two senses of one predicate that say the same of the same things, the more specific property stays.
    """
    claims = [(p.candidate, p.claim) for p in proposed if p.claim.confidence >= context.resources.weights.threshold]
    told = [(candidate, claim) for candidate, claim in claims if not _outdone(candidate, claim, claims, context)]
    said = nearest([(candidate, claim) for candidate, claim in told if not _told_otherwise(candidate, claim, told)])
    return tuple(_once([claim for candidate, claim in said if not _goes_without_saying(candidate, claim, said)], context))


def proposals(found: Iterable[Candidate], context: Context) -> tuple[tuple[Proposal, ...], tuple[Refusal, ...]]:
    """What fits the ontology, each with its confidence, in order of the text; and what does not."""
    fitting: list[tuple[Candidate, Claim]] = []
    refused: list[Refusal] = []
    held: dict[tuple[int, Mention | None], Mention | None] = {}
    for candidate in sorted(found, key=_nearest_first):
        outcome = _judge(candidate, context)
        if isinstance(outcome, Refusal):
            refused += [outcome] if _is_near(candidate) else []
        elif _is_held(candidate, held):
            fitting.append((candidate, outcome))
    return tuple(_weighed(candidate, claim, fitting, context) for candidate, claim in fitting), tuple(dict.fromkeys(refused))


def _weighed(candidate: Candidate, claim: Claim, beside: Iterable[tuple[Candidate, Claim]], context: Context) -> Proposal:
    rivals = sum(other.predication.head == candidate.predication.head for other, _ in beside) - 1
    found = cues(candidate, claim, rivals, context.parse, context.types)
    return weighed(Proposal(candidate, claim, found), context.resources.weights)


def weighed(proposal: Proposal, weights: Weights) -> Proposal:
    """The proposal, as sure as these weights make it."""
    cues = proposal.cues
    return replace(proposal, claim=replace(proposal.claim, confidence=weights.confidence(cues), because=weights.because(cues)))


def _is_near(candidate: Candidate) -> bool:
    """Whether a refusal tells an editor of the lexicon something: verbs, and nouns with both ends there."""
    verbal = candidate.predication.kind in (PredicateKind.VERB, PredicateKind.LIGHT)
    return verbal or (candidate.predication.kind is PredicateKind.NOUN and None not in (candidate.subject, candidate.object))


def _nearest_first(candidate: Candidate) -> tuple[int, int]:
    """In order of the text; of what a phrase may attach to, the nearest first."""
    selves = candidate.predication.fillers("self") if _attaches(candidate) else ()
    return candidate.predication.head, selves.index(candidate.subject) if candidate.subject in selves else 0


def _attaches(candidate: Candidate) -> bool:
    """Whether it is said by a phrase that the parser may have hung from a noun too near: a preposition's, or a demonym."""
    return candidate.predication.kind is PredicateKind.PREPOSITION or ORIGIN in candidate.predication.derivation


def _is_held(candidate: Candidate, held: dict[tuple[int, Mention | None], Mention | None]) -> bool:
    """Whether a phrase still is to be attached, or attaches to this very thing."""
    selves = candidate.predication.fillers("self")
    listed = ORIGIN in candidate.predication.derivation and all(m.begin > candidate.predication.begin for m in selves)
    if not _attaches(candidate) or not selves or listed:  # "les sénateurs belges X et Y"
        return True
    phrase, thing = (candidate.object, candidate.subject) if candidate.subject in selves else (candidate.subject, candidate.object)
    return held.setdefault((candidate.predication.head, phrase), thing) == thing


def _judge(candidate: Candidate, context: Context) -> Claim | Refusal:
    def refusal(reason: str, *, by_class: bool = False) -> Refusal:
        return Refusal(candidate, reason, by_class)

    subject = _subject(candidate, context)
    if subject is None:
        return refusal(f"{'no' if candidate.subject is None else 'unknown'} subject")
    vague = (not _attaches(candidate) or candidate.predication.forms == (KICKER,)) and bool(subject.names)
    if not _fits(subject.cls, candidate.domain, context, vague=vague):
        return refusal(f"subject is {context.resources.ontology.label(subject.cls, 'en')}", by_class=candidate.object is not None)
    if candidate.property in POSTS and candidate.subject in candidate.predication.fillers("amount"):
        return refusal("subject is a figure")  # "emploie 300 personnes à Brec"
    obj, ontology = _object(candidate, context), context.resources.ontology
    if _is_generic(candidate, context) or _is_empty(obj, context):
        return refusal("object is nothing in particular")
    if ORIGIN in candidate.predication.derivation and not subject.names and is_anybody(candidate.subject, subject, context.parse, ontology):
        return refusal("subject is nothing in particular")
    if isinstance(obj, Chain) and _is_own_phrase(candidate, subject, obj, context):
        return refusal("says what its own words mean")
    if _is_spoken(candidate, context) or _is_praise(candidate, obj, context):
        return refusal("object is what somebody says")
    if obj is None or obj == subject:
        return refusal(f"{'no' if candidate.object is None else 'unknown'} object" if obj is None else "subject is object")
    vague = candidate.predication.forms != (COMMA,) and not (isinstance(obj, Chain) and not obj.names)
    expected = venues(candidate, subject, context.resources.ontology)
    if not _fits(class_of(obj), expected, context, vague=vague) or _is_misfigured(candidate, obj, context):
        return refusal(f"object is {context.resources.ontology.label(class_of(obj), 'en')}", by_class=candidate.subject is not None)
    why = misplaced(candidate, subject, obj, context.parse, context.chain_of, context.resources) if isinstance(obj, Chain) else ""
    return refusal(why) if why else _claim(candidate, subject, obj, context)


def _subject(candidate: Candidate, context: Context) -> Chain | None:
    """Whose deed it is: the firm that is understood, too, where no more than "la direction" is said."""
    mention = candidate.subject
    if mention is not None and context.resources.ontology.property(candidate.property).understood:
        mention = body(context.parse, mention)
    return context.topics.understood(candidate, "subject") if mention is None else _thing(candidate, mention, context)


def _is_empty(obj: Chain | Amount | Literal | None, context: Context) -> bool:
    """ "le projet", "la décision": a word for something that the article never names."""
    return isinstance(obj, Chain) and not obj.names and obj.label.lower() in context.parse.language.hollow


def _is_spoken(candidate: Candidate, context: Context) -> bool:
    """ "poursuit : « Vous êtes une élue »": what stands behind a verb of somebody's words is no object of the one that opens them."""
    said, obj = candidate.predication, candidate.object
    if said.kind is not PredicateKind.VERB or obj is None:
        return False
    begins, doc = context.parse.reading.begins, context.parse.reading.doc
    opened = (q for q in context.quoted if said.end <= q.begin <= obj.begin and obj.end <= q.end)
    return any(t.pos_ in ("VERB", "AUX") for q in opened for t in doc[said.head + 1 : obj.head] if q.begin <= begins[t.i] < obj.begin)


def _is_praise(candidate: Candidate, obj: Chain | Amount | Literal | None, context: Context) -> bool:
    """ "salue « un grand acteur »": words for somebody named elsewhere, and nobody new."""
    said, mention = candidate.predication, candidate.object
    if said.kind is not PredicateKind.VERB or mention is None or not isinstance(obj, Chain) or obj.cls != PERSON or len(obj.mentions) > 1:
        return False
    indefinite = any(has(det, "Definite", "Ind") for det in children(context.parse.head(mention), "det"))
    return indefinite and any(said.end <= q.begin <= mention.begin and mention.end <= q.end for q in context.quoted)


def _is_own_phrase(candidate: Candidate, subject: Chain, obj: Chain, context: Context) -> bool:
    """ "les auteurs de ces articles", "des victimes d'inondations": who they are is said by the phrase alone, and nobody is named."""
    heads = {m.head for m in (candidate.subject, candidate.object) if m is not None}
    if candidate.predication.head not in heads or subject.names or obj.names or not candidate.predication.plural:
        return False
    return not {candidate.predication.head} >= heads and len(subject.mentions) == len(obj.mentions) == 1


def _is_generic(candidate: Candidate, context: Context) -> bool:
    """ "l'IA pour ses séries": what a phrase in passing says of unnamed things in general is not worth a fact."""
    mention = candidate.object
    if mention is not None and any(lemma(det) in context.parse.language.nobody for det in children(context.parse.head(mention), "det")):
        return True
    if candidate.predication.kind is not PredicateKind.PREPOSITION or mention is None or mention.kind is not MentionKind.DESCRIPTION:
        return False
    return has(context.parse.head(mention), "Number", "Plur")


def _object(candidate: Candidate, context: Context) -> Chain | Amount | Literal | None:
    if candidate.words:
        reading, noun = context.parse.reading, candidate.predication.head
        if reading.quoted_before(noun) and reading.quoted_before(noun + 1):  # « Coach » Roy is no coach
            return None
        words = title_words(context.parse, candidate.predication, context.resources, context.chain_of)
        return Literal(words, lang=context.resources.language.code) if words else None
    if candidate.place is not None:
        small = context.parse.reading.doc[candidate.predication.head].text[:1].islower()
        if small and candidate.predication.kind is PredicateKind.NOUN and candidate.place.cls == COUNTRY:
            return None  # "l'allemand" is a language
        return _listed(candidate.place, candidate.subject, context)
    if candidate.object is None:
        return context.topics.understood(candidate, "object") if candidate.subject is not None else None
    value = context.parse.values.get(candidate.object)
    if value is None or (isinstance(value.value, Amount) and not _fits(class_of(value.value), candidate.range, context)):
        return _thing(candidate, candidate.object, context)
    if not isinstance(value.value, Amount):
        return value.value
    amount = arrived(candidate, amount_of(candidate, value, context.resources), context.parse)
    return negative(amount) if fallen(candidate, context.parse) else amount


def _thing(candidate: Candidate, mention: Mention, context: Context) -> Chain | None:
    """The chain of a mention; counted people are a group, "200 salariés ont manifesté", counted things what they are, "deux moteurs"."""
    value = context.parse.values.get(mention)
    if value is None or not value.noun:
        return context.chain_of.get(mention)
    if mention.head == candidate.predication.head:  # "4 000 salariés" is what the figure counts
        return None
    denoted = [sense.cls for sense in context.resources.lexicon.classes(lemma(counted_noun(context.parse, mention)), value.noun)]
    people = bool(PEOPLE.intersection(denoted))
    undergone = mention in candidate.predication.fillers("object")
    worth = MADE if mention == candidate.object else (EVENT, *(BUILT if undergone else ()))
    meant = next((cls for cls in denoted if context.resources.ontology.is_any(cls, worth)), None)
    if not people and meant is None:
        return None
    label = counted_phrase(context.parse, mention) if people or meant is None else value.noun
    cls = GROUP if people or meant is None else meant
    key = f"{context.resources.ontology.kind(cls)}/{slug(label)}"
    known = next((chain for chain in context.topics.chains if chain.key == key), None)
    return known or Chain(key, label, cls, (), (mention,), ("counted",))


def _listed(place: Entry, mention: Mention | None, context: Context) -> Chain:
    """The article's thing for an entry of the gazetteer; a new one where the article has only the demonym."""
    label = place.called(context.resources.language.code)
    known = next((chain for chain in context.topics.chains if chain.label == label and chain.cls == place.cls), None)
    mentions = (mention,) if mention is not None else ()
    key = f"{context.resources.ontology.kind(place.cls)}/{slug(label)}"
    return known or Chain(key, label, place.cls, (), mentions, ("demonym",) * len(mentions), place.wikidata)


def class_of(obj: Chain | Amount | Literal) -> URIRef:
    """A thing's class, an amount's, or a literal's datatype."""
    if isinstance(obj, Chain):
        return obj.cls
    if isinstance(obj, Amount):
        return MONEY if obj.money else QUANTITY
    return obj.datatype or XSD.string


def _fits(cls: URIRef, expected: tuple[URIRef, ...], context: Context, *, vague: bool = True) -> bool:
    """Whether a class is one of those expected, or so vague that it may be one of them.

    A mere preposition needs to know what it speaks of: "Rio de Janeiro à Paris" is no facility in Paris. Countries are all known;
    but where teams are expected, a town is one: "l'entraîneur de Lorient".
    """
    ontology = context.resources.ontology
    if not expected or ontology.is_any(cls, expected):
        return True
    if not vague or cls not in VAGUE:
        return False
    return ontology.akin(cls, expected if TEAM in expected else [other for other in expected if other != COUNTRY])


def _is_misfigured(candidate: Candidate, obj: Chain | Amount | Literal, context: Context) -> bool:
    """Whether a figure is in another unit than the property's, or a preposition ties it to what says or is said by itself."""
    if not isinstance(obj, Amount):
        return False
    if not fits(candidate, context.parse, context.resources):
        return True
    return not in_unit(candidate.property, obj, context.resources)


def _claim(candidate: Candidate, subject: Chain, obj: Chain | Amount | Literal, context: Context) -> Claim:
    status, speaker = _stance(candidate, context)
    obj, status, as_of = timed(candidate, obj, status, context.parse)
    return Claim(
        subject=subject,
        predicate=candidate.property,
        object=obj,
        status=status,
        evidence=evidence(candidate, context.parse),
        sense=candidate.sense,
        speaker=speaker if status is not Status.ASSERTED else None,
        as_of=as_of,
    )


def _stance(candidate: Candidate, context: Context) -> tuple[Status, Chain | None]:
    """A claim's status and whose word it is: of a role, or what a phrase takes for granted, only a quotation makes somebody's word."""
    predication = candidate.predication
    status, speaker = predication.status, predication.speaker
    held = (candidate.words or candidate.property in POSTS) and is_left(context.parse, predication)
    if candidate.aside or held or (status is Status.REPORTED and presupposed(context.parse, predication)):
        status, speaker = Status.ASSERTED, None
    for quoted in context.quoted:
        if quoted.begin <= predication.begin and predication.end <= quoted.end:
            status = max(status, Status.REPORTED, key=RANK.index)
            speaker = quoted.speaker or speaker
    return status, context.chain_of.get(speaker) if speaker is not None else None


def _goes_without_saying(candidate: Candidate, claim: Claim, said: list[tuple[Candidate, Claim]]) -> bool:
    """That "un pilote" is a pilot: a nameless person's title counts only where something else is said of the person.

    And a description that takes a name up again ("le responsable") is a title only where the name has no other.
    """
    if not candidate.words:
        return False
    if claim.subject.names:
        why = dict(zip(claim.subject.mentions, claim.subject.reasons, strict=True))
        own = candidate.subject is not None and candidate.subject.head == candidate.predication.head
        taken_up = own and candidate.subject in why and why[candidate.subject] not in REASONS
        return taken_up and any(
            other.subject == claim.subject and peer.words and peer.predication is not candidate.predication for peer, other in said
        )
    return not any(claim.subject in (other.subject, other.object) and not peer.words for peer, other in said)


def _outdone(candidate: Candidate, claim: Claim, claims: list[tuple[Candidate, Claim]], context: Context) -> bool:
    """Whether a more specific property says the same of the same things, or the same sentence tells outright what this says in passing."""
    ontology = context.resources.ontology
    for peer, other in claims:
        if (other.subject, other.object) != (claim.subject, claim.object):
            continue
        if other.predicate != claim.predicate:
            if ontology.is_a(other.predicate, claim.predicate):
                return True
        elif candidate.aside and not peer.aside and other.evidence.sentence_begin == claim.evidence.sentence_begin:
            return True
    return False


def _told_otherwise(candidate: Candidate, claim: Claim, told: list[tuple[Candidate, Claim]]) -> bool:
    """Whether the same verb says the same of the very event that it tells: "tué lors d'une mission … l'embuscade"."""
    if _event_end(candidate) is not None:
        return False
    for peer, other in told:
        if peer.predication.head == candidate.predication.head and other.predicate == claim.predicate:
            end = _event_end(peer)
            if (end == "subject" and other.object == claim.object) or (end == "object" and other.subject == claim.subject):
                return True
    return False


def _event_end(candidate: Candidate) -> str | None:
    """Which end of a candidate is the event that its own verb tells."""
    ends = (("subject", candidate.subject), ("object", candidate.object))
    return next((name for name, mention in ends if mention is not None and mention.kind is MentionKind.EVENT), None)


def _once(claims: Iterable[Claim], context: Context) -> Iterator[Claim]:
    """Each triple with each status once, where it is first said; a symmetric one in one direction."""
    seen: set[tuple[object, ...]] = set()
    for claim in sorted(claims, key=lambda c: (c.evidence.begin, c.evidence.end, c.predicate, c.subject.key, str(c.sense))):
        ends: tuple[object, ...] = (claim.subject.key, claim.object.key if isinstance(claim.object, Chain) else claim.object)
        if context.resources.ontology.property(claim.predicate).symmetric:
            ends = tuple(sorted(map(str, ends)))
        key = (*ends, claim.predicate, claim.status)
        if key not in seen:
            seen.add(key)
            yield claim

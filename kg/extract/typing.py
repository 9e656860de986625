"""Each mention's class, by the votes of everything that says something about it; no first rule wins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rdflib import URIRef

from kg.extract.aliases import Alias, aliases
from kg.extract.apposition import Apposition, appositions
from kg.extract.mentions import tokens
from kg.extract.names import called_after
from kg.extract.nouns import PERSON, noun, noun_classes
from kg.extract.resources import Resources
from kg.extract.shapes import capital, is_label
from kg.extract.terms import entry, listed
from kg.iris import NEWS, SCHEMA, interned
from kg.languages.first_names import gender_of
from kg.languages.reference import Reference, reference
from kg.model import Mention, MentionKind
from kg.ontology import Ontology
from kg.parse import Reading
from kg.tokens import Token

ORGANIZATION, PLACE, TOPIC, THING = (
    interned(SCHEMA + "Organization"),
    interned(SCHEMA + "Place"),
    interned(NEWS + "Topic"),
    interned(SCHEMA + "Thing"),
)
TEAM, EVENT, WORK = interned(SCHEMA + "SportsTeam"), interned(SCHEMA + "Event"), interned(SCHEMA + "CreativeWork")
COUNTRY = interned(SCHEMA + "Country")
PRODUCT, SERVICE, VALUES = interned(NEWS + "Product"), interned(NEWS + "Service"), interned(SCHEMA + "StructuredValue")
SHARED = 1.2
"""The gazetteer's vote for a name that others bear, too: "Houston" is a town, unless something says better."""
SUPPORT = 0.5
"""How much of a vote for a class counts for those below it and above it."""

_LABELS = {"PER": (PERSON, 0.8), "ORG": (ORGANIZATION, 0.5), "LOC": (PLACE, 0.5)}

NAMING_KINDS = (ORGANIZATION, interned(NEWS + "Facility"), interned(NEWS + "Award"), interned(SCHEMA + "Event"))
"""Kinds whose noun opens their names: "Fondation X", "Aéroport Y"."""
IF_NAMED = "expected, should it have a name"
"""The reason of a vote that a description casts only for the thing it stands for, where that has a name."""
FIRST_WORD = "its first word"

A_PLACE = "called like a place"
GUESSES = (A_PLACE, "the model's LOC", "the model's PER", "the model's ORG", "preposition", "acronym")
"""The reasons of votes that are guesses."""
LISTED = 1.2
"""How much it counts that a long list has the name: less than the model's own word for a person."""
DOES = 2.2
"""How much more what a name does counts against a guess than where nothing is known."""

Vote = tuple[URIRef, float, str]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a candidate would have a mention be: "X utilise Y" expects an agent for X."""

    mention: Mention
    classes: tuple[URIRef, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Typed:
    """A class, how sure it is in [0, 1], and the votes: class, weight, reason."""

    cls: URIRef | None
    score: float
    votes: tuple[Vote, ...]


def types(
    reading: Reading, mentions: Sequence[Mention], expectations: Iterable[Expectation], resources: Resources
) -> Mapping[Mention, Typed]:
    """A class for every mention but values; the mentions of one name vote together.

    "la plateforme Ariel" → (Ariel, news:Service); "Roy, directrice de Ariel" → (Roy, schema:Person)
    """
    ref = reference(resources.language.code)
    nominal = tuple(mention for mention in mentions if mention.kind is not MentionKind.TASK)
    expected = defaultdict(list)
    for expectation in expectations:
        expected[expectation.mention].append(expectation)
    joined = defaultdict(list)
    for link in appositions(reading, nominal, resources):
        joined[link.name].append(link)
        expected[link.name] += [replace(e, mention=link.name) for e in expected[link.description]]
    votes: dict[Mention, list[Vote]] = {}
    for alias in aliases(reading, nominal, resources):
        votes.update(_shared(reading, alias, joined, resources, ref))
    for mention in mentions:
        if mention.kind is MentionKind.DESCRIPTION:
            votes[mention] = list(noun_votes(reading, mention, resources))
    return {
        m: _typed([*votes.get(m, []), *_expected(votes.get(m, []), expected[m], m, resources)], resources.ontology)
        for m in mentions
        if m.kind is not MentionKind.VALUE
    }


def _shared(
    reading: Reading, alias: Alias, joined: Mapping[Mention, list[Apposition]], resources: Resources, ref: Reference
) -> Iterator[tuple[Mention, list[Vote]]]:
    """The votes of all mentions of one thing's names, each reason counted at most twice."""
    cast: dict[tuple[URIRef, str], list[float]] = defaultdict(list)
    for mention in alias.mentions:
        for cls, weight, reason in _name_votes(reading, mention, joined.get(mention, []), resources, ref):
            if cls in resources.ontology.classes:
                cast[cls, reason].append(weight)
    merged = [(cls, max(weights) * (1.5 if len(weights) > 1 else 1.0), reason) for (cls, reason), weights in sorted(cast.items())]
    labels = [label for label in alias.labels if label in _LABELS and not _common(reading, alias, ref)]
    for label in sorted(set(labels)):
        cls, weight = _LABELS[label]
        if cls in resources.ontology.classes:
            merged.append((cls, weight * labels.count(label) / len(labels), f"the model's {label}"))
    yield from ((mention, merged) for mention in alias.mentions)


def _common(reading: Reading, alias: Alias, ref: Reference) -> bool:
    """An acronym that takes the indefinite article is a common noun: "un AVC"."""
    heads = [reading.doc[m.head] for m in alias.mentions]
    return all(h.text.isupper() and any(c.text.lower() in ref.one_of and c.dep_ == "det" for c in h.lefts) for h in heads)


def _name_votes(reading: Reading, mention: Mention, joined: Iterable[Apposition], resources: Resources, ref: Reference) -> Iterator[Vote]:
    inside = [reading.doc[i] for i in tokens(reading, mention)]
    words = [t.text.lower() for t in inside]
    concept = entry(resources, reading.words(mention.begin, mention.end))
    if concept is not None:
        yield (concept.cls, SHARED, A_PLACE) if concept.shared else (concept.cls, 3.0, "gazetteer")
    brand = listed(resources, reading.words(mention.begin, mention.end)) if concept is None else None
    if brand is not None:
        yield brand.cls, LISTED, "a list"
    if len(inside) == 1 and called_after(inside[0], resources):
        yield PERSON, 1.5, "gave a name"
    if words[0] in ref.titles:
        yield PERSON, 3.0, "title"
    if words[0] in ref.organisations or not all(t.ent_type_ == "PER" and capital(t) for t in inside):  # "Marine Roux" is no navy
        worded = _worded(inside, resources, ref)
        yield from (vote for vote in worded if brand is None or resources.ontology.akin(vote[0], (brand.cls,)))
    if re.search(resources.language.towns, reading.words(mention.begin, mention.end)):
        yield PLACE, 2.0, "its hyphens"
    if _year_last(words):
        yield EVENT, 2.0, "its year"
    numbered = any(c.isdigit() for c in words[-1]) and any(c.isalpha() for c in words[-1])
    if (
        len(inside) in (2, 3)
        and not numbered
        and all(t.ent_type_ == "PER" and t.text[:1].isupper() for t in inside)
        and not set(words) & ref.organisations
        and (brand is None or gender_of(inside[0].text))  # the model takes firms of two words for persons
    ):
        yield PERSON, 0.6, "first name and surname"
    if len(inside) == 1 and inside[0].text.isupper() and inside[0].text.isalpha() and 2 <= len(inside[0].text) <= 6:
        yield ORGANIZATION, 0.4, "acronym"
    if numbered or any(w[0].isdigit() and w[-1].isalpha() for w in words):
        yield PRODUCT, 1.4, "a model's number"
    case = {c.text.lower() for c in reading.doc[mention.head].lefts if c.dep_ == "case"}
    articles = {c.text.lower() for c in reading.doc[mention.head].lefts if c.dep_ == "det"}
    if len(inside) == 1 and is_label(inside[0]) and inside[0].i > 1 and _stands_behind_somebody(inside[0]):
        yield ORGANIZATION, 1.6, "initials behind somebody"
    if "en" in case:
        yield PLACE, 0.8, "preposition"
    if "sur" in case and not articles and inside[0].ent_type_ != "LOC":
        yield SERVICE, 0.6, "preposition"
    for link in joined:
        yield from ((cls, weight * link.weight * (0.2 if cls == TOPIC else 1.0), f"called {link.noun}") for cls, weight in link.classes)


def _stands_behind_somebody(token: Token) -> bool:
    """ "Emma Roy (PS)"."""
    return token.nbor(-1).text == "(" and token.nbor(-2).ent_type_ == "PER" and token.nbor(-2).sent == token.sent


def _year_last(words: Sequence[str]) -> bool:
    """Whether a name ends in a year: "Mondial 2018"."""
    return len(words) > 1 and words[-1].isdigit() and len(words[-1]) == 4


def _worded(inside: Sequence[Token], resources: Resources, ref: Reference) -> Iterator[Vote]:
    """What a name's own words say: "Université Louis-Armand", "La Gazette de Brec", "Seconde Guerre mondiale", "Ariel SA"."""
    lexicon = resources.lexicon
    while len(inside) > 2 and (inside[0].text.lower() in ref.articles or (inside[0].pos_ == "ADJ" and inside[1].pos_ == "NOUN")):
        inside = inside[1:]
    words = [token.text.lower() for token in inside]
    count = len(words)
    whole = lexicon.classes(lexicon.longest(" ".join(words).replace("' ", "'"))) if count > 1 else ()  # "Palme d'or"
    senses = whole or (lexicon.classes(words[0], words[0]) if count > 1 and not words[1].isdigit() else ())
    bodies = ref.organisations.intersection(words if capital(inside[0]) else words[1:])  # "le congrès de X" may be a meeting
    kinds = (*NAMING_KINDS, PLACE) if words[0] in ref.landmarks else NAMING_KINDS
    for rank, sense in enumerate(senses):
        gathering = words[0] in bodies and resources.ontology.is_a(sense.cls, EVENT)  # "Rassemblement citoyen"
        if resources.ontology.is_any(sense.cls, kinds) and not gathering:
            yield sense.cls, 2.0 if rank == 0 else 0.8, FIRST_WORD
    if count > 1 and words[0] in ref.teams:
        yield TEAM, 1.6, "a team's initials"
    if count > 1 and (words[-1] in ref.legal_forms | ref.trades or set(words) & ref.organisations):
        yield ORGANIZATION, 1.5, "an organisation's word"


def noun_votes(reading: Reading, mention: Mention, resources: Resources) -> Iterator[Vote]:
    """The votes of a description's own noun."""
    for cls, weight in noun_classes(reading, mention, resources):
        yield cls, weight * (0.3 if cls == TOPIC else 1.0), f"its noun {noun(reading, mention, reference(resources.language.code)).lemma_}"


def _expected(votes: Sequence[Vote], expected: Iterable[Expectation], mention: Mention, resources: Resources) -> Iterator[Vote]:
    """An expectation picks among the classes that already have a vote; where none has, it may say only what is vague."""
    ontology = resources.ontology
    votes = [vote for vote in votes if vote[0] != TOPIC]
    for wanted in _things(expected, ontology):
        plausible = sorted({cls for cls, _, _ in votes if ontology.is_any(cls, wanted.classes)})
        narrower = sorted({w for w in wanted.classes for cls, _, _ in votes if ontology.is_a(w, cls) and w != cls})
        unknown = narrower == [COUNTRY] and mention.kind is MentionKind.NAME  # the gazetteer has all countries
        if plausible:
            yield from _agreeing(wanted, plausible, votes, mention, ontology)
        elif len(narrower) == 1 and not unknown:
            yield narrower[0], wanted.weight, "expected"
        elif not votes:
            yield from _vague(wanted, mention, ontology)
        elif mention.kind is MentionKind.NAME and all(reason in GUESSES for _, _, reason in votes):
            yield from (vote for vote in _against(wanted, mention, ontology) if vote[0] != EVENT)  # events are mostly called so


def _agreeing(
    wanted: Expectation, plausible: Sequence[URIRef], votes: Sequence[Vote], mention: Mention, ontology: Ontology
) -> Iterator[Vote]:
    """Votes for what is plausible; a mere guess of a place that acts is doubted: an organisation may be as well."""
    guessed = mention.kind is MentionKind.NAME and all(reason in GUESSES for _, _, reason in votes)
    yield from ((cls, wanted.weight * (0.6 if guessed else 1.0), "expected") for cls in plausible)
    if guessed and PLACE in plausible and ORGANIZATION not in plausible and ontology.is_any(ORGANIZATION, wanted.classes):
        alike = any(reason == A_PLACE for _, _, reason in votes)
        yield ORGANIZATION, wanted.weight * (0.7 if alike else 1.0), "expected"


def _against(wanted: Expectation, mention: Mention, ontology: Ontology) -> Iterator[Vote]:
    """The model takes companies that it does not know for places or persons: what the name does outweighs its guess."""
    for cls, weight, _ in _vague(wanted, mention, ontology):
        yield cls, weight * DOES, "expected"


def _things(expected: Iterable[Expectation], ontology: Ontology) -> Iterator[Expectation]:
    """Expectations without the classes of values: a mention is a thing."""
    for wanted in expected:
        classes = tuple(c for c in wanted.classes if not ontology.is_a(c, VALUES))
        if classes:
            yield Expectation(wanted.mention, classes, wanted.weight)


def _vague(wanted: Expectation, mention: Mention, ontology: Ontology) -> Iterator[Vote]:
    if mention.kind is MentionKind.PRONOUN:
        yield from ((cls, wanted.weight / len(wanted.classes), "expected") for cls in wanted.classes)
        return
    order = (ORGANIZATION, SERVICE, PRODUCT, WORK, EVENT)
    fitting = [cls for cls in order if cls in ontology.classes and ontology.is_any(cls, wanted.classes)]
    pick = fitting[0] if fitting else wanted.classes[0] if len(wanted.classes) == 1 else None
    if pick is not None:
        yield pick, wanted.weight / 2, "expected" if mention.kind is MentionKind.NAME else IF_NAMED


def _typed(votes: Sequence[Vote], ontology: Ontology) -> Typed:
    cls, score = decide((v for v in votes if v[2] != IF_NAMED), ontology)
    return Typed(cls, score, tuple(votes))


def decide(votes: Iterable[Vote], ontology: Ontology) -> tuple[URIRef | None, float]:
    """The class with most votes, its own and half of those for the classes above and below it; how far it is ahead.

    Organization 1.0, Company 1.4, Service 1.5 → Company
    """
    totals: dict[URIRef, float] = defaultdict(float)
    for cls, weight, _ in votes:
        totals[cls] += weight
    if not totals:
        return None, 0.0
    if len(totals) > 1 and totals.get(TOPIC, 1.0) < 1:
        del totals[TOPIC]  # a mere subject of talk is what is left when nothing else speaks up
    if len(totals) == 1:
        ((only, weight),) = totals.items()
        return only, 1.0 if weight else 0.0
    backed = {c: own + SUPPORT * sum(w for o, w in totals.items() if o != c and ontology.akin(o, (c,))) for c, own in totals.items()}
    depth = {c: len(ontology.ancestors(c)) for c in totals}
    best = min(totals, key=lambda c: (-round(backed[c] + 0.05 * depth[c], 6), c))
    rival = max((backed[c] for c in totals if not ontology.akin(c, (best,))), default=0.0)
    return best, backed[best] / (backed[best] + rival) if backed[best] else 0.0


def fallback(ontology: Ontology) -> URIRef:
    """The class of what nothing is known about."""
    return TOPIC if TOPIC in ontology.classes else THING

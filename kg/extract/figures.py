"""Figures as values of a property: in which unit it measures, which way it moved, what may have a figure at all."""

from __future__ import annotations

from dataclasses import replace

from rdflib import URIRef

from kg.extract.candidates import POSSESSIVE, Candidate
from kg.extract.resources import Resources
from kg.extract.syntax import Parse, has, lemma
from kg.extract.values import Value, dimension
from kg.iris import SCHEMA, interned
from kg.lexicon import Sense
from kg.model import Amount, Mention, MentionKind, PredicateKind

MONEY = interned(SCHEMA + "MonetaryAmount")
QUANTITY = interned(SCHEMA + "QuantitativeValue")


def in_unit(prop: URIRef, amount: Amount, resources: Resources) -> bool:
    """Whether an amount is of the kind that the property measures in: employees are counted, a size is not in days."""
    kind = resources.ontology.property(prop).unit_kind
    if kind is None or amount.money:
        return True
    if amount.unit in ("", "%"):
        return kind == {"": "count", "%": "percent"}[amount.unit]
    measures = dimension(amount.unit, resources.language.code)
    return measures != "duration" if kind == "measure" else kind == measures


def amount_of(candidate: Candidate, value: Value, resources: Resources) -> Amount:
    """The amount as the property has it: of what is measured in things counted, these are the unit.

    "un rapport de 81 pages" → 81 pages
    """
    assert isinstance(value.value, Amount)
    assert candidate.object is not None
    counted = value.noun and not value.value.unit and candidate.object.head != candidate.predication.head
    counts = counted and resources.ontology.property(candidate.property).unit_kind == "measure"
    return replace(value.value, unit=value.noun) if counts else value.value


def arrived(candidate: Candidate, amount: Amount, parse: Parse) -> Amount:
    """Of what went from one figure to another, that which it has come to: "est passée de 10 000 à 12 000 habitants" → 12 000."""
    mention = candidate.object
    verbs = {lemma(token) for token in list(parse.head(mention).ancestors)[:2]} if mention is not None else set()
    shifted = amount.low is not None and amount.high is not None and not verbs.isdisjoint(parse.language.shifting_verbs)
    return replace(amount, number=amount.high, low=None, high=None) if shifted else amount


def fallen(candidate: Candidate, parse: Parse) -> bool:
    """Whether the object is a change for the worse: "une baisse de 3 %"."""
    mention = candidate.object
    if mention is None or mention not in candidate.predication.fillers("change"):
        return False
    head = parse.head(mention)
    return any(lemma(token) in parse.language.falling for token in (head, *list(head.ancestors)[:3]))


def negative(amount: Amount) -> Amount:
    """The amount below zero."""
    return replace(amount, number=f"-{amount.number}") if amount.number and not amount.number.startswith("-") else amount


def fits(candidate: Candidate, parse: Parse, resources: Resources) -> bool:
    """Whether a noun may have the figure that a noun or a preposition gives it.

    "une durée de 20 minutes" has no duration, it is one; what is "de 12 ans" may be a child where nothing says what it is; "une firme de
    300 salariés" needs no sense of "de"; "les firmes de 300 salariés" are any that have so many.
    """
    kind, subject = candidate.predication.kind, candidate.subject
    if kind is PredicateKind.NOUN and _says_other(candidate, parse, resources):
        return False
    if kind not in (PredicateKind.NOUN, PredicateKind.PREPOSITION) or subject is None or subject.kind is not MentionKind.DESCRIPTION:
        return kind is not PredicateKind.PREPOSITION or not _says_itself(candidate.object, parse, resources)
    head = parse.head(subject)
    measured = any(_is_measure(s) for s in resources.lexicon.senses(PredicateKind.NOUN, lemma(head), head.text.lower()))
    if kind is PredicateKind.NOUN:
        counted = candidate.object is not None and candidate.object.head == candidate.predication.head
        beside = subject in candidate.predication.fillers("possessor")
        return not measured and not (counted and beside and has(head, "Number", "Plur"))
    known = bool(resources.lexicon.classes(lemma(head), head.text.lower()))
    return known and not measured and not _says_itself(candidate.object, parse, resources)


def _is_measure(sense: Sense) -> bool:
    return sense.frame == POSSESSIVE and bool({MONEY, QUANTITY} & {*sense.range})


def _says_other(candidate: Candidate, parse: Parse, resources: Resources) -> bool:
    """Whether what is counted says another property than the noun that has the figure: the toll of "15 blessés" is no death toll."""
    value = parse.values.get(candidate.object) if candidate.object is not None else None
    if candidate.object is None or value is None or not value.noun or candidate.object.head == candidate.predication.head:
        return False
    senses = resources.lexicon.senses(PredicateKind.NOUN, lemma(parse.head(candidate.object)), value.noun)
    said = {sense.reference for sense in senses if sense.frame == POSSESSIVE}
    return bool(said) and candidate.property not in said


def _says_itself(mention: Mention | None, parse: Parse, resources: Resources) -> bool:
    """Whether a counted noun has a property of its own."""
    value = parse.values.get(mention) if mention is not None else None
    if mention is None or value is None or not value.noun:
        return False
    senses = resources.lexicon.senses(PredicateKind.NOUN, lemma(parse.head(mention)), value.noun)
    return any(sense.frame == POSSESSIVE for sense in senses)

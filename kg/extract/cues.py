"""What speaks for and against a claim: how its frame matched, who fills its ends, how they were found and typed.

"L'IA est utilisée par elle" → passive 1, object is a pronoun 1, subject fits 1 …
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log2

from rdflib import Literal, URIRef

from kg.extract.candidates import Candidate
from kg.extract.syntax import Parse
from kg.extract.typing import GUESSES, Typed
from kg.iris import NEWS, SCHEMA
from kg.model import Amount, Chain, Claim, Mention, MentionKind, Status

LONG = 20
"""Tokens of a sentence of usual length."""


def cues(candidate: Candidate, claim: Claim, rivals: int, parse: Parse, types: Mapping[Mention, Typed]) -> dict[str, float]:
    """The cues of a claim by name; those of yes or no are 1 where they hold, `rivals` other claims hang from the same predicate."""
    found = {**_frame(candidate), **_place(candidate, parse)}
    found |= _end("subject", candidate.subject, claim.subject, candidate.domain, types)
    found |= _end("object", candidate.object, claim.object, candidate.range, types)
    found[f"property: {_short(candidate.property)}"] = 1.0
    found["rivals"] = log2(1 + rivals)
    if claim.status is not Status.ASSERTED:
        found[f"status: {claim.status.value.lower()}"] = 1.0
    return found


def _short(iri: URIRef) -> str:
    return str(iri).replace(NEWS, "news:").replace(SCHEMA, "schema:")


def _frame(candidate: Candidate) -> dict[str, float]:
    """The kind of predicate, and the constructions that were undone to reach its ends."""
    predication = candidate.predication
    found = {f"predicate is a {predication.kind.value}": 1.0}
    found |= {f"through {construction}": 1.0 for construction in predication.derivation}
    if candidate.aside:
        found["said in passing"] = 1.0
    for end, mention in (("subject", candidate.subject), ("object", candidate.object)):
        roles = sorted({role.name for role in predication.roles if role.filler == mention})
        if roles:
            found[f"{end} is its {roles[0].partition(' ')[0]}"] = 1.0
        if mention is not None and len(predication.fillers(*roles)) > 1:
            found[f"{end} among several"] = 1.0
    return found


def _place(candidate: Candidate, parse: Parse) -> dict[str, float]:
    """Where the parts stand to one another, in a sentence of which length."""
    head, doc = candidate.predication.head, parse.reading.doc
    found = {"long sentence": max(0.0, log2(len(list(doc[head].sent)) / LONG))}
    for end, mention in (("subject", candidate.subject), ("object", candidate.object)):
        if mention is None:
            continue
        first, last = sorted((mention.head, head))
        if doc[mention.head].sent != doc[head].sent:
            found[f"{end} in another sentence"] = 1.0
        found[f"far {end}"] = log2(1 + last - first)
        found[f"commas to the {end}"] = float(min(3, sum(token.text in {",", ";", "(", ")", ":"} for token in doc[first:last])))
    if candidate.subject is not None and candidate.subject.head > head:
        found["subject behind its predicate"] = 1.0
    if candidate.object is not None and candidate.object.head < head:
        found["object before its predicate"] = 1.0
    if parse.reading.blocks[head] == 0:
        found["in the headline"] = 1.0
    return found


def _end(
    end: str, mention: Mention | None, meant: Chain | Amount | Literal, expected: tuple[URIRef, ...], types: Mapping[Mention, Typed]
) -> dict[str, float]:
    """Who fills an end: how it is called, what is known of its class, why it is thought to be this thing."""
    if mention is None:
        return {f"{end} is understood" if isinstance(meant, Chain) else f"{end} is the words": 1.0}
    found = {f"{end} is a {mention.kind.value}": 1.0}
    if not isinstance(meant, Chain):
        return found
    if not meant.names:
        found[f"{end} has no name"] = 1.0
    if mention.kind is not MentionKind.NAME and mention in meant.mentions:
        found[f"{end} linked: {meant.reasons[meant.mentions.index(mention)].partition(',')[0]}"] = 1.0
    typed = types.get(mention)
    if typed is not None:
        found[f"doubt about the {end}'s class"] = 1.0 - typed.score
        if all(reason in GUESSES for _, _, reason in typed.votes):
            found[f"{end}'s class is a guess"] = 1.0
    if expected and meant.cls not in expected:
        found[f"{end} fits loosely"] = 1.0
    found[f"{end} is a {_short(meant.cls)}"] = 1.0
    found[f"{end} spoken of often"] = log2(len(meant.mentions) or 1)
    return found

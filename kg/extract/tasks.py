"""What is to be done: infinitives as tasks, which things are for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.resources import Resources
from kg.extract.syntax import Parse, case, children
from kg.iris import NEWS, interned, slug
from kg.languages.base import Language
from kg.model import Chain, Mention, MentionKind, Role
from kg.parse import Reading
from kg.tokens import Token

ACTIVITY = interned(NEWS + "Activity")
LONGEST = 14
"""Most tokens of a task."""
_HUNG = frozenset({"xcomp", "ccomp", "advcl", "acl", "obl:arg", "obl:mod", "nmod", "dep", "advmod", "conj", "obj"})
_ASIDE = frozenset({"advcl", "parataxis", "cc", "acl:relcl"})


def tasks(reading: Reading, language: Language) -> Iterator[Mention]:
    """The infinitives behind a preposition, each with its complements: "un code pour aider les voyageurs à s'orienter"."""
    for verb in reading.doc:
        if verb.pos_ == "VERB" and verb.dep_ in _HUNG and "Inf" in verb.morph.get("VerbForm") and mark(verb) is not None:
            begin, end = reading.span(_first(verb), _last(verb))
            yield Mention(begin, end, MentionKind.TASK, verb.i)


def mark(verb: Token) -> Token | None:
    """The preposition of an infinitive: its own, or that of the infinitive it is coordinated with."""
    own = next((child for child in verb.lefts if child.dep_ in ("mark", "case") and child.pos_ == "ADP"), None)
    if own is None and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and "Inf" in verb.head.morph.get("VerbForm"):
        return mark(verb.head)
    return own


def chains(reading: Reading, mentions: Sequence[Mention], resources: Resources) -> tuple[Chain, ...]:
    """Each task as a thing; one said twice in the same words is one."""
    if ACTIVITY not in resources.ontology.classes:
        return ()
    said: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.kind is MentionKind.TASK:
            said.setdefault(slug(_label(reading, mention)), []).append(mention)
    kind = resources.ontology.kind(ACTIVITY)
    return tuple(
        Chain(f"{kind}/{words}", _label(reading, same[0]), ACTIVITY, (), tuple(same), ("first mention",) * len(same))
        for words, same in said.items()
    )


def _label(reading: Reading, mention: Mention) -> str:
    return reading.words(mention.begin, mention.end).strip("«»“”\"' .,;:")


def _first(verb: Token) -> int:
    """The reflexive or object pronoun before it belongs to it: "s'orienter"."""
    before = [child.i for child in verb.lefts if child.pos_ == "PRON"]
    return min(before) if before and verb.i - min(before) == len(before) else verb.i


def _last(verb: Token) -> int:
    """Where its complements end: before a comma, a further clause or another verb coordinated with it."""
    last = verb.i
    for child in verb.rights:
        clause = child.dep_ == "conj" and child.pos_ in ("VERB", "AUX")
        if child.dep_ in _ASIDE or clause or child.is_punct or child.left_edge.i != last + 1:
            break
        last = min(child.right_edge.i, verb.i + LONGEST)
    inside = verb.doc[verb.i : last + 1]
    stop = next((token.i for token in inside if token.is_punct and token.text in {",", ";", ":", "(", "."}), last + 1)
    return min(last, stop - 1)


def task_roles(parse: Parse, verb: Token) -> Iterator[Role]:
    """An infinitive and those coordinated with it, as tasks: "inf:pour" for "pour aider X et guider Y"."""
    preposition = case(parse, verb)
    for infinitive in (verb, *children(verb, "conj")):
        mention = parse.at.get(infinitive.i)
        if mention is not None and mention.kind is MentionKind.TASK and preposition:
            yield Role(f"inf:{preposition}", mention)

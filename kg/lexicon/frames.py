"""What a frame matches: its class, its arguments, and the roles of a predication that fill them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import RDFS, URIRef

from kg.iris import interned
from kg.lexicon.source import BEHAVIOUR, ENDS, FRAMES, LEXINFO, MARKER, TYPE, Node, Source, folded
from kg.model import PredicateKind

_SUBCLASS = interned(str(RDFS.subClassOf))

_SUBJECT, _OBJECT, _SELF, _POSSESSOR = (
    interned(LEXINFO + name) for name in ("subject", "directObject", "copulativeArg", "possessiveAdjunct")
)
_TIME, _INFINITIVE = interned(FRAMES + "temporalAdjunct"), interned(FRAMES + "infinitive")
_PREPOSITIONAL = (interned(LEXINFO + "prepositionalObject"), interned(LEXINFO + "prepositionalAdjunct"))
COMPLEMENTS = (*_PREPOSITIONAL, _INFINITIVE)
"""The functions of arguments that stand after a preposition."""
_PLAIN_ROLES: Mapping[URIRef, str] = {
    _SUBJECT: "subject",
    _OBJECT: "object",
    _SELF: "self",
    _POSSESSOR: "possessor",
    _TIME: "time",
    **{interned(FRAMES + name): name for name in ("event", "words", "change", "amount")},
}
_FUNCTIONS = (*_PLAIN_ROLES, *COMPLEMENTS)


@dataclass(frozen=True, slots=True)
class FrameClass:
    """What frames of a class match; each of `needed` is an argument they cannot do without, by any one of its functions."""

    kind: PredicateKind
    needed: tuple[tuple[URIRef, ...], ...]
    reflexive: bool = False


# A frame class that is not here counts as its nearest super-class that is.
_VERB, _NOUN = PredicateKind.VERB, PredicateKind.NOUN
_KNOWN: Mapping[Node, FrameClass] = {
    interned(LEXINFO + "IntransitiveFrame"): FrameClass(_VERB, ((_SUBJECT,),)),
    interned(LEXINFO + "IntransitivePPFrame"): FrameClass(_VERB, ((_SUBJECT,), _PREPOSITIONAL)),
    interned(LEXINFO + "TransitiveFrame"): FrameClass(_VERB, ((_SUBJECT,), (_OBJECT,))),
    interned(LEXINFO + "TransitivePPFrame"): FrameClass(_VERB, ((_SUBJECT,), (_OBJECT,), _PREPOSITIONAL)),
    interned(FRAMES + "ReflexiveFrame"): FrameClass(_VERB, ((_SUBJECT,),), reflexive=True),
    interned(FRAMES + "ReflexivePPFrame"): FrameClass(_VERB, ((_SUBJECT,), _PREPOSITIONAL), reflexive=True),
    interned(FRAMES + "ReflexiveTransitiveFrame"): FrameClass(_VERB, ((_SUBJECT,), (_OBJECT,)), reflexive=True),
    interned(FRAMES + "LightVerbFrame"): FrameClass(PredicateKind.LIGHT, ((_SUBJECT,),)),
    interned(LEXINFO + "NounPPFrame"): FrameClass(_NOUN, (_PREPOSITIONAL,)),
    interned(LEXINFO + "NounPossessiveFrame"): FrameClass(_NOUN, ((_POSSESSOR,), (_SELF,))),
    interned(FRAMES + "RoleNounFrame"): FrameClass(_NOUN, ((_SELF,),)),
    interned(FRAMES + "KindNounFrame"): FrameClass(_NOUN, ((_SELF,),)),
    interned(FRAMES + "PossessedNameFrame"): FrameClass(_NOUN, ((_POSSESSOR,), (_SELF,))),
    interned(LEXINFO + "AdjectivePPFrame"): FrameClass(PredicateKind.ADJECTIVE, ((_SELF,), _PREPOSITIONAL)),
    interned(FRAMES + "PrepositionFrame"): FrameClass(PredicateKind.PREPOSITION, ((_SELF,), (*COMPLEMENTS, _TIME))),
    interned(FRAMES + "InstrumentFrame"): FrameClass(PredicateKind.PREPOSITION, ((_SUBJECT,), _PREPOSITIONAL)),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One argument of a frame, and the roles of a predication that fill it: `("subject",)`, `("obl:pour", "obl:dans")`."""

    iri: URIRef
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame of an entry with its arguments, sorted; `known` is None where its class says nothing."""

    iri: Node
    cls: Node
    known: FrameClass | None
    slots: Mapping[Node, Slot]


def classes(source: Source) -> dict[Node, FrameClass]:
    """The frame classes there are: those that are known here, and those that frames.ttl declares to be kinds of them."""
    declared = (subject for subject, what in source.said.items() if _SUBCLASS in what)
    found = {cls: [_KNOWN[above] for above in _ancestors(source, cls) if above in _KNOWN] for cls in (*_KNOWN, *declared)}
    return {cls: FrameClass(line[0].kind, line[0].needed, any(above.reflexive for above in line)) for cls, line in found.items() if line}


def frames(source: Source, entry: Node, known: Mapping[Node, FrameClass]) -> tuple[Frame, ...]:
    """The frames of an entry, in order."""
    return tuple(_frame(source, entry, frame, known) for frame in source.all(entry, BEHAVIOUR))


def ends(source: Source, sense: Node) -> tuple[Node, ...]:
    """The arguments that a sense maps to its property's subject and object."""
    return tuple(argument for end in ENDS for argument in source.all(sense, end)[:1])


def _frame(source: Source, entry: Node, frame: Node, known: Mapping[Node, FrameClass]) -> Frame:
    cls = next((t for t in source.all(frame, TYPE) if t in known), frame)
    functions = _arguments(source, frame)
    oblique = {a: _markers(source, entry, a, how, _PREPOSITIONAL) for a, how in functions.items()}
    plain = {a: [_PLAIN_ROLES[f] for f in how if f in _PLAIN_ROLES] for a, how in functions.items()}
    if cls in known and known[cls].kind is _NOUN:
        _share_the_genitive(plain, oblique)
    tasks = {a: _markers(source, entry, a, how, (_INFINITIVE,)) for a, how in functions.items()}
    roles = {a: (*plain[a], *(f"obl:{m}" for m in sorted(oblique[a])), *(f"inf:{m}" for m in sorted(tasks[a]))) for a in functions}
    return Frame(frame, cls, known.get(cls), {a: Slot(interned(str(a)), roles[a]) for a in functions})


def _share_the_genitive(plain: Mapping[Node, list[str]], oblique: Mapping[Node, set[str]]) -> None:
    """A possessive and the genitive are one slot of a noun, unless the genitive is another argument's ("son utilisation de l'IA").

    "sa filiale" is to "la filiale de X" as "son soutien" to "le soutien de X".
    """
    genitive = [argument for argument, markers in oblique.items() if "de" in markers]
    possessed = [argument for argument, roles in plain.items() if "possessor" in roles]
    if not genitive:
        for argument in possessed:
            oblique[argument].add("de")
    elif len(genitive) == 1 and not possessed:
        plain[genitive[0]].append("possessor")


def _arguments(source: Source, frame: Node) -> dict[Node, tuple[URIRef, ...]]:
    """The arguments of a frame, sorted, and the syntactic functions by which each is reached, in order."""
    said = source.said.get(frame, {})
    reached: dict[Node, tuple[URIRef, ...]] = {}
    for function in _FUNCTIONS:
        for argument in said.get(function, ()):
            reached[argument] = (*reached.get(argument, ()), function)
    return {argument: reached[argument] for argument in sorted(reached, key=str)}


def _markers(source: Source, entry: Node, argument: Node, how: tuple[URIRef, ...], functions: tuple[URIRef, ...]) -> set[str]:
    """The written forms of the prepositions before an argument; a preposition that is itself the predicate is its own marker."""
    if not any(function in functions for function in how):
        return set()
    return {folded(form) for owner in source.all(argument, MARKER) or (entry,) for form in source.forms.get(owner, ())}


def _ancestors(source: Source, cls: Node) -> list[Node]:
    """A frame class and its super-classes by frames.ttl, nearest first."""
    line = [cls]
    for known in line:
        line.extend(c for c in source.all(known, _SUBCLASS) if c not in line)
    return line

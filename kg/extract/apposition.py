"""Descriptions that stand beside the name they mean: "la firme Ariel", "Roy, directrice de Ariel", "Roy est la directrice"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rdflib import URIRef

from kg.extract.mentions import tokens
from kg.extract.nouns import PERSON, determiner, noun_classes, plural
from kg.extract.resources import Resources
from kg.extract.scene import Scene, scene_of
from kg.extract.shapes import is_label
from kg.extract.spans import FAR, breaks, runs_on
from kg.extract.terms import entry
from kg.iris import SCHEMA, interned
from kg.model import Mention
from kg.parse import Reading
from kg.tokens import Token

NAMED_AFTER = tuple(interned(SCHEMA + name) for name in ("GovernmentOrganization", "Legislation"))
"""Kinds of things called after somebody else: "le gouvernement Dubois", "la loi Dubois"."""
CLOSING = frozenset({",", ".", ";", ":", ")", "!", "?", "–", "-"})
PLACE, WORK, COUNTRY, AREA = (interned(SCHEMA + name) for name in ("Place", "CreativeWork", "Country", "AdministrativeArea"))
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_REASON = {
    "before": "noun before the name",
    "of": "called so",
    "named": "named so",
    "copular": "said to be",
    "behind": "apposition",
    "set_off": "apposition",
    "attached": "apposition",
}
REASONS = frozenset(_REASON.values())
"""Why a description is a name's that stands beside it."""


@dataclass(frozen=True, slots=True, order=True)
class Apposition:
    """A description and the name it means; `classes` are those of its noun, `weight` how sure the construction makes it."""

    description: Mention
    name: Mention
    noun: str
    reason: str
    weight: float
    classes: tuple[tuple[URIRef, float], ...]


@lru_cache(maxsize=2)  # typing and coreference ask for the same
def appositions(reading: Reading, mentions: tuple[Mention, ...], resources: Resources) -> tuple[Apposition, ...]:
    """Each description with the name beside it that it means, in order of the text.

    A name may have several descriptions, a description has one name.
    """
    scene = scene_of(reading, mentions, resources)
    found: dict[Mention, Apposition] = {}
    for rule in (_before, _of, _named, _behind, _set_off, _attached, _copular):
        for name in scene.names:
            for description, weight in rule(scene, name):
                if description not in found and (link := _link(scene, description, name, weight, rule.__name__.strip("_"))) is not None:
                    found[description] = link
    for link in sorted(found.values()):
        for other in _coordinated(scene, link.description):
            if other not in found and (more := _link(scene, other, link.name, link.weight, "before")) is not None:
                found[other] = more
    return tuple(sorted(found.values()))


def _link(scene: Scene, description: Mention, name: Mention, weight: float, rule: str) -> Apposition | None:
    classes = noun_classes(scene.reading, description, scene.resources)
    if (
        _several(scene, description)
        or _clash(scene, name, classes, surely=rule == "before" and _is_meant(scene, description))
        or (not classes and rule not in {"named"} and not (_personal(scene, name) and determiner(scene.reading, description, scene.ref)))
    ):
        return None
    if rule == "before" and classes and (_after_somebody(scene, classes[0][0], name) or _labelled(scene, classes, name)):
        return None
    noun = scene.reading.doc[description.head].text
    return Apposition(description, name, noun, _REASON[rule], weight, _area(scene, name, classes) if rule == "of" else classes)


def _area(scene: Scene, name: Mention, classes: tuple[tuple[URIRef, float], ...]) -> tuple[tuple[URIRef, float], ...]:
    """ "l'État d'Israël" is a country, as the gazetteer knows; "l'État du Montana" is part of one."""
    known = entry(scene.resources, scene.reading.words(name.begin, name.end))
    return tuple((known.cls if known is not None else AREA, sure) if cls == COUNTRY else (cls, sure) for cls, sure in classes)


def _several(scene: Scene, description: Mention) -> bool:
    """Whether a description is plural; not the "prix" of "lauréate du prix Brisa"."""
    marks = [c for c in scene.reading.doc[description.head].lefts if c.dep_ in {"det", "case"}][-1:]
    return plural(scene.reading, description, scene.ref) and not any("Sing" in c.morph.get("Number") for c in marks)


def _personal(scene: Scene, name: Mention) -> bool:
    return scene.reading.doc[name.head].ent_type_ == "PER"


def _after_somebody(scene: Scene, cls: URIRef, name: Mention) -> bool:
    """ "le gouvernement Dubois" is not Dubois; a quoted or longer name behind such a noun is its own."""
    quoted = scene.reading.quoted_before(scene.first(name))
    return cls in NAMED_AFTER and not quoted and scene.after(name) - scene.first(name) == 1


def _labelled(scene: Scene, classes: tuple[tuple[URIRef, float], ...], name: Mention) -> bool:
    """Whether a name behind a noun for people is that of their party or firm: "la députée PS"."""
    own = scene.reading.doc[scene.first(name)]
    return is_label(own) and scene.after(name) - scene.first(name) == 1 and all(cls == PERSON for cls, _ in classes)


def _is_meant(scene: Scene, description: Mention) -> bool:
    """Whether a description can mean nothing but the name behind it: "la chaîne X"; X may be the head of "le patron de la chaîne X"."""
    governor = scene.heads.get(scene.reading.doc[description.head].head.i)
    role = governor is not None and any(cls == PERSON for cls, _ in noun_classes(scene.reading, governor, scene.resources))
    return determiner(scene.reading, description, scene.ref) == "definite" and not role


def _clash(scene: Scene, name: Mention, classes: tuple[tuple[URIRef, float], ...], *, surely: bool) -> bool:
    """Whether the noun denotes what the name cannot be: the gazetteer, or the model's surer label, says otherwise."""
    ontology = scene.resources.ontology
    known = entry(scene.resources, scene.reading.words(name.begin, name.end))
    person = not surely and _personal(scene, name) and scene.after(name) - scene.first(name) > 1
    cls = known.cls if known is not None else PERSON if person else None
    numbered = any(c.isdigit() for c in scene.reading.words(name.begin, name.end))
    return bool(classes) and cls is not None and not numbered and not ontology.akin(cls, [c for c, _ in classes])


def _before(scene: Scene, name: Mention) -> Iterator[tuple[Mention, float]]:
    """ "la firme Ariel", "sa série « La Vague »", "au fondateur de Kiwix Emma Roy"."""
    first = _behind_label(scene, scene.first(name))
    if not scene.joined(first) or first - 1 in scene.counted:
        return
    nearest = sorted(scene.ending.get(first - 1, []), key=lambda m: m.end - m.begin)
    bare: list[Mention] = []
    for description in nearest:
        if determiner(scene.reading, description, scene.ref):
            known = bool(noun_classes(scene.reading, description, scene.resources)) or not bare
            yield (description if known else bare[0]), 1.6
            return
        bare.append(description)
    known_bare = [m for m in bare if noun_classes(scene.reading, m, scene.resources)]
    yield from ((m, 1.6) for m in (known_bare or bare)[:1])


def _behind_label(scene: Scene, first: int) -> int:
    """Where a name's description ends, be it with a party's initials between: "la députée PS Emma Roy", "le député (PS) Ahmed Sy"."""
    doc = scene.reading.doc
    if first > 2 and doc[first - 1].text == ")" and doc[first - 3].text == "(" and is_label(doc[first - 2]):
        return first - 3
    return first - 1 if first > 1 and scene.joined(first) and is_label(doc[first - 1]) and doc[first - 2].pos_ in {"NOUN", "ADJ"} else first


def _of(scene: Scene, name: Mention) -> Iterator[tuple[Mention, float]]:
    """ "la ville de Gand", "l'île d'Yeu": the complement is the name."""
    before, head = scene.token(scene.first(name) - 1), scene.reading.doc[name.head].head
    description = scene.heads.get(head.i)
    joined = before is not None and before.dep_ == "case" and before.text.lower() in ("de", "d'", "du") and scene.joined(scene.first(name))
    if joined and description is not None and head.lemma_.lower() in scene.ref.called_of and head.i == scene.first(name) - 2:
        yield description, 1.6


def _named(scene: Scene, name: Mention) -> Iterator[tuple[Mention, float]]:
    """ "un colloque intitulé « Mers et vents »"; "Baptisée « Vega 2 », la machine …"."""
    verb = scene.token(scene.first(name) - 1)
    if verb is None or not (_stem(verb) in scene.resources.language.naming_participles and scene.joined(scene.first(name))):
        return
    noun = verb.head
    after = scene.after(name)
    if scene.token(after) is not None and scene.reading.doc[after].text == "," and verb.is_sent_start:
        yield from ((m, 1.6) for m in scene.starting.get(after + 1, [])[:1])
    elif noun.i in scene.heads and noun.i < verb.i:
        yield scene.heads[noun.i], 1.6
    else:
        yield from ((m, 1.6) for m in sorted(scene.ending.get(verb.i - 1, []))[:1])


def _stem(verb: Token) -> str:
    """The infinitive of a participle, also where the parser takes it for something else: "baptisée" → baptiser."""
    text = verb.text.lower()
    for ending in ("ées", "ée", "és", "é"):
        if text.endswith(ending):
            return text.removesuffix(ending) + "er"
    return verb.lemma_.lower()


def _behind(scene: Scene, name: Mention) -> Iterator[tuple[Mention, float]]:
    """ "Emma Roy, directrice de Kiwix, …": set off by a comma, not the subject or object of the clause that goes on."""
    comma = scene.token(_behind_age(scene, scene.after(name)))
    if comma is None or comma.text not in {",", "("} or not scene.joined(comma.i):
        return
    for description in sorted(scene.starting.get(comma.i + 1, []), key=lambda m: m.begin - m.end)[:1]:
        if scene.joined(comma.i + 1) and _set_beside(scene, name, description):
            yield description, 1.4


def _behind_age(scene: Scene, at: int) -> int:
    """Where a name's description may follow when somebody's age stands between: "Emma Roy, 45 ans, directrice", "Emma Roy (45 ans), …"."""
    opening, last = scene.token(at), at
    while last + 1 in scene.counted and scene.joined(last + 1):
        last += 1
    closing = scene.token(last + 2 if opening is not None and opening.text == "(" else last + 1)
    aged = opening is not None and opening.text in {",", "("} and last > at and closing is not None and closing.text == ","
    return closing.i if aged and closing is not None else at


def _set_beside(scene: Scene, name: Mention, description: Mention) -> bool:
    noun, head = scene.reading.doc[description.head], scene.reading.doc[name.head]
    covered = tokens(scene.reading, name)
    if any(c.dep_ == "case" for c in noun.lefts):
        return False
    if _between_commas(scene, name, description):
        return True
    if _is_work(scene, name, description) and noun.dep_ not in SUBJECTS:
        return True
    if noun.dep_ in {"appos", "conj"} and noun.head.i in covered:
        return noun.dep_ == "appos" or not any(c.dep_ == "cc" for c in noun.children)
    if any(c.text.lower() in scene.ref.one_of for c in noun.lefts if c.dep_ == "det") and not any(
        c.dep_ == "cc" for c in (*noun.children, *head.children)
    ):
        return noun.dep_ not in SUBJECTS
    if noun.dep_ in SUBJECTS:
        beside = head.dep_ == "ROOT" and noun.head.dep_ == "parataxis" and noun.head.head.i == head.i
        return beside or (head.dep_ in SUBJECTS and head.head.i == noun.head.i) or _opens(scene, name, description)
    if _is_placed(scene, name, description):
        return True
    bare = not determiner(scene.reading, description, scene.ref)
    person = any(cls == PERSON for cls, _ in noun_classes(scene.reading, description, scene.resources))
    return person and (bare or _closed(scene, description)) and not _is_realm(scene, name)


def _is_realm(scene: Scene, name: Mention) -> bool:
    """Whether a name is what somebody's role is of, who is meant by what follows: "la cheffe de l'État, candidate du parti"."""
    head = scene.reading.doc[name.head]
    role = scene.heads.get(head.head.i) if any(c.dep_ == "case" for c in head.lefts) and not _personal(scene, name) else None
    return role is not None and any(cls == PERSON for cls, _ in noun_classes(scene.reading, role, scene.resources)[:1])


def _between_commas(scene: Scene, name: Mention, description: Mention) -> bool:
    """ "Oslo, la capitale, accueille …": what stands between a name that opens a sentence and its verb, however the parser ties them."""
    doc, comma = scene.reading.doc, scene.token(scene.after(description))
    if not doc[scene.first(name)].is_sent_start or comma is None or comma.text != ",":
        return False
    goes_on = next((t for t in doc[comma.i + 1 : comma.sent.end] if t.pos_ not in {"ADV", "PRON"}), comma)
    return goes_on.pos_ in {"VERB", "AUX"} and "Fin" in goes_on.morph.get("VerbForm")


def _is_work(scene: Scene, name: Mention, description: Mention) -> bool:
    """ "à « La Vague », le deuxième roman de X": a title, and what kind of work it is; no second title follows."""
    first, after, last = scene.first(name), scene.after(name), scene.after(description)
    quoted = scene.reading.quoted_before(first) and scene.reading.quoted_before(after) and not scene.reading.quoted_before(last)
    classes = noun_classes(scene.reading, description, scene.resources)[:1]
    pointing = determiner(scene.reading, description, scene.ref)
    return quoted and pointing in {"definite", "possessive"} and any(scene.resources.ontology.is_a(cls, WORK) for cls, _ in classes)


def _is_placed(scene: Scene, name: Mention, description: Mention) -> bool:
    """ "à Oslo, la capitale.": a place, and what kind of place it is."""
    ontology, classes = scene.resources.ontology, noun_classes(scene.reading, description, scene.resources)
    located = scene.reading.doc[name.head].ent_type_ == "LOC" and determiner(scene.reading, description, scene.ref) == "definite"
    return located and any(ontology.is_a(cls, PLACE) for cls, _ in classes[:1]) and _closed(scene, description)


def _opens(scene: Scene, name: Mention, description: Mention) -> bool:
    """ "Emma Roy, la directrice de Kiwix a dit …": a person's name that opens a sentence before a comma, and a role; no list."""
    after = scene.token(scene.after(description))
    opening = bool(scene.reading.doc[scene.first(name)].is_sent_start)
    return opening and _personal(scene, name) and _role(scene, description) and (after is None or after.pos_ != "CCONJ")


def _closed(scene: Scene, description: Mention) -> bool:
    after = scene.token(scene.after(description))
    return after is None or after.text in CLOSING or not scene.joined(after.i) or runs_on(scene.reading.doc, after.i)


def _set_off(scene: Scene, name: Mention) -> Iterator[tuple[Mention, float]]:
    """ "son associée de toujours, Emma Roy, …", "l'ambassadeur de France à Oslo, Emma Roy", "le chef de Kiwix, la générale Emma Roy"."""
    head = scene.reading.doc[name.head]
    first = _opening(scene, name)
    comma = scene.token(first - 1)
    if comma is None or comma.text != "," or not scene.joined(first):
        return
    outer = _outermost(scene, comma.i) if _personal(scene, name) else None
    tied = scene.heads.get(head.head.i) if head.dep_ == "appos" and head.head.i < head.i else None
    if outer is not None and (head.dep_ == "appos" or _closed(scene, name)):
        yield outer, 1.4
    elif tied is not None and (not _personal(scene, name) or _role(scene, tied) or (_closed(scene, name) and _somebody(scene, tied))):
        yield tied, 1.4
    elif _closed(scene, name) and _personal(scene, name):
        ending = [m for m in _up_to(scene, comma.i)[:1] if _role(scene, m)]
        yield from ((m, 1.2) for m in ending or _unbroken(scene, comma.i))


def _opening(scene: Scene, name: Mention) -> int:
    """The first token of a name, or of the rank or title that it has before it: "le général Emma Roy"."""
    first = scene.first(name)
    titles = [scene.first(m) for m in scene.ending.get(first - 1, []) if determiner(scene.reading, m, scene.ref) and _role(scene, m)]
    before = scene.token(min(titles) - 1) if titles else None
    return min(titles) if before is not None and before.text == "," else first


def _outermost(scene: Scene, comma: int) -> Mention | None:
    """Of the roles whose phrases end at a comma, the one that governs the rest: of "la veuve du président" the widow."""
    doc = scene.reading.doc
    chain = [doc[comma - 1], *doc[comma - 1].ancestors]
    agents = [
        at for at, t in enumerate(chain) if any(c.lower_ == scene.resources.language.agent_preposition for c in t.lefts if c.dep_ == "case")
    ]
    chain = chain[: agents[0] + 1] if agents else chain  # "a remplacé le ministre par le chef de la police, Emma Roy"
    roles = [t.i for t in chain if t.i < comma and t.i in scene.heads and _role(scene, scene.heads[t.i])]
    first = min(roles, default=comma)
    between = doc[first + 1 : comma]
    if first == comma or any(t.text == "," or "Fin" in t.morph.get("VerbForm") for t in between):
        return None
    return scene.heads[first] if all(doc[first].is_ancestor(t) for t in between) else None


def _attached(scene: Scene, name: Mention) -> Iterator[tuple[Mention, float]]:
    """ "la directrice élue en mai Emma Roy": the parser ties the name to its noun over what stands between."""
    head = scene.reading.doc[name.head]
    before = scene.token(scene.first(name) - 1)
    if not _personal(scene, name) or any(c.dep_ in {"case", "det"} for c in head.lefts) or (before is not None and before.text == ","):
        return
    tied = head.dep_ in {"appos", "nmod", "flat:name"} and head.head.i in scene.heads and head.head.i < head.i
    if tied and _role(scene, scene.heads[head.head.i]):
        yield scene.heads[head.head.i], 1.2
    yield from (
        (scene.heads[i], 1.2) for i in sorted(scene.heads) if _reaches(scene, i, scene.first(name)) and _role(scene, scene.heads[i])
    )


def _reaches(scene: Scene, noun: int, first: int) -> bool:
    """Whether nothing but the noun's own participle phrase stands between it and a name: no comma, no finite verb."""
    doc = scene.reading.doc
    if noun >= first or doc[noun].sent.start != doc[first].sent.start:
        return False
    between = doc[noun + 1 : first]
    participle = any(t.dep_ == "acl" and t.head.i == noun for t in between)
    return participle and not any(t.is_punct or "Fin" in t.morph.get("VerbForm") or t.pos_ == "PROPN" for t in between)


def _unbroken(scene: Scene, comma: int) -> list[Mention]:
    """The first role before a comma with nothing but its own words between, however the parser ties them."""
    doc, at = scene.reading.doc, comma
    while at > max(doc[comma].sent.start, comma - FAR) and not (doc[at - 1].pos_ == "PUNCT" or breaks(doc[at - 1])):
        at -= 1
    return [scene.heads[i] for i in range(at, comma) if i in scene.heads and _role(scene, scene.heads[i])][:1]


def _up_to(scene: Scene, comma: int) -> list[Mention]:
    """Descriptions that end at a comma, the widest first, be it with "de toujours" between."""
    last = comma - 1
    while last not in scene.ending and last > comma - 4 and scene.reading.doc[last].pos_ in {"ADV", "ADP", "ADJ"}:
        last -= 1
    return sorted(scene.ending.get(last, []), key=lambda m: m.begin - m.end)


def _role(scene: Scene, description: Mention) -> bool:
    """ "le directeur", "son complice": a noun that says who somebody is."""
    pointing = determiner(scene.reading, description, scene.ref)
    classes = noun_classes(scene.reading, description, scene.resources)
    return (pointing == "possessive" and not classes) or (
        pointing in {"definite", "possessive"} and any(cls == PERSON for cls, _ in classes)
    )


def _somebody(scene: Scene, description: Mention) -> bool:
    """ "un touriste danois": a noun for one person who is new."""
    indefinite = determiner(scene.reading, description, scene.ref) == "indefinite"
    return indefinite and any(cls == PERSON for cls, _ in noun_classes(scene.reading, description, scene.resources))


def _copular(scene: Scene, name: Mention) -> Iterator[tuple[Mention, float]]:
    """ "Emma Roy est la directrice de Kiwix"; not "est une chance", whose noun says no kind of thing."""
    head = scene.reading.doc[name.head]
    if head.dep_ not in SUBJECTS or head.head.i not in scene.heads or any(c.dep_ in {"cc", "conj"} for c in head.children):
        return
    noun = head.head
    verbs = [c for c in noun.children if c.dep_ == "cop"]
    negated = any(c.text.lower() in {"pas", "plus", "jamais"} for c in noun.children)
    described = bool(noun_classes(scene.reading, scene.heads[noun.i], scene.resources))
    if verbs and described and not negated and not any(c.dep_ == "case" for c in noun.lefts):
        yield scene.heads[noun.i], 1.0


def _coordinated(scene: Scene, description: Mention) -> Iterator[Mention]:
    """ "le journaliste et commentateur Ahmed Sy", "Ahmed Sy, ancien banquier et auteur de …": one person, two nouns."""
    noun = scene.reading.doc[description.head]
    bare = not any(c.pos_ == "DET" for c in noun.lefts)
    if noun.dep_ == "conj" and bare and noun.head.i in scene.heads:
        yield scene.heads[noun.head.i]
    for other in noun.children:
        if other.dep_ == "conj" and other.i in scene.heads and not any(c.pos_ in {"DET", "NUM"} for c in other.lefts):
            yield scene.heads[other.i]

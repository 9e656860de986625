"""What a description or a pronoun goes back to: rules that look for the thing meant, and the reason they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rdflib import URIRef
from spacy.tokens import Token

from kg.extract.discourse import SUBJECTS, Discourse, Thing
from kg.extract.mentions import tokens
from kg.extract.nouns import PERSON, nationality, noun, noun_classes, plural
from kg.extract.typing import FIRST_WORD
from kg.iris import NEWS, SCHEMA, slug
from kg.languages.reference import Pointing
from kg.model import BlockKind, Mention, MentionKind

Found = tuple[Thing, str] | None

NEAR = 3
"""Sentences over which a pronoun reaches back."""
FAR = 8
"""Sentences over which a description reaches back to another noun."""
COUNTRY = URIRef(SCHEMA + "Country")
HAPPENINGS = tuple(URIRef(iri) for iri in (SCHEMA + "Event", NEWS + "Activity", NEWS + "Topic", NEWS + "Group", SCHEMA + "Legislation"))
"""Kinds whose nouns mostly introduce something new: only the same noun or a demonstrative goes back."""


AGENTS = (PERSON, URIRef(SCHEMA + "Organization"), URIRef(NEWS + "Group"), URIRef(NEWS + "Service"))
PRECISE = tuple(
    URIRef(iri)
    for iri in (
        *(SCHEMA + n for n in ("GovernmentOrganization", "EducationalOrganization", "SportsTeam", "PoliticalParty", "NewsMediaOrganization")),
        NEWS + "Facility",
    )
)
"""Kinds that a mere organisation or place must not be taken for."""
WIDE = tuple(URIRef(SCHEMA + n) for n in ("Place", "AdministrativeArea", "Thing"))
"""Kinds whose nouns ("région", "zone") say too little to go back to a name."""


def described(talk: Discourse, mention: Mention) -> Found:
    """What a description goes back to; None where it brings something new.

    "Ariel a fermé. La firme …" → Ariel; "un avion" → None; "La plateforme … . Pour Ariel, …" → Ariel
    """
    rules: tuple[Callable[[Discourse, Mention], Found], ...] = (_nation, _copied, _same_noun, _in_name, _same_kind, _named_next, _spoken_of)
    return next((found for rule in rules if (found := rule(talk, mention)) is not None), None)


def pronoun(talk: Discourse, mention: Mention) -> Found:
    """What a pronoun or possessive goes back to."""
    word = talk.reading.doc[mention.head]
    form = word.text.lower()
    if word.pos_ == "DET":
        return _possessor(talk, mention, word)
    known = talk.ref.pronouns[form]
    if known.pointing in (Pointing.RELATIVE, Pointing.PLACE):
        return _relative(talk, word)
    if known.pointing is Pointing.NEUTER:
        return None
    if known.pointing is Pointing.DEMONSTRATIVE:
        return _last_named(talk, mention, known.gender, known.number == "p")
    return _salient(talk, mention, known.gender, known.number == "p", "agrees, most salient")


def _words(talk: Discourse, mention: Mention) -> str:
    return slug(noun(talk.reading, mention).lemma_)  # accents come and go: memorandum, mémorandum


def _classes(talk: Discourse, mention: Mention) -> tuple[URIRef, ...]:
    return tuple(cls for cls, _ in noun_classes(talk.reading, mention, talk.resources))


def _nation(talk: Discourse, mention: Mention) -> Found:
    """ "la république équatorienne" is Équateur."""
    inside = [talk.at[i] for i in tokens(talk.reading, mention) if i > mention.head and i in talk.at]
    adjective = next((m for m in inside if nationality(talk.reading, m) and m in talk.owner), None)
    if adjective is None or COUNTRY not in _classes(talk, mention)[:1]:
        return None
    return talk.owner[adjective], "its people"


def _copied(talk: Discourse, mention: Mention) -> Found:
    """A plural spoken of in the very same words is the same: "effets spéciaux … des effets spéciaux"."""
    if not plural(talk.reading, mention) or not (talk.modifiers(mention) or _classes(talk, mention)):
        return None
    return next(((t, "same words") for t in talk.things if any(_copy(talk, mention, m) for m in talk.before(t, mention.head))), None)


def _copy(talk: Discourse, mention: Mention, other: Mention) -> bool:
    same = other.kind is MentionKind.DESCRIPTION and plural(talk.reading, other) and _words(talk, mention) == _words(talk, other)
    return same and talk.modifiers(mention) == talk.modifiers(other)


def _same_noun(talk: Discourse, mention: Mention) -> Found:
    """ "un avion … l'avion"; not "le nouveau gouvernement" after "le gouvernement précédent"."""
    pointing = talk.pointing(mention)
    fresh = pointing in {"indefinite", ""} and not _heads_the_story(talk, mention)
    if fresh or set(talk.modifiers(mention)) & talk.ref.other:
        return None
    fitting = [(m.head, t) for t in talk.things for m in talk.before(t, mention.head) if _goes_back(talk, mention, m)]
    return (max(fitting, key=lambda pair: pair[0])[1], "same noun") if fitting else None


def _goes_back(talk: Discourse, mention: Mention, other: Mention) -> bool:
    if other.kind is not MentionKind.DESCRIPTION or _words(talk, mention) != _words(talk, other) or _overlap(mention, other):
        return False
    if plural(talk.reading, mention) != plural(talk.reading, other):
        return False
    new, old = talk.modifiers(mention), talk.modifiers(other)
    if talk.pointing(mention) == "possessive" != talk.pointing(other):
        return False
    return new <= old or (old <= new and not _owned(talk, mention))


def _overlap(a: Mention, b: Mention) -> bool:
    return a.begin < b.end and b.begin < a.end


def _heads_the_story(talk: Discourse, mention: Mention) -> bool:
    """Whether only a headline stands before this paragraph: what it brings is what the headline announced."""
    blocks = talk.reading.article.blocks
    index = talk.reading.blocks[mention.head]
    return index == 1 and blocks[0].kind is BlockKind.TITLE and not plural(talk.reading, mention)


def _owned(talk: Discourse, mention: Mention) -> bool:
    """Whether a complement says whose it is: "le siège de la firme"; not "la plateforme de vidéo"."""
    inside = [talk.reading.doc[i] for i in tokens(talk.reading, mention) if i > mention.head]
    return any(t.pos_ == "DET" or t.text.lower() in talk.ref.contractions or t.pos_ == "PROPN" for t in inside)


def _in_name(talk: Discourse, mention: Mention) -> Found:
    """A noun for the last thing that has it in its name: "Université Louis-Armand … l'université"."""
    if talk.pointing(mention) not in {"definite", "demonstrative"} or _owned(talk, mention) or plural(talk.reading, mention):
        return None
    word = noun(talk.reading, mention).text.lower()
    fitting = [(m.head, t) for t in talk.things for m in talk.before(t, mention.head) if m.kind is MentionKind.NAME and word in _tokens(talk, m)]
    return (max(fitting, key=lambda p: p[0])[1], "noun of its name") if fitting else None


def _tokens(talk: Discourse, mention: Mention) -> set[str]:
    inside = tokens(talk.reading, mention)
    return {talk.reading.doc[i].text.lower() for i in inside} if len(inside) > 1 else set()


def _same_kind(talk: Discourse, mention: Mention) -> Found:
    """A definite or demonstrative noun for the most salient thing of its kind: "la firme", "le géant japonais", "cette technologie"."""
    pointing, classes = talk.pointing(mention), _classes(talk, mention)
    if pointing not in {"definite", "demonstrative"} or not classes or _owned(talk, mention) or _one_of(talk, mention):
        return None
    if talk.modifiers(mention) & talk.ref.other or (pointing == "definite" and plural(talk.reading, mention)):
        return None
    is_a = talk.resources.ontology.is_a
    if pointing == "definite" and any(is_a(classes[0], kind) for kind in HAPPENINGS):
        return None
    reach = FAR if pointing == "definite" else NEAR
    scored = [(score, -t.order, t) for t in talk.things if (score := _kinship(talk, mention, t, classes, reach)) > 0]
    if not scored or (PERSON in classes and pointing == "definite" and not (_anyone(talk, mention) and _clear(talk, mention, scored))):
        return None
    return max(scored, key=lambda s: s[:2])[2], "same class, most salient"


def _one_of(talk: Discourse, mention: Mention) -> bool:
    return talk.reading.doc[mention.head].text.lower() in talk.ref.one_of


def _kinship(talk: Discourse, mention: Mention, thing: Thing, classes: tuple[URIRef, ...], reach: int) -> float:
    """How well a thing fits a description of some classes, 0 where it does not."""
    earlier = [m for m in talk.before(thing, mention.head) if m.kind is not MentionKind.PRONOUN and not _overlap(m, mention)]
    if not earlier:
        return 0.0
    demonstrative = talk.pointing(mention) == "demonstrative"
    cls = talk.cls(thing)
    unknown = cls is None and talk.named(thing)
    fits = _kin(talk, classes, cls) or any(_kin(talk, classes, c) for c in talk.leaning(thing))
    if unknown and not _could_be(talk, thing, classes, earlier[-1], mention):
        return 0.0
    if _otherwise_called(talk, thing, classes):
        return 0.0
    if not (fits or unknown) or (not talk.named(thing) and not demonstrative):
        return 0.0
    if _disagrees(talk, mention, thing, demonstrative):
        return 0.0
    distance = talk.distance(earlier[-1].head, mention.head)
    if distance > reach:
        return 0.0
    score = 2.0 / (1 + 0.5 * distance) + 0.2 * min(len(thing.mentions), 6) + (0.5 if talk.alike(classes[:1], cls) else 0.0)
    return score + (0.4 if talk.subject(earlier[-1]) else 0.0) + (0.4 if talk.named(thing) else 0.0) - (1.0 if unknown else 0.0)


def _could_be(talk: Discourse, thing: Thing, classes: tuple[URIRef, ...], last: Mention, mention: Mention) -> bool:
    """A name of which nothing is known, spoken of more than once and just now, may be a firm, a service or a person."""
    is_a = talk.resources.ontology.is_a
    often = sum(m.kind in (MentionKind.NAME, MentionKind.TERM) for m in thing.mentions) > 1
    return often and talk.distance(last.head, mention.head) <= 2 and any(is_a(c, a) for c in classes for a in AGENTS)


def _otherwise_called(talk: Discourse, thing: Thing, classes: tuple[URIRef, ...]) -> bool:
    """Whether a noun of a precise kind would rename what already goes by another such noun: a ministry is not "le gouvernement"."""
    is_a = talk.resources.ontology.is_a
    precise = any(is_a(c, p) for c in classes for p in PRECISE)
    return precise and any(reason == FIRST_WORD or reason.startswith(("its noun", "called")) for _, _, reason in talk.votes(thing))


def _kin(talk: Discourse, classes: tuple[URIRef, ...], cls: URIRef | None) -> bool:
    """Whether a thing of a class can be called by a noun of these: of its class or above; or below, where many things go by that noun."""
    is_a = talk.resources.ontology.is_a
    if cls is None:
        return False
    precise = [c for c in classes if any(is_a(c, p) for p in PRECISE)]
    return any(is_a(cls, c) and c not in WIDE for c in classes) or any(is_a(c, cls) for c in classes if c not in precise and c not in WIDE)


def _disagrees(talk: Discourse, mention: Mention, thing: Thing, demonstrative: bool) -> bool:
    """Number, and for people gender; "ces outils" may stand for one technology."""
    several, many = plural(talk.reading, mention), talk.several(thing)
    if several != many and not (demonstrative and several):
        return True
    said = talk.genders(thing)
    word = noun(talk.reading, mention).morph.get("Gender")
    mine = {"Masc": "m", "Fem": "f"}.get(word[0]) if word else None
    return talk.person(thing) and bool(said) and mine is not None and mine not in said and not noun(talk.reading, mention).text.endswith("e")


def _anyone(talk: Discourse, mention: Mention) -> bool:
    """A noun that takes up any person ("le responsable"), rather than bring in another ("l'arbitre")."""
    return noun(talk.reading, mention).text.lower() in talk.ref.takes_up


def _clear(talk: Discourse, mention: Mention, scored: list[tuple[float, int, Thing]]) -> bool:
    """A role noun stands for a person named just before, where one alone comes into question."""
    near = [t for _, _, t in scored if talk.distance(talk.before(t, mention.head)[-1].head, mention.head) <= 2]
    return len(near) == 1


def _named_next(talk: Discourse, mention: Mention) -> Found:
    """A description that opens an article before the name it stands for: "La plateforme de vidéo avoue … . Roy, de Ariel, …"."""
    classes = _classes(talk, mention)
    opening = talk.sentences[mention.head] <= 1 and talk.pointing(mention) == "definite" and not plural(talk.reading, mention)
    if not opening or not classes or _owned(talk, mention) or any(talk.resources.ontology.is_a(classes[0], k) for k in (*HAPPENINGS, PERSON)):
        return None
    ahead = [(m.head, t) for t in talk.things if talk.named(t) for m in sorted(t.mentions)[:1] if 0 < talk.sentences[m.head] - talk.sentences[mention.head] <= 2]
    fitting = [(head, t) for head, t in sorted(ahead, key=lambda p: p[0]) if _kin(talk, classes, talk.cls(t)) or talk.cls(t) is None]
    return (fitting[0][1], "named right after") if fitting else None


def _spoken_of(talk: Discourse, mention: Mention) -> Found:
    """A sentence without a verb speaks of what was just said: "Une technique défendue par Roy."."""
    word = talk.reading.doc[mention.head]
    verbless = word.dep_ == "ROOT" and word.sent[0].i >= mention.head - 2 and talk.pointing(mention) == "indefinite" and not any(c.dep_ in {*SUBJECTS, "cop"} for c in word.children)
    if not verbless or talk.reading.block(mention.head).kind is not BlockKind.PARAGRAPH:
        return None
    classes = [c for c in _classes(talk, mention) if c in talk.resources.ontology.classes]
    last = [(m.head, t) for t in talk.things for m in talk.before(t, mention.head) if talk.sentences[mention.head] - talk.sentences[m.head] == 1]
    fitting = [(head, t) for head, t in last if talk.named(t) and talk.alike(classes, talk.cls(t))]
    return (max(fitting, key=lambda p: p[0])[1], "what was just said") if fitting else None


def _relative(talk: Discourse, word: Token) -> Found:
    """The noun that the relative clause hangs from."""
    clause = next((a for a in word.ancestors if a.dep_ == "acl:relcl"), None)
    head = clause.head.i if clause is not None and clause.head.i < word.i else None
    mention = (talk.at.get(head) if head is not None else None) or _just_before(talk, word)
    thing = talk.owner.get(mention) if mention is not None else None
    return (thing, "relative clause") if thing is not None else None


def _just_before(talk: Discourse, word: Token) -> Mention | None:
    """The nominal right before a relative pronoun, over a comma and a preposition."""
    for i in range(word.i - 1, max(word.sent.start, word.i - 4) - 1, -1):
        if i in talk.at:
            return talk.at[i]
        if talk.reading.doc[i].text not in {",", ")"} and talk.reading.doc[i].pos_ != "ADP":
            return None
    return None


def _possessor(talk: Discourse, mention: Mention, word: Token) -> Found:
    possessed = talk.at.get(word.head.i)
    apart = {id(talk.owner[possessed])} if possessed in talk.owner else set()
    found = _salient(talk, mention, "", talk.ref.possessives[word.text.lower()] == "p", "possessor", apart, own=True)
    return found or _subject_ahead(talk, word)


def _subject_ahead(talk: Discourse, word: Token) -> Found:
    """ "Après son rachat, Ariel …": the subject of the sentence that goes on."""
    subject = next((c for c in word.sent.root.children if c.dep_ in SUBJECTS and c.i > word.i), None)
    mention = talk.at.get(subject.i) if subject is not None else None
    thing = talk.owner.get(mention) if mention is not None else None
    return (thing, "subject of the sentence") if thing is not None else None


def _last_named(talk: Discourse, mention: Mention, gender: str, many: bool) -> Found:
    """ "celle-ci", "ce dernier": the last thing named that agrees, sooner another than the subject."""
    fitting = [(not talk.subject(m), m.head, t) for t in talk.things if _agrees(talk, t, gender, many) for m in talk.before(t, mention.head)[-1:]]
    near = [f for f in fitting if talk.distance(f[1], mention.head) <= 1]
    return (max(near, key=lambda f: f[:2])[2], "last one named") if near else None


def _agrees(talk: Discourse, thing: Thing, gender: str, many: bool) -> bool:
    said = talk.genders(thing)
    return talk.several(thing) == many and (not gender or not said or gender in said)


def _salient(
    talk: Discourse, mention: Mention, gender: str, many: bool, reason: str, apart: Iterable[int] = (), *, own: bool = False
) -> Found:
    avoid = set(apart) | (set() if own else _co_arguments(talk, mention))
    fitting = [t for t in talk.things if id(t) not in avoid and _agrees(talk, t, gender, many)]
    scored = [(score, -t.order, t) for t in fitting if (score := _salience(talk, mention, t, own)) > 0]
    return (max(scored, key=lambda s: s[:2])[2], reason) if scored else None


def _co_arguments(talk: Discourse, mention: Mention) -> set[int]:
    """The things beside a pronoun under the same verb: it is none of them."""
    verb = talk.reading.doc[mention.head].head
    beside = [talk.at[c.i] for c in verb.children if c.i in talk.at and c.i != mention.head]
    return {id(talk.owner[m]) for m in beside if m in talk.owner}


def _salience(talk: Discourse, mention: Mention, thing: Thing, own: bool) -> float:
    """How present a thing is where a pronoun stands: how recent, as what, how often, and whether it can be meant."""
    earlier = [m for m in talk.before(thing, mention.head) if not _overlap(m, mention)]
    distance = talk.distance(earlier[-1].head, mention.head) if earlier else NEAR + 1
    if distance > (1 if own else NEAR) or not _expected(talk, mention, thing):
        return 0.0
    last = [m for m in earlier if talk.distance(m.head, mention.head) == distance]
    score = 3.0 / (1 + distance) + (1.5 if any(talk.subject(m) for m in last) else 0.0) + 0.1 * min(len(thing.mentions), 5)
    agent = talk.alike(AGENTS, talk.cls(thing)) or (talk.cls(thing) is None and talk.named(thing))
    return score + (1.0 if agent else 0.0) + (0.5 if talk.named(thing) else 0.0)


def _expected(talk: Discourse, mention: Mention, thing: Thing) -> bool:
    """Whether what the candidates expect of a pronoun leaves the thing possible."""
    typed = talk.types.get(mention)
    wanted = [cls for cls, _, _ in typed.votes] if typed else []
    cls = talk.cls(thing)
    return not wanted or cls is None or talk.alike(wanted, cls)

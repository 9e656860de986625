"""What a description goes back to: rules that look for the thing meant, and the reason they give."""

from __future__ import annotations

from collections.abc import Callable

from rdflib import URIRef

from kg.extract.discourse import SUBJECTS, Discourse, Thing
from kg.extract.mentions import tokens
from kg.extract.nations import COUNTRY, country, nation, otherwise_sized
from kg.extract.nouns import PERSON, noun, noun_classes, plain, plural
from kg.extract.pronouns import AGENTS, REACH, Found, overlap, salient
from kg.extract.roles import announced, beside
from kg.extract.typing import FIRST_WORD
from kg.iris import NEWS, SCHEMA, interned
from kg.model import BlockKind, Mention, MentionKind, PredicateKind

WITHIN = 5
"""Sentences over which "cette technologie" reaches back."""
FAR = 8
"""Sentences over which a description reaches back to another noun."""
HAPPENINGS = tuple(interned(iri) for iri in (SCHEMA + "Event", NEWS + "Activity", NEWS + "Topic", NEWS + "Group", SCHEMA + "Legislation"))
"""Kinds whose nouns mostly introduce something new: only the same noun or a demonstrative goes back."""


PRECISE = (
    *(interned(f"{SCHEMA}{n}Organization") for n in ("Government", "Educational", "NewsMedia")),
    *(interned(SCHEMA + n) for n in ("SportsTeam", "PoliticalParty", "Country")),
    interned(NEWS + "Facility"),
)
"""Kinds that a mere organisation or place must not be taken for."""
PLACE = interned(SCHEMA + "Place")
WIDE = frozenset(interned(SCHEMA + n) for n in ("Place", "AdministrativeArea", "Thing", "Organization"))
"""Kinds whose nouns ("région", "direction") say too little to go back to a name, but for those listed as taking up anything."""


def described(talk: Discourse, mention: Mention) -> Found:
    """What a description goes back to; None where it brings something new.

    "Ariel a fermé. La firme …" → Ariel; "un avion" → None; "La plateforme … . Pour Ariel, …" → Ariel
    """
    rules: tuple[Callable[[Discourse, Mention], Found], ...] = (
        nation,
        beside,
        _fronted,
        _copied,
        _same_noun,
        _in_name,
        country,
        _same_kind,
        _happened,
        _counterpart,
        _named_next,
        _spoken_of,
    )
    return next((found for rule in rules if (found := rule(talk, mention)) is not None), None)


def _words(talk: Discourse, mention: Mention) -> str:
    return plain(noun(talk.reading, mention, talk.ref))


def _classes(talk: Discourse, mention: Mention) -> tuple[URIRef, ...]:
    return tuple(cls for cls, _ in noun_classes(talk.reading, mention, talk.resources))


def _copied(talk: Discourse, mention: Mention) -> Found:
    """A plural spoken of in the very same words is the same: "effets spéciaux … des effets spéciaux"."""
    if (
        not plural(talk.reading, mention, talk.ref)
        or talk.pointing(mention) == "demonstrative"
        or not (talk.modifiers(mention) or _classes(talk, mention))
    ):
        return None
    alike = talk.told_of(_words(talk, mention), MentionKind.DESCRIPTION, mention.head)
    same = [m for m in alike if plural(talk.reading, m, talk.ref) and talk.modifiers(mention) == talk.modifiers(m)]
    return (min((talk.owner[m] for m in same), key=lambda t: t.order), "same words") if same else None


def _same_noun(talk: Discourse, mention: Mention) -> Found:
    """ "un avion … l'avion"; not "le nouveau gouvernement" after "le gouvernement précédent"."""
    pointing = talk.pointing(mention)
    fresh = pointing in {"indefinite", ""} and not _heads_the_story(talk, mention)
    if fresh or set(talk.modifiers(mention)) & talk.ref.other:
        return None
    alike = talk.told_of(_words(talk, mention), MentionKind.DESCRIPTION, mention.head)
    fitting = [(m.head, talk.owner[m]) for m in alike if _goes_back(talk, mention, m)]
    if not fitting:
        return None
    new = talk.modifiers(mention)
    best = max(
        fitting, key=lambda pair: (max(len(new & talk.modifiers(m)) for m in pair[1].mentions if _goes_back(talk, mention, m)), pair[0])
    )[1]
    passing = pointing == "demonstrative" and len(best.mentions) == 1 and talk.pointing(best.mentions[0]) == "indefinite"
    return (best, "same noun") if not passing or _same_kind(talk, mention) is None else None


def _goes_back(talk: Discourse, mention: Mention, other: Mention) -> bool:
    if other.kind is not MentionKind.DESCRIPTION or _words(talk, mention) != _words(talk, other) or overlap(mention, other):
        return False
    if plural(talk.reading, mention, talk.ref) != plural(talk.reading, other, talk.ref):
        return False
    new, old = talk.modifiers(mention), talk.modifiers(other)
    if talk.pointing(mention) == "possessive" != talk.pointing(other):
        return False
    return new <= old or (old <= new and not _owned(talk, mention))


def _heads_the_story(talk: Discourse, mention: Mention) -> bool:
    """Whether only a headline stands before this paragraph: what it brings is what the headline announced."""
    blocks = talk.reading.article.blocks
    index = talk.reading.blocks[mention.head]
    return index == 1 and blocks[0].kind is BlockKind.TITLE and not plural(talk.reading, mention, talk.ref)


def _owned(talk: Discourse, mention: Mention) -> bool:
    """Whether a complement says whose it is: "le siège de la firme"; not "la plateforme de vidéo"."""
    inside = [talk.reading.doc[i] for i in tokens(talk.reading, mention) if i > mention.head]
    return any(t.pos_ == "DET" or t.text.lower() in talk.ref.contractions or t.pos_ == "PROPN" for t in inside)


def _in_name(talk: Discourse, mention: Mention) -> Found:
    """A noun for the last thing that has it in its name: "Université Louis-Armand … l'université"."""
    if talk.pointing(mention) not in {"definite", "demonstrative"} or _owned(talk, mention) or plural(talk.reading, mention, talk.ref):
        return None
    word = noun(talk.reading, mention, talk.ref).text.lower()
    fitting = [m for m in talk.told_of(word, MentionKind.NAME, mention.head) if _has_modifiers(talk, mention, m)]
    return (talk.owner[max(fitting, key=lambda m: m.head)], "noun of its name") if fitting else None


def _has_modifiers(talk: Discourse, mention: Mention, name: Mention) -> bool:
    """Whether a name has what modifies a noun: "Armée du Salut" is not "l'armée chilienne"."""
    return talk.modifiers(mention) <= {talk.reading.doc[i].lemma_.lower() for i in tokens(talk.reading, name)}


def _same_kind(talk: Discourse, mention: Mention) -> Found:
    """A definite or demonstrative noun for the most salient thing of its kind: "la firme", "le géant japonais", "cette technologie"."""
    pointing, classes = talk.pointing(mention), _classes(talk, mention)
    if pointing not in {"definite", "demonstrative"} or not classes or _owned(talk, mention) or _one_of(talk, mention):
        return None
    if (pointing == "definite" and not _listed(talk, mention)) or talk.named_behind(mention):
        return None
    if talk.modifiers(mention) & (talk.ref.other | talk.resources.language.superlatives) or (
        pointing == "definite" and plural(talk.reading, mention, talk.ref)
    ):
        return None
    if classes[0] == COUNTRY or (pointing == "definite" and talk.resources.ontology.is_any(classes[0], HAPPENINGS)):
        return None
    reach = FAR if pointing == "definite" else WITHIN
    scored = [(score, -t.order, t) for t in talk.things if (score := _kinship(talk, mention, t, classes, reach)) > 0]
    scored = _last_told(talk, mention, scored) if pointing == "demonstrative" and classes[0] == PERSON else scored
    if not scored or (PERSON in classes and pointing == "definite" and not (_anyone(talk, mention) and _clear(talk, mention, scored))):
        return None
    return max(scored, key=lambda s: s[:2])[2], "same class, most salient"


def _last_told(talk: Discourse, mention: Mention, scored: list[tuple[float, int, Thing]]) -> list[tuple[float, int, Thing]]:
    """Those spoken of in the last sentence that speaks of any: "cet ingénieur" is whoever came last, not who came most often."""
    far = [min(talk.distance(m.head, mention.head) for m in talk.before(t, mention.head)) for _, _, t in scored]
    return [found for found, distance in zip(scored, far, strict=True) if distance == min(far)]


def _listed(talk: Discourse, mention: Mention) -> bool:
    """Whether the lexicon itself has a noun's classes; those of its likes are a guess too weak to take a name up."""
    lexicon, word = talk.resources.lexicon, noun(talk.reading, mention, talk.ref)
    phrase = talk.reading.words(talk.reading.begins[word.i], max(mention.end, talk.reading.ends[word.i]))
    return bool(lexicon.classes(lexicon.longest(phrase)) or lexicon.classes(word.lemma_, word.text))


def _one_of(talk: Discourse, mention: Mention) -> bool:
    return talk.reading.doc[mention.head].text.lower() in talk.ref.one_of


def _kinship(talk: Discourse, mention: Mention, thing: Thing, classes: tuple[URIRef, ...], reach: int) -> float:
    """How well a thing fits a description of some classes, 0 where it does not."""
    earlier = [m for m in talk.before(thing, mention.head) if m.kind is not MentionKind.PRONOUN and not overlap(m, mention)]
    if not earlier or (distance := talk.distance(earlier[-1].head, mention.head)) > reach:
        return 0.0
    demonstrative = talk.pointing(mention) == "demonstrative"
    cls = talk.cls(thing)
    if cls == COUNTRY and not talk.alike((COUNTRY,), classes[0]):
        return 0.0
    unknown = cls is None and talk.named(thing)
    fits = (
        _kin(talk, classes, cls)
        or (_anyone(talk, mention) and talk.alike(classes, cls))
        or any(_kin(talk, classes, c) for c in talk.leaning(thing) if talk.alike((PLACE,), cls) or not talk.alike((PLACE,), c))
    )
    if unknown and (_precise(talk, classes) or not _could_be(talk, thing, classes, earlier[-1], mention)):
        return 0.0
    if _otherwise_called(talk, thing, classes) or otherwise_sized(talk, thing, classes):
        return 0.0
    if not (fits or unknown) or (not talk.named(thing) and not demonstrative and not _fresh(talk, thing, mention, classes[:1])):
        return 0.0
    if _disagrees(talk, mention, thing, demonstrative):
        return 0.0
    if any(_same_sentence_subject(talk, m, mention) for m in earlier):
        return 0.0
    score = 2.0 / (1 + 0.5 * distance) + 0.2 * min(len(thing.mentions), 6) + (0.5 if talk.alike(classes[:1], cls) else 0.0)
    return score + (0.4 if talk.subject(earlier[-1]) else 0.0) + (0.4 if talk.named(thing) else 0.0) - (1.0 if unknown else 0.0)


def _same_sentence_subject(talk: Discourse, name: Mention, mention: Mention) -> bool:
    """Whether a name is the subject of the sentence in which a description follows: a pronoun would do for the same thing."""
    together = talk.sentences[name.head] == talk.sentences[mention.head]
    return together and name.kind is MentionKind.NAME and talk.subject(name)


def _could_be(talk: Discourse, thing: Thing, classes: tuple[URIRef, ...], last: Mention, mention: Mention) -> bool:
    """A name of which nothing is known, spoken of more than once and just now, may be a firm, a service or a person."""
    if _precise(talk, classes):
        return False
    often = sum(m.kind in (MentionKind.NAME, MentionKind.TERM) for m in thing.mentions) > 1
    return often and talk.distance(last.head, mention.head) <= 2 and any(talk.resources.ontology.is_any(c, AGENTS) for c in classes)


def _precise(talk: Discourse, classes: tuple[URIRef, ...]) -> bool:
    """Whether a noun is of a precise kind, which something is known to be or is not: "la police" is nothing named before at random."""
    return any(talk.resources.ontology.is_any(c, PRECISE) for c in classes)


def _otherwise_called(talk: Discourse, thing: Thing, classes: tuple[URIRef, ...]) -> bool:
    """Whether a noun of a precise kind would rename what already goes by another such noun: a ministry is not "le gouvernement"."""
    return _precise(talk, classes) and any(
        reason == FIRST_WORD or reason.startswith(("its noun", "called")) for _, _, reason in talk.votes(thing)
    )


def _kin(talk: Discourse, classes: tuple[URIRef, ...], cls: URIRef | None) -> bool:
    """Whether a thing of a class can be called by a noun of these: of its class or above; or below, where many things go by that noun."""
    ontology = talk.resources.ontology
    if cls is None:
        return False
    telling = [c for c in classes if c not in WIDE]
    return ontology.is_any(cls, telling) or any(ontology.is_a(c, cls) and not ontology.is_any(c, PRECISE) for c in telling)


def _disagrees(talk: Discourse, mention: Mention, thing: Thing, demonstrative: bool) -> bool:
    """Number, and for people gender; "ces outils" may stand for one technology."""
    several, many = plural(talk.reading, mention, talk.ref), talk.several(thing)
    if several != many and not (demonstrative and several):
        return True
    said = talk.genders(thing)
    word = noun(talk.reading, mention, talk.ref).morph.get("Gender")
    mine = {"Masc": "m", "Fem": "f"}.get(word[0]) if word else None
    return (
        talk.person(thing)
        and bool(said)
        and mine is not None
        and mine not in said
        and not noun(talk.reading, mention, talk.ref).text.endswith("e")
    )


def _anyone(talk: Discourse, mention: Mention) -> bool:
    """A noun that takes up any person ("le responsable"), rather than bring in another ("l'arbitre")."""
    return noun(talk.reading, mention, talk.ref).text.lower() in talk.ref.takes_up


def _clear(talk: Discourse, mention: Mention, scored: list[tuple[float, int, Thing]]) -> bool:
    """A role noun stands for a person named just before, where one alone comes into question."""
    near = [t for _, _, t in scored if talk.distance(talk.before(t, mention.head)[-1].head, mention.head) <= 2]
    return len(near) == 1


def _happened(talk: Discourse, mention: Mention) -> Found:
    """A noun that takes up the event told before: "Crash à Brest … l'accident"; not "l'accident de 1990"."""
    word = noun(talk.reading, mention, talk.ref).lemma_.lower()
    pointing, listed = talk.pointing(mention), talk.ref.takes_up_event | talk.ref.any_event
    if word not in listed or pointing not in {"definite", "demonstrative"} or plural(talk.reading, mention, talk.ref):
        return None
    if talk.modifiers(mention) or any(c.dep_ in {"nmod", "acl", "acl:relcl"} for c in talk.reading.doc[mention.head].children):
        return None
    anything = word in talk.ref.any_event
    near = [(far, t.order, t) for t in talk.things if (far := _since(talk, mention, t, anything)) is not None]
    return (min(near, key=lambda n: n[:2])[2], "the event told before") if near else None


def _since(talk: Discourse, mention: Mention, thing: Thing, anything: bool) -> int | None:
    """How many sentences ago an event was told that a noun may take up; None for what it cannot mean."""
    is_a, cls = talk.resources.ontology.is_a, talk.cls(thing)
    told = [m for m in talk.before(thing, mention.head) if m.kind is not MentionKind.PRONOUN and not overlap(m, mention)]
    if cls is None or not is_a(cls, HAPPENINGS[0]) or not told or talk.several(thing):
        return None
    kin = [c for c in _classes(talk, mention) if c != HAPPENINGS[0] and (is_a(c, cls) or is_a(cls, c)) and cls != HAPPENINGS[0]]
    far = min(talk.distance(m.head, mention.head) for m in told)
    return far if (kin or anything) and 0 < far <= FAR else None


def _named_next(talk: Discourse, mention: Mention) -> Found:
    """A description that opens an article before the name it stands for: "La plateforme de vidéo avoue … . Roy, de Ariel, …"."""
    classes = _classes(talk, mention)
    opening = talk.sentences[mention.head] <= 1 and talk.pointing(mention) == "definite" and not plural(talk.reading, mention, talk.ref)
    if not opening or not classes or _owned(talk, mention) or talk.resources.ontology.is_any(classes[0], (*HAPPENINGS, PERSON)):
        return None
    ahead = [
        (m.head, t)
        for t in talk.things
        if talk.named(t)
        for m in sorted(t.mentions)[:1]
        if 0 < talk.sentences[m.head] - talk.sentences[mention.head] <= 2
    ]
    fitting = [
        (head, t)
        for head, t in sorted(ahead, key=lambda p: p[0])
        if (_kin(talk, classes, talk.cls(t)) or (talk.cls(t) is None and not _precise(talk, classes)))
        and not _otherwise_called(talk, t, classes)
    ]
    return (fitting[0][1], "named right after") if fitting else None


def _fronted(talk: Discourse, mention: Mention) -> Found:
    """ "Ancienne ministre, Roy …", "Commentateur de légende, sa voix …": a bare role at the head of a sentence is its subject's."""
    head = talk.reading.doc[mention.head]
    first = tokens(talk.reading, mention)[0]
    if (
        talk.pointing(mention)
        or not talk.reading.doc[first].is_sent_start
        or PERSON not in _classes(talk, mention)
        or head.dep_ in {*SUBJECTS, "ROOT"}
    ):
        return None
    subject = next((talk.at[c.i] for c in head.sent.root.children if c.dep_ in SUBJECTS and c.i in talk.at), None)
    thing = talk.owner.get(subject) if subject is not None else None
    if thing is not None and talk.person(thing):
        return thing, "role of the subject"
    found = salient(talk, mention, "", False, "role of the one spoken of", own=True)
    return found if found is not None and talk.person(found[0]) else None


def _counterpart(talk: Discourse, mention: Mention) -> Found:
    """ "son rival": a noun that only an agent can be, for the one other named agent of late."""
    owner = talk.at.get(mention.head - 1) or talk.at.get(tokens(talk.reading, mention)[0])
    possessor = talk.owner.get(owner) if owner is not None else None
    if (
        talk.pointing(mention) != "possessive"
        or possessor is None
        or plural(talk.reading, mention, talk.ref)
        or not _agentive(talk, mention)
    ):
        return None
    cls = talk.cls(possessor)
    others = [t for t in talk.things if t is not possessor and talk.named(t) and cls is not None and _kin(talk, (cls,), talk.cls(t))]
    near = [t for t in others if (m := talk.before(t, mention.head)) and talk.distance(m[-1].head, mention.head) <= REACH]
    near = [t for t in near if not talk.acts_beside(t, mention)]
    return (near[0], "the other one") if len(near) == 1 else None


def _agentive(talk: Discourse, mention: Mention) -> bool:
    """Whether the lexicon has a noun as said of agents by their relation to another: "rival", "partenaire"."""
    word = noun(talk.reading, mention, talk.ref)
    is_any = talk.resources.ontology.is_any
    for sense in talk.resources.lexicon.senses(PredicateKind.NOUN, word.lemma_, word.text):
        ends = (sense.domain, sense.range) if "self" in {*sense.subject.roles, *sense.object.roles} else ()
        if ends and all(end and all(is_any(cls, AGENTS) for cls in end) for end in ends):
            return True
    return False


def introduced(talk: Discourse, mention: Mention) -> Thing | None:
    """The nameless thing that a description beside a name goes back to: "Un avion s'est posé. L'appareil, un Vega 2, …"."""
    thing = talk.owner[mention]
    if (known := announced(talk, thing, mention)) is not None:
        return known
    first = min(thing.mentions, key=lambda m: m.head)
    if talk.pointing(mention) != "definite" or talk.distance(first.head, mention.head) > 0 or _owned(talk, mention):
        return None
    classes = _classes(talk, mention)[:1]
    fitting = [t for t in talk.things if t is not thing and not talk.named(t) and t.mentions and _fresh(talk, t, mention, classes)]
    return fitting[-1] if fitting else None


def _fresh(talk: Discourse, thing: Thing, mention: Mention, classes: tuple[URIRef, ...]) -> bool:
    """Whether an indefinite noun of the same class brought a thing in as subject shortly before."""
    earlier = talk.before(thing, mention.head)
    told = [m for m in earlier if talk.pointing(m) == "indefinite" and talk.subject(m) and talk.distance(m.head, mention.head) in (1, 2)]
    otherwise = [m for m in told if talk.modifiers(m) and talk.modifiers(mention) and not talk.modifiers(m) & talk.modifiers(mention)]
    return bool(told) and not otherwise and talk.cls(thing) in classes and not talk.several(thing) and PERSON not in classes


def _spoken_of(talk: Discourse, mention: Mention) -> Found:
    """A sentence without a verb speaks of what was just said: "Une technique défendue par Roy."."""
    word = talk.reading.doc[mention.head]
    verbless = (
        word.dep_ == "ROOT"
        and word.sent[0].i >= mention.head - 2
        and talk.pointing(mention) == "indefinite"
        and not any(c.dep_ in {*SUBJECTS, "cop"} for c in word.children)
    )
    if not verbless or talk.reading.block(mention.head).kind is not BlockKind.PARAGRAPH:
        return None
    classes = [c for c in _classes(talk, mention) if c in talk.resources.ontology.classes]
    last = [
        (m.head, t) for t in talk.things for m in talk.before(t, mention.head) if talk.sentences[mention.head] - talk.sentences[m.head] == 1
    ]
    fitting = [(head, t) for head, t in last if talk.named(t) and talk.alike(classes, talk.cls(t))]
    return (max(fitting, key=lambda p: p[0])[1], "what was just said") if fitting else None

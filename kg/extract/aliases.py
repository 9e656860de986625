"""Which names in one article are one thing's: the same words, an acronym and what it stands for, a surname, a shorter form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.mentions import tokens
from kg.extract.resources import Resources
from kg.extract.shapes import capital
from kg.extract.terms import entry, listed
from kg.gazetteer import Entry
from kg.iris import slug
from kg.languages.reference import Reference, reference
from kg.model import Mention, MentionKind
from kg.parse import Reading
from kg.tokens import Token

LONGEST_ACRONYM = 8
ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:arg", "obl:agent", "xcomp"})
"""Places of a clause that one thing fills only once, unless the verb is reflexive."""


@dataclass(frozen=True, slots=True)
class Name:
    """All mentions that write one name the same way; `words` are its slug's words, `label` what the model takes it for."""

    key: str
    words: tuple[str, ...]
    mentions: tuple[Mention, ...]
    label: str
    titled: bool


@dataclass(frozen=True, slots=True)
class Alias:
    """The names of one thing: its mentions in order of the text, with the reason why each is here."""

    mentions: tuple[Mention, ...]
    reasons: tuple[str, ...]
    labels: tuple[str, ...]


def written(reading: Reading, mention: Mention, ref: Reference) -> str:
    """A name as one would print it: the article's own typography, without a title or quotation marks.

    "M. Durand" → Durand
    """
    said = reading.words(mention.begin, mention.end)
    first, _, rest = said.partition(" ")
    return rest.strip("«»“”\"' ") if rest and first.lower() in ref.titles else said.strip('«»“”" ')


@lru_cache(maxsize=2)  # typing and coreference ask for the same
def aliases(reading: Reading, found: tuple[Mention, ...], resources: Resources) -> tuple[Alias, ...]:
    """Names and terms grouped by what they name, in order of the text.

    "l'Agence spatiale X (ASX)" → one; "Emma Roy … Roy" → one; "Bordeaux … Girondins de Bordeaux" → two
    """
    ref = reference(resources.language.code)
    known = tuple(_names(reading, found, resources, ref))
    by_key = {name.key: name for name in known}
    group = {name.key: name.key for name in known}
    reasons = {name.key: "same name" for name in known}
    for rule in (_concepts, _variants, _acronyms, _initialled, _surnames, _shortened):
        for short, long, reason in rule(reading, known, resources, dict(group)):
            alike = rule in (_surnames, _shortened)
            if _root(group, short) == _root(group, long) or (alike and _told_apart(reading, by_key[short], by_key[long], resources)):
                continue
            group[_root(group, short)] = _root(group, long)
            reasons[short] = reason
    return tuple(_alias(known, key, group, reasons) for key in dict.fromkeys(_root(group, n.key) for n in known))


def _root(group: dict[str, str], key: str) -> str:
    while group[key] != key:
        key = group[key]
    return key


def _alias(known: Sequence[Name], root: str, group: dict[str, str], reasons: dict[str, str]) -> Alias:
    members = [n for n in known if _root(group, n.key) == root]
    pairs = sorted((m, reasons[n.key] if n.key != root or m != n.mentions[0] else "name") for n in members for m in n.mentions)
    return Alias(tuple(m for m, _ in pairs), tuple(r for _, r in pairs), tuple(n.label for n in members for _ in n.mentions if n.label))


def _names(reading: Reading, found: Sequence[Mention], resources: Resources, ref: Reference) -> Iterator[Name]:
    by_key: dict[str, list[Mention]] = {}
    for mention in found:
        if mention.kind in (MentionKind.NAME, MentionKind.TERM):
            text = written(reading, mention, ref)
            if any(c.isalnum() for c in text):
                by_key.setdefault(slug(text), []).append(mention)
    for key, group in by_key.items():
        titled = any(reading.words(m.begin, m.end).split(" ")[0].lower() in ref.titles for m in group)
        yield Name(key, tuple(key.split("-")), tuple(group), _label(reading, group), titled)


def _label(reading: Reading, group: Iterable[Mention]) -> str:
    labels = Counter(reading.doc[i].ent_type_ for m in group for i in (m.head,) if reading.doc[i].ent_type_)
    return min(labels, key=lambda label: (-labels[label], label)) if labels else ""


_Link = tuple[str, str, str]


def _concepts(reading: Reading, known: Sequence[Name], resources: Resources, group: dict[str, str]) -> Iterator[_Link]:
    """Two labels of one concept of the gazetteer."""
    seen: dict[str, str] = {}
    for name in known:
        concept = entry(resources, reading.words(name.mentions[0].begin, name.mentions[0].end))
        if concept is not None:
            if str(concept.iri) in seen:
                yield name.key, seen[str(concept.iri)], "same concept of the gazetteer"
            seen.setdefault(str(concept.iri), name.key)


def _variants(reading: Reading, known: Sequence[Name], resources: Resources, group: dict[str, str]) -> Iterator[_Link]:
    """ "Forum de la langue" and "Forum de langue": the same words but for articles."""
    ref = reference(resources.language.code)
    seen: dict[tuple[str, ...], str] = {}
    for name in known:
        telling = tuple(word for word in name.words if word not in ref.definite)
        if len(telling) > 1 and telling in seen:
            yield name.key, seen[telling], "same name but for an article"
        seen.setdefault(telling, name.key)


def _acronyms(reading: Reading, known: Sequence[Name], resources: Resources, group: dict[str, str]) -> Iterator[_Link]:
    """ "Parti de la mer (PDM)", "PDM (Parti de la mer)", and any acronym made of another name's initials."""
    for short in known:
        if not _is_acronym(reading, short):
            continue
        long = next(
            (
                n
                for n in known
                if n.key != short.key and (_beside(reading, short, n) or _initials(reading, n) == short.key.replace("-", ""))
            ),
            None,
        )
        if long is not None:
            yield short.key, long.key, "acronym"


def _is_acronym(reading: Reading, name: Name) -> bool:
    text = reading.words(name.mentions[0].begin, name.mentions[0].end)
    return 2 <= len(text) <= LONGEST_ACRONYM and " " not in text and sum(c.isupper() for c in text) >= 2 and text[-1:].isupper()


def _beside(reading: Reading, short: Name, long: Name) -> bool:
    """Whether one stands in parentheses right behind the other; behind a person it is a party or a team: "Ada Lune (PDM)"."""
    text = reading.article.text
    if long.label == "PER" or (len(long.words) < 2 and long.label not in {"ORG", "MISC", ""}):
        return False
    between = (
        text[a.end : b.begin] for a in long.mentions for b in short.mentions if 0 < b.begin - a.end < 4 and text[b.end : b.end + 1] == ")"
    )
    before = (
        text[b.end : a.begin] for a in long.mentions for b in short.mentions if 0 < a.begin - b.end < 4 and text[a.end : a.end + 1] == ")"
    )
    return any(gap.strip() == "(" for gap in (*between, *before))


def _initials(reading: Reading, name: Name) -> str:
    text = reading.words(name.mentions[0].begin, name.mentions[0].end).replace("-", " ").replace("’", " ").replace("'", " ")
    return "".join(w[0].lower() for w in text.split() if w[0].isupper()) if len(name.words) > 1 else ""


def _initialled(reading: Reading, known: Sequence[Name], resources: Resources, group: dict[str, str]) -> Iterator[_Link]:
    """ "J.-P. Morel", "J-P Morel" and "Jean-Paul Morel"."""
    for short in (n for n in known if len(n.words) > 1 and len(n.words[0]) == 1):
        fitting = {n.key for n in known if n.key != short.key and len(n.words) == len(short.words) and _abbreviates(short.words, n.words)}
        if len(fitting) == 1:
            yield short.key, fitting.pop(), "initials"


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return short[-1] == long[-1] and all(s == w or (len(s) == 1 and w.startswith(s)) for s, w in zip(short, long, strict=True))


def _surnames(reading: Reading, known: Sequence[Name], resources: Resources, group: dict[str, str]) -> Iterator[_Link]:
    """ "Emma Roy … Roy": the last words of one full name only, else the first."""
    ref = reference(resources.language.code)
    full = [
        n
        for n in known
        if n.label == "PER" and len(n.words) > 1 and not n.titled and capital(reading.doc[tokens(reading, n.mentions[0])[0]])
    ]
    for short in (n for n in known if not _several(reading, n, ref)):
        for part, reason in ((_ends_with, "surname"), (_starts_with, "first name")):
            likely = [n for n in full if part(n, short) and not _within(n, short)]
            fitting = {_root(group, n.key) for n in likely if short.label != "LOC" or _person_like(reading, short, ref)}
            if len(fitting) == 1:
                yield short.key, fitting.pop(), reason
                break


def _within(long: Name, short: Name) -> bool:
    """Whether one name stands inside the other: it names something else there, as Lyon does in "Université de Lyon"."""
    return any(a.begin <= b.begin and b.end <= a.end for a in long.mentions for b in short.mentions)


def _told_apart(reading: Reading, short: Name, long: Name, resources: Resources) -> bool:
    """Whether two names that look alike are two things: the gazetteer knows both, or one sentence sets one against the other."""
    one, other = (_known(reading, name, resources) for name in (short, long))
    listed_apart = one is not None and other is not None and one.iri != other.iri and not resources.ontology.akin(one.cls, (other.cls,))
    return listed_apart or any(_set_against(reading.doc[a.head], reading.doc[b.head]) for a in short.mentions for b in long.mentions)


def _known(reading: Reading, name: Name, resources: Resources) -> Entry | None:
    words = reading.words(name.mentions[0].begin, name.mentions[0].end)
    return entry(resources, words) or listed(resources, words)


def _set_against(short: Token, long: Token) -> bool:
    """Whether a clause has both as its arguments, or one says what the other is: "Roy possède Roy SA", "le patron de Roy, Emma Roy"."""
    one, other = _argument(short), _argument(long)
    if one.head.i == other.head.i and one.head.pos_ == "VERB":
        return one.dep_ != other.dep_ and {one.dep_, other.dep_} <= ARGUMENTS
    above = short.head
    return above.pos_ == "NOUN" and short.dep_ == "nmod" and (above.head.i == long.i or (above.i == long.head.i and long.dep_ == "appos"))


def _argument(token: Token) -> Token:
    """The noun whose place in the clause a name beside it has: the "société" of "la société Roy"."""
    beside = token.head.pos_ == "NOUN" and token.head.i + 1 == token.left_edge.i and token.pos_ in ("PROPN", "X", "NOUN")
    return token.head if beside else token


def _several(reading: Reading, name: Name, ref: Reference) -> bool:
    """ "les Dupont", "des sœurs Dupont": more than one person."""
    heads = [reading.doc[m.head] for m in name.mentions]
    return all(
        any(c.text.lower() in ref.plurals for c in h.lefts)
        or (h.i and h.nbor(-1).pos_ == "NOUN" and "Plur" in h.nbor(-1).morph.get("Number"))
        for h in heads
    )


def _person_like(reading: Reading, name: Name, ref: Reference) -> bool:
    """The model takes unknown surnames for places; a place has a preposition or an article before it."""
    return not any(
        c.dep_ in {"case", "det"} and c.text.lower() in ref.place_prepositions for m in name.mentions for c in reading.doc[m.head].lefts
    )


def _ends_with(long: Name, short: Name) -> bool:
    return len(short.words) < len(long.words) and long.words[-len(short.words) :] == short.words


def _starts_with(long: Name, short: Name) -> bool:
    return len(short.words) < len(long.words) and long.words[: len(short.words)] == short.words


def _shortened(reading: Reading, known: Sequence[Name], resources: Resources, group: dict[str, str]) -> Iterator[_Link]:
    """A name that one longer name ends with, or that one longer organisation's name begins with."""
    ref = reference(resources.language.code)
    joined = Counter(_root(group, key) for key in group)
    for short in known:
        adjective = reading.words(short.mentions[0].begin, short.mentions[0].end).islower()  # "la langue française"
        if short.label == "PER" or adjective or joined[_root(group, short.key)] > 1:
            continue
        for fits in (_is_tail, _is_beginning):
            fitting = {n.key for n in known if fits(reading, n, short, ref)}
            if len(fitting) == 1:
                yield short.key, fitting.pop(), "shorter name"
                break


def _is_tail(reading: Reading, long: Name, short: Name, ref: Reference) -> bool:
    """ "Nova" in "Fondation Nova"; not "Lyon" in "Université de Lyon", nor a place in anything else."""
    if _within(long, short) or not _ends_with(long, short) or (short.label == "LOC") != (long.label == "LOC"):
        return False
    first = tokens(reading, long.mentions[0])[-1]
    before = [reading.doc[i].text.lower() for i in tokens(reading, long.mentions[0]) if i < first]
    return long.label != "PER" and not _quoted(reading, long) and not (ref.genitives | ref.belonging).intersection(before[-2:])


def _quoted(reading: Reading, name: Name) -> bool:
    return any(reading.quoted_before(tokens(reading, m)[0]) for m in name.mentions)


def _is_beginning(reading: Reading, long: Name, short: Name, ref: Reference) -> bool:
    """ "Nova" in "Nova France"; not the maker's name in "Nova Phone"."""
    return _starts_with(long, short) and not _quoted(reading, long) and long.label == "ORG" and short.label in {"ORG", "MISC", ""}

"""What tells one name from another, and by which keys the things that may be one find each other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jellyfish import metaphone

from kg.errors import LanguageError
from kg.iris import slug
from kg.languages.reference import Reference, reference
from kg.link.decisions import NONE, Decisions
from kg.link.things import PERSON, LocalThing, slug_of

ACRONYM = range(2, 7)
"""How many letters an acronym has."""
LONG = 5
"""Letters of a name whose sound tells something."""


@lru_cache(maxsize=1 << 16)
def fingerprint(name: str, lang: str) -> str:
    """A name without what varies from paper to paper: article, title, hyphens and spaces, "Groupe", legal form, middle initial.

    >>> fingerprint("Groupe Air-France SA", "fr"), fingerprint("L’Écume", "fr"), fingerprint("M. John F. Roy", "fr")
    ('airfrance', 'ecume', 'johnroy')
    """
    return "".join(words(name, lang))


@lru_cache(maxsize=1 << 16)
def words(name: str, lang: str) -> tuple[str, ...]:
    """The words of a name as slugs, without what varies."""
    try:
        said = slug(name).split("-")
    except ValueError:
        return ()
    leading, trailing = _loose(lang)
    while len(said) > 1 and said[0] in leading:
        said = said[1:]
    while len(said) > 1 and said[-1] in trailing:
        said = said[:-1]
    inner = [word for word in said[1:-1] if len(word) > 1 or word.isdigit()] if len(said) > 2 else said[1:-1]
    return (said[0], *inner, *said[1:][-1:])


@lru_cache(maxsize=8)
def _loose(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that may open a name or not, and words that may end it or not."""
    ref = _reference(lang)
    if ref is None:
        return frozenset(), frozenset()
    opening = {part for word in (*ref.articles, *ref.definite, *ref.titles, *ref.enclosing) for part in slug(word).split("-")}
    return frozenset(opening), frozenset(slug(word) for word in ref.legal_forms if any(c.isalnum() for c in word))


def _reference(lang: str) -> Reference | None:
    try:
        return reference(lang)
    except LanguageError:
        return None


def is_acronym(name: str) -> bool:
    """ "ONU", "UMP"."""
    return name.isalpha() and name.isupper() and len(name) in ACRONYM


def initials(name: str, lang: str) -> Iterator[str]:
    """The acronyms that a name of several words may have.

    >>> sorted(initials("Union pour un mouvement populaire", "fr"))
    ['ump', 'upump']
    """
    said, small = words(name, lang), _small(lang)
    for parts in (said, [word for word in said if word not in small]):
        if len(parts) in ACRONYM:
            yield "".join(word[0] for word in parts)


@lru_cache(maxsize=8)
def _small(lang: str) -> frozenset[str]:
    """Words that an acronym leaves out."""
    ref = _reference(lang)
    told = (*ref.connectors, *ref.place_prepositions, *ref.small) if ref else ()
    return frozenset(slug(word) for word in told if any(c.isalnum() for c in word))


def is_short(name: str, lang: str) -> bool:
    """Whether a person's name has no first name, or its initial alone: "Roy", "Le Goff", "A. Roy"."""
    particles, _ = _loose(lang)
    return all(len(word) == 1 or word in particles for word in words(name, lang)[:-1])


def shortens(short: str, full: str, lang: str) -> bool:
    """Whether a name is the end of another, or that and initials.

    >>> shortens("Le Goff", "Anne Le Goff", "fr"), shortens("A. Le Goff", "Anne Le Goff", "fr"), shortens("J-M Roy", "Jean-Marc Roy", "fr")
    (True, True, True)
    >>> shortens("Anne", "Anne Roy", "fr"), shortens("B. Roy", "Anne Roy", "fr"), shortens("Goff", "Anne Legoff", "fr")
    (False, False, False)
    """
    said, whole = words(short, lang), words(full, lang)
    first = [word for word in said if len(word) == 1]
    last = said[len(first) :]
    if not last or is_short(full, lang) or whole[-len(last) :] != last or len(whole) <= len(last):
        return False
    return all(word[0] == letter for word, letter in zip(whole, first, strict=False))


def is_bare_surname(thing: LocalThing) -> bool:
    """Whether a thing is a person of whom nothing but the surname is known."""
    return thing.cls == PERSON and is_short(thing.label, thing.lang)


def ties(thing: LocalThing, decisions: Decisions = NONE) -> frozenset[str]:
    """What binds things that may be one: those that share no tie, directly or through others, have nothing to do with each other.

    A tie is a slug or fingerprint of a name, an identity, what was decided, or a surname. Of a surname `?roy` is asked by who has
    nothing else, and `!roy` answers with a full name: people of one surname are bound by someone who asks (`bound`).
    """
    found = {slug_of(thing), *_given(thing, decisions)}
    for name in thing.names:
        said = words(name, thing.lang)
        found.add("".join(said))
        if thing.cls == PERSON and said and not is_short(name, thing.lang):
            found.add(f"!{said[-1]}")
    if thing.names and is_bare_surname(thing):
        found |= {f"?{last}" for last in words(thing.label, thing.lang)[-1:]}
    return frozenset(found - {""})


def bound(tie: str) -> tuple[str, ...]:
    """The ties of the things that a tie binds.

    >>> bound("alba"), bound("?roy"), bound("!roy")
    (('alba',), ('?roy', '!roy'), ('?roy',))
    """
    return (tie, f"!{tie[1:]}") if tie.startswith("?") else (f"?{tie[1:]}",) if tie.startswith("!") else (tie,)


def keys(thing: LocalThing, decisions: Decisions = NONE) -> frozenset[str]:
    """What a thing is found by when something like it is sought; of those that share no key none is proposed to be the other.

    A key is a slug or fingerprint of a name, a surname, an acronym, an identity, what was decided, or ("~ALB") how a name sounds.
    """
    found = {slug_of(thing), *_given(thing, decisions)}
    for name in thing.names:
        said = words(name, thing.lang)
        found |= {"".join(said), *(said[-1:] if thing.cls == PERSON else initials(name, thing.lang))}
    if thing.names and sum(map(len, words(thing.label, thing.lang))) >= LONG:
        found.add("~" + sound(thing.label, thing.lang))
    return frozenset(found - {"", "~"})


def _given(thing: LocalThing, decisions: Decisions) -> Iterator[str]:
    """What binds a thing to others whatever they are called: an identity, and what was decided."""
    if thing.same_as:
        yield str(thing.same_as)
    if (label := decisions.label([thing])) is not None:
        yield from (fingerprint(label, thing.lang), slug(label))
    if (group := decisions.group(thing)) is not None:
        yield group


@lru_cache(maxsize=1 << 16)
def sound(name: str, lang: str) -> str:
    """How a name sounds, roughly, to one who reads English: "Kadhafi", "Khadafi" → KTF."""
    return str(metaphone(" ".join(words(name, lang))))

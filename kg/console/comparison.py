"""What two graphs differ in, as lines for a reader: how much, then what came (+), went (-) and changed (~); and what several become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from rdflib import RDF
from rich.text import Text

from kg.console import WRITTEN
from kg.explain import STATUSES
from kg.rdf import NEWS, VOID, about_graph, facts

if TYPE_CHECKING:
    from pathlib import Path

    from kg.diff import Article, Changed, Difference, Entity, Fact, Regrouped
    from kg.gather import Gathered

_WORDS = {
    "fr": {
        **{"articles": "articles", "entities": "entités", "facts": "faits"},
        **{"before": "avant", "after": "après", "came": "venus", "went": "partis", "changed": "changés"},
        **{"renamed": "renommés", "merged": "réunis", "split": "séparés"},
        **{"one renamed": "autre nom", "one merged": "réunion", "one split": "séparation"},
        **{"text": "texte", "details": "titre, date ou source", "reading": "même texte, lu autrement", "claims": "ce qu’il dit"},
        **{"class": "classe", "names": "noms", "identities": "identités", "as of": "au", "by": "selon", "nothing": "rien"},
        **{"none": "aucune différence", "more": "de plus, que --all montre"},
        "partly": "l’un des deux ne tient que le graphe réuni, qui ne dit pas ce qui a changé dans les textes",
    },
    "en": {
        **{"articles": "articles", "entities": "entities", "facts": "facts"},
        **{"before": "before", "after": "after", "came": "came", "went": "went", "changed": "changed"},
        **{"renamed": "renamed", "merged": "merged", "split": "split"},
        **{"one renamed": "renamed", "one merged": "merged", "one split": "split"},
        **{"text": "text", "details": "headline, date or source", "reading": "the same text, read otherwise", "claims": "what it says"},
        **{"class": "class", "names": "names", "identities": "identities", "as of": "as of", "by": "according to", "nothing": "none"},
        **{"none": "no difference", "more": "more, which --all shows"},
        "partly": "one of the two holds the merged graph alone, which does not tell what changed in the texts",
    },
}
_CAME, _WENT, _CHANGED = ("+ ", "green"), ("- ", "red"), ("~ ", "yellow")

Words = dict[str, str]
Value = TypeVar("Value")


def compared(difference: Difference, lang: str, *, limit: int | None) -> Iterator[Text]:
    """The lines of a difference; of each list no more than `limit`, where there is one."""
    words = _WORDS[lang]
    yield from _counts(difference, words)
    if not difference.whole:
        yield Text(words["partly"], "dim")
    if not difference:
        yield Text(words["none"])
    for title, part in (("articles", _articles), ("entities", _entities), ("facts", _facts)):
        lines = list(part(difference, words, lang, limit))
        if lines:
            yield Text(f"\n{words[title]}", "bold cyan")
            yield from lines


def _counts(difference: Difference, words: Words) -> Iterator[Text]:
    columns = ("before", "after", "came", "went", "changed", "renamed", "merged", "split")
    wide = [max(len(words[column]), 6) + 2 for column in columns]
    yield Text(" " * 10 + "".join(f"{words[column]:>{n}}" for column, n in zip(columns, wide, strict=True)), "dim")
    for title in ("articles", "entities", "facts"):
        part = getattr(difference, title)
        found = [getattr(part, column, "") for column in columns]
        cells = (str(len(one) if isinstance(one, tuple) else one) for one in found)
        yield Text((f"{words[title]:10}" + "".join(f"{cell:>{n}}" for cell, n in zip(cells, wide, strict=True))).rstrip())


def _list(values: Sequence[Value], limit: int | None, words: Words, told: Callable[[Value], Iterable[Text]]) -> Iterator[Text]:
    """Each value's lines, as many as one asked for, and how many there are besides."""
    for value in values[:limit]:
        yield from told(value)
    if limit is not None and len(values) > limit:
        yield Text(f"  … {len(values) - limit} {words['more']}", "dim")


def _line(sign: tuple[str, str], name: str, *rest: str) -> Text:
    return Text(*sign).append(name, "bold not green not red not yellow").append("  " + " · ".join(filter(None, rest)), "not bold dim")


def _articles(difference: Difference, words: Words, _: str, limit: int | None) -> Iterator[Text]:
    def told(sign: tuple[str, str]) -> Callable[[Article], Iterable[Text]]:
        return lambda one: [_line(sign, one.iri, ", ".join(filter(None, (one.title, one.date))), ", ".join(words[w] for w in one.changed))]

    part = difference.articles
    for sign, values in ((_CAME, part.came), (_WENT, part.went), (_CHANGED, part.changed)):
        yield from _list(values, limit, words, told(sign))


def _entities(difference: Difference, words: Words, _: str, limit: int | None) -> Iterator[Text]:
    def told(sign: tuple[str, str]) -> Callable[[Entity], Iterable[Text]]:
        return lambda one: [_line(sign, one.label, ", ".join(one.cls), one.iri)]

    part = difference.entities
    yield from _list(part.came, limit, words, told(_CAME))
    yield from _list(part.went, limit, words, told(_WENT))
    for what, values in (("one merged", part.merged), ("one split", part.split), ("one renamed", part.renamed)):
        yield from _list(values, limit, words, partial(_regrouped, what=words[what]))
    yield from _list(part.changed, limit, words, lambda one: [_entity(one, words)])


def _regrouped(one: Regrouped, what: str) -> Iterator[Text]:
    sides = (" + ".join(f"{entity.label} ({entity.iri})" for entity in side) for side in (one.before, one.after))
    yield _line(_CHANGED, " → ".join(sides), what)


def _entity(one: Regrouped, words: Words) -> Text:
    (was,), (now,) = one.before, one.after
    cls = f"{words['class']} {', '.join(was.cls)} → {', '.join(now.cls)}" if was.cls != now.cls else ""
    names, identities = _gained(was.names, now.names), _gained(was.same_as, now.same_as)
    told = (cls, f"{words['names']} {names}" if names else "", f"{words['identities']} {identities}" if identities else "")
    return _line(_CHANGED, now.label, *told, now.iri)


def _gained(was: Sequence[str], now: Sequence[str]) -> str:
    return ", ".join([*(f"+ {one}" for one in now if one not in was), *(f"- {one}" for one in was if one not in now)])


def _facts(difference: Difference, words: Words, lang: str, limit: int | None) -> Iterator[Text]:
    def told(sign: tuple[str, str]) -> Callable[[Fact], Iterable[Text]]:
        return lambda one: _fact(sign, one, words, _statuses(one, lang), _dates(one, words))

    part = difference.facts
    yield from _list(part.came, limit, words, told(_CAME))
    yield from _list(part.went, limit, words, told(_WENT))
    yield from _list(part.changed, limit, words, lambda one: _fact(_CHANGED, one.after, words, *_changes(one, words, lang)))


def _fact(sign: tuple[str, str], fact: Fact, words: Words, *what: str) -> Iterator[Text]:
    """A fact with the first sentence that says it, and where that stands."""
    yield _line(sign, f"{fact.subject} → {fact.predicate} → {fact.object}", *what)
    voice = fact.voices[0]
    yield Text(f"    {voice.sentence}")
    speaker = f"{words['by']} {voice.speaker}" if voice.speaker else ""
    source = ", ".join(filter(None, (voice.title or voice.article, voice.date)))
    yield Text("    " + " · ".join(filter(None, (speaker, source))), "dim")


def _changes(one: Changed, words: Words, lang: str) -> Iterator[str]:
    """What of a fact is another: "prévu → affirmé", "1 → 3 articles"."""
    pairs = ((_statuses(one.before, lang), _statuses(one.after, lang)), (_dates(one.before, words), _dates(one.after, words)))
    for was, now in pairs:
        yield now if was == now else f"{was or words['nothing']} → {now or words['nothing']}"
    if one.before.articles != one.after.articles:
        yield f"{len(one.before.articles)} → {len(one.after.articles)} {words['articles']}"


def _statuses(fact: Fact, lang: str) -> str:
    return ", ".join(STATUSES[lang].get(status.capitalize(), status) for status in fact.statuses)


def _dates(fact: Fact, words: Words) -> str:
    return f"{words['as of']} {', '.join(fact.dates)}" if fact.dates else ""


def merged(made: Gathered, graphs: int, files: Sequence[Path]) -> Iterator[str]:
    """What one graph was made of, what is in it, and where it is."""
    about = {p: o for s, p, o, g in made.quads if s == g == about_graph(made.base)}
    stated = [(s, p, o) for s, p, o, g in made.quads if g is None]
    articles = int(about[VOID.documents])
    languages = ", ".join(made.languages) or "none"
    yield f"merged      {graphs} graph{'s' * (graphs != 1)}: {articles} article{'s' * (articles != 1)} ({languages})"
    yield f"entities    {about[VOID.entities]}"
    yield f"facts       {len(facts(stated))}"
    yield f"claims      {sum((p, o) == (RDF.type, NEWS.Claim) for _, p, o in stated)}"
    for path, what in zip(files, WRITTEN, strict=True):
        yield f"wrote       {path}  ({what})"

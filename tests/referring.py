"""Frozen sentences in which people and things are mentioned, and what kg makes of them, in words one can compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from frozen import CASES, cases, short

from kg.extract import coreference, mentions, typing
from kg.extract.resources import Resources, load
from kg.model import Block, BlockKind, Chain, Mention, MentionKind
from kg.parse import Reading


@lru_cache
def resources() -> Resources:
    """What comes with kg, read once."""
    return load("news", "fr")


@lru_cache
def readings() -> Mapping[str, Reading]:
    """The frozen texts, by their first words."""
    return {case.reading.article.text: case.reading for case in cases(CASES / "reference" / "sentences.conllu")}


def reading(opening: str) -> Reading:
    """The frozen text that begins so."""
    (found,) = [r for text, r in readings().items() if text.startswith(opening)]
    return found


def mentioned(opening: str, kind: MentionKind) -> list[str]:
    """What a text mentions in one way."""
    read = reading(opening)
    return [said(read, m) for m in mentions.mentions(read, resources()) if m.kind is kind]


def said(read: Reading, mention: Mention) -> str:
    return read.words(mention.begin, mention.end)


def typed(opening: str, *expectations: tuple[str, tuple[str, ...], float]) -> dict[str, str]:
    """What each mention of a text is taken for; expectations name a mention by its words."""
    read = reading(opening)
    found = mentions.mentions(read, resources())
    by_words = {said(read, m): m for m in found}
    classes = {short(str(iri)): iri for iri in resources().ontology.classes}
    wanted = [typing.Expectation(by_words[words], tuple(classes[c] for c in cs), weight) for words, cs, weight in expectations]
    return {said(read, m): short(str(t.cls)) for m, t in typing.types(read, found, wanted, resources()).items() if t.cls is not None}


def chained(opening: str) -> dict[str, list[str]]:
    """A text's chains: the label and the words of every mention, in order."""
    read = reading(opening)
    return {chain.label: [said(read, m) for m in sorted(chain.mentions, key=lambda m: m.head)] for chain in chains(opening)}


def chains(opening: str) -> tuple[Chain, ...]:
    """A text's chains without anything that candidates expect."""
    return linked(reading(opening))


def under_headline(opening: str) -> tuple[Chain, ...]:
    """The chains of a text whose first sentence is its headline."""
    read = reading(opening)
    end = read.article.text.index(".") + 1
    blocks = (Block(BlockKind.TITLE, 0, end), Block(BlockKind.PARAGRAPH, end + 1, len(read.article.text)))
    numbers = tuple(int(begin >= end) for begin in read.begins)
    return linked(replace(read, article=replace(read.article, blocks=blocks), blocks=numbers))


def linked(read: Reading) -> tuple[Chain, ...]:
    found = mentions.mentions(read, resources())
    return coreference.chains(read, found, typing.types(read, found, (), resources()), resources())

"""Why a fact has its confidence, in a reader's words: where every fact begins, what each cue adds, and what all else adds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

from rdflib import URIRef

from kg.ontology import Ontology
from kg.store import finite

START = "start"
"""What a graph calls the share that every claim begins with."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one cue adds to a confidence, in hundredths; of the first step, what it begins with."""

    hundredths: int
    words: str


def steps(because: str, confidence: float, ends: Mapping[str, str], ontology: Ontology, lang: str) -> tuple[Step, ...]:
    """The steps that lead to a confidence and add up to it; none where a graph does not say where it began.

    `because` is as graphs hold it, in the logarithm of the odds; `ends` are the labels of the claim's subject and object.
    "start +1.00; subject is a name +0.24" to .78 → 73 to begin with, +5 "Lumio: a proper name"
    """
    parts = (part.rpartition(" ") for part in because.split("; "))
    shares = [(name, share) for name, _, said in parts if (share := finite(said)) is not None]
    if not shares or shares[0][0] != START:
        return ()
    words, odds, reached, found = _words(lang), 0.0, 0, []
    for name, share in shares:
        odds += share
        now = round(100 / (1 + exp(-odds)))
        found.append(Step(now - reached, words[START] if name == START else worded(name, ends, ontology, lang)))
        reached = now
    rest = round(100 * confidence) - reached
    return (*found, *([Step(rest, words["rest"])] if rest else []))


def worded(cue: str, ends: Mapping[str, str], ontology: Ontology, lang: str) -> str:
    """A cue in plain words, "subject is a name" → "Lumio: a proper name"; its own name where the file of words lacks it."""
    for pattern, words in _patterns(lang):
        if said := pattern.fullmatch(cue):
            parts = said.groupdict()
            if "term" in parts:
                parts["term"] = ontology.label(_iri(parts["term"], ontology), lang)
            return words.format_map(parts | {"end": ends.get(parts.get("end", ""), "")})
    return cue


def _iri(short: str, ontology: Ontology) -> URIRef:
    prefix, _, local = short.partition(":")
    return URIRef(ontology.prefixes[prefix] + local if prefix in ontology.prefixes else short)


@cache
def _words(lang: str) -> Any:
    languages = json.loads(Path(__file__).with_name("cues.json").read_text("utf-8"))
    return languages.get(lang, languages["en"])


@cache
def _patterns(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The names of cues with their holes as groups, in the order of the file: what is particular before what is general."""

    def compiled(name: str) -> re.Pattern[str]:
        for hole, what in _HOLES.items():
            name = name.replace(f"{{{hole}}}", f"(?P<{hole}>{what})")
        return re.compile(name)

    return tuple((compiled(name), words) for name, words in _words(lang)["cues"].items())


_HOLES = {"end": "subject|object", "term": r"\S+:\S+", "word": ".+"}

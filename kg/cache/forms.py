"""How an Extraction is written down: JSON, packed, each chain once, however many claims speak of it.

    {"key": …, "things": [{"key": "person/ada-lune", …}, …], "chains": [0, 1], "claims": [{"subject": 0, "object": 1, …}], …}

Chains, and the ends of claims and quotations, are named by their places in `things`. gzip tells where a byte was damaged.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from cattrs.preconf.json import JsonConverter, make_converter
from rdflib import Literal, URIRef

from kg.iris import interned
from kg.model import Amount, Article, Chain, Claim, Extraction, Gap, Quotation

ENDS = ("subject", "object", "speaker")
"""Where a claim or a quotation may have a chain."""


def packed(extraction: Extraction, key: str) -> bytes:
    """All of an extraction but its article, with the key that it is kept under."""
    ends = [getattr(said, end, None) for said in (*extraction.claims, *extraction.quotations) for end in ENDS]
    things = tuple(dict.fromkeys((*extraction.chains, *(end for end in ends if isinstance(end, Chain)))))
    place = {chain: n for n, chain in enumerate(things)}
    content = {
        "key": key,
        "things": _things().unstructure(things),
        "chains": [place[chain] for chain in extraction.chains],
        "claims": [_placed(claim, place) for claim in extraction.claims],
        "quotations": [_placed(quotation, place) for quotation in extraction.quotations],
        "gaps": _things().unstructure(extraction.gaps),
    }
    return gzip.compress(json.dumps(content, sort_keys=True, separators=(",", ":")).encode(), mtime=0)


def unpacked(content: bytes, article: Article, key: str) -> Extraction:
    """An article's extraction again; of what was never packed under this key, whatever error it runs into."""
    said = json.loads(gzip.decompress(content))
    if said["key"] != key:
        raise ValueError(f"kept under another key, {said['key']}")
    things = _things().structure(said["things"], tuple[Chain, ...])
    sayings = _sayings()
    return Extraction(
        article,
        tuple([things[n] for n in said["chains"]]),
        tuple([sayings.structure(_with_chains(row, things), Claim) for row in said["claims"]]),
        tuple([sayings.structure(_with_chains(row, things), Quotation) for row in said["quotations"]]),
        _things().structure(said["gaps"], tuple[Gap, ...]),
    )


def _placed(said: Claim | Quotation, place: Mapping[Chain, int]) -> dict[str, Any]:
    row: dict[str, Any] = _sayings().unstructure(said)
    return row | {end: place[row[end]] for end in ENDS if isinstance(row.get(end), Chain)}


def _with_chains(row: dict[str, Any], things: Sequence[Chain]) -> dict[str, Any]:
    return row | {end: things[row[end]] for end in ENDS if isinstance(row.get(end), int)}


@lru_cache(maxsize=1)
def _things() -> JsonConverter:
    """Of values that hold no claim: chains in full, gaps."""
    form = make_converter(omit_if_default=True, detailed_validation=False)
    form.register_unstructure_hook(URIRef, str)
    form.register_structure_hook(URIRef, lambda iri, _: interned(iri))
    form.register_unstructure_hook(Literal, _of_literal)
    form.register_structure_hook(Literal, lambda said, _: _literal(said))
    return form


@lru_cache(maxsize=1)
def _sayings() -> JsonConverter:
    """Of claims and quotations, whose chains stay as they are: others put their places there, and them in their places."""
    form = _things().copy()
    form.register_unstructure_hook(Chain, lambda chain: chain)
    form.register_structure_hook(Chain, lambda chain, _: chain)
    form.register_structure_hook(Chain | Amount | Literal, lambda end, _: _end(end))
    return form


def _end(said: Any) -> Chain | Amount | Literal:
    if isinstance(said, Chain):
        return said
    return _literal(said) if "lexical" in said else _things().structure(said, Amount)


def _of_literal(literal: Literal) -> dict[str, str]:
    told = {"lexical": str(literal), "lang": literal.language, "datatype": literal.datatype}
    return {name: str(value) for name, value in told.items() if value is not None}


def _literal(said: Mapping[str, str]) -> Literal:
    return Literal(said["lexical"], lang=said.get("lang"), datatype=said.get("datatype"), normalize=False)

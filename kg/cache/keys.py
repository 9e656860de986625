"""What a cached value depends on, as one hash: a value is taken from a cache only where all of it would come out the same again.

The code that makes a value is part of it as the bytes of its modules. A number that somebody has to remember to raise is one day
forgotten, and then what an older kg read passes for what this one would; a comment that is mended costs no more than one build
that takes its time.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from kg.languages import model_version
from kg.model import Article

PARSING = ("languages", "model.py", "parse.py", "tokens.py", "trees")
"""The modules and packages of kg that make a Reading and write it down."""
EXTRACTING = (*PARSING, "cache/forms.py", "extract", "gazetteer.py", "iris.py", "lexicon", "ontology.py", "turtle.py")
"""Those that make an Extraction."""
PARSERS = ("numpy", "spacy", "thinc")
"""The packages that parse; the model is named by itself."""
LINKING = ("archive", "iris.py", "link", "merge.py", "model.py", "ontology.py", "rdf.py", "reprints.py", "turtle.py")
"""Those that link the articles of an archive and write its merged graph."""
UNDERSTANDING = ("babel", "cattrs", "pyoxigraph", "rdflib", "text2num")
"""Those that extraction, and writing it down, needs besides."""
PARSED = ("text", "blocks", "lang")
"""What of an article its Reading depends on: another date or title parses nothing again."""
FILES = ("ontology.ttl", "frames.ttl", "lexicon.{lang}.ttl", "lexicon.{lang}.*.ttl", "gazetteer*.ttl", "gazetteer*.tsv", "weights.toml")
"""What extraction reads of an ontology's folder."""


def reading(article: Article) -> str:
    """The key of an article's Reading; where the article came from, and what it is called, is no part of it."""
    blocks = [(block.kind, block.begin, block.end) for block in article.blocks]
    return _hash(article.text, blocks, article.lang, model_version(article.lang), _code(PARSING), _versions(PARSERS))


def extraction(article: Article, files: str, min_confidence: float | None) -> str:
    """The key of an article's Extraction; `files` is the hash that `ontology` gives."""
    told = {f.name: getattr(article, f.name) for f in fields(article) if f.compare and f.name not in PARSED}
    return _hash(reading(article), told, files, min_confidence, _code(EXTRACTING), _versions(UNDERSTANDING))


def ontology(folder: Path, lang: str) -> str:
    """The hash of what extraction in a language reads of an ontology's folder: its files' names and bytes."""
    found = {path for pattern in FILES for path in folder.glob(pattern.format(lang=lang))}
    return _hash(*((path.name, _digest(path.read_bytes())) for path in sorted(found)))


def linking(folder: Path, decisions: Path) -> str:
    """How an archive's things are linked by the ontology of a folder and a file of decisions, where there is one."""
    decided = decisions.read_bytes() if decisions.exists() else b""
    packages = ("datasketch", "jellyfish", "networkx", "rdflib")
    return _hash(_digest((folder / "ontology.ttl").read_bytes()), _digest(decided), _code(LINKING), _versions(packages))


@lru_cache
def _code(names: tuple[str, ...]) -> str:
    """The hash of modules' source, read once a process, which runs one version of them."""
    home = Path(__file__).parent.parent
    files = [path for name in names for path in ([home / name] if name.endswith(".py") else (home / name).rglob("*.py"))]
    return _hash(*((path.relative_to(home).as_posix(), _digest(path.read_bytes())) for path in sorted(files)))


@lru_cache
def _versions(packages: Iterable[str]) -> tuple[str, ...]:
    """Of packages, and of Unicode, by which Python tells a letter from a digit."""
    return (*(f"{package} {version(package)}" for package in packages), f"Unicode {unicodedata.unidata_version}")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _hash(*parts: object) -> str:
    return _digest(json.dumps(parts, sort_keys=True).encode())

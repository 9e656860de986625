"""How a server is run: what its owner says, in one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.serve.jobs import Limits
from kg.serve.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`token` is None where nothing may be written; `names` are the hosts that the server goes by, any where there is none."""

    folder: str
    answers: str
    source: Source | None = None
    entailed: bool = False
    ontology: str = "news"
    title: str = "kg"
    limits: Limits = field(default_factory=Limits)
    workers: int = 4
    token: str | None = None
    managed: bool = True
    service: bool = False
    load: bool = False
    cors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

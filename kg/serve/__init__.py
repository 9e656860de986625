"""A graph over HTTP: the SPARQL 1.1 Protocol, graphs to fetch, pages of things, and a place to write queries; and over MCP, for assistants.

Whatever touches the graph happens in processes of its own (`worker`), because Oxigraph cannot be interrupted and a process can.
The process that listens (`app`) never opens the store; what crosses between them is in `jobs`.

Of what is kept, `rdflib-endpoint` takes no notice of the dataset that a request names and lets a query run on, and Oxigraph's own
server shows every graph of a store and keeps other writers out: hence Starlette and uvicorn, with pyoxigraph behind them.
"""

from __future__ import annotations

import importlib.util

from kg.errors import UserError

NEEDS = {"serve": ("starlette", "uvicorn", "prometheus_client"), "mcp": ("mcp",)}
"""By the extra that brings them: what is imported by one who serves."""


def equipped(extra: str) -> None:
    """Make sure that what an extra brings is there.

    Raises UserError, which says what to install.
    """
    if missing := [name for name in NEEDS[extra] if not importlib.util.find_spec(name)]:
        there = f"{' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed"
        raise UserError(f"kg {extra} needs {there}; in the folder of kg's README: pip install '.[{extra}]'")

"""Which kg this is."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def kg_version() -> str:
    """The installed distribution's version; that of a checkout which is only on the path is not known."""
    try:
        return version("kg-news")
    except PackageNotFoundError:
        return "0+unknown"

"""What a check of a graph found, and what is wrong in an ontology's folder, as lines for a reader."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from kg.check import Checked, Violation


def checked(found: Checked, *, limit: int | None) -> Iterator[Text]:
    """What breaks a shape, under what the shape says; of each no more than `limit`, where there is one; then how much there is."""
    for (warning, message), group in groupby(found.violations, key=lambda one: (one.warning, one.message)):
        those = list(group)
        yield Text("warning  " if warning else "").append(message, "yellow" if warning else "bold red").append(f"  {those[0].shape}", "dim")
        for violation in those[:limit]:
            yield from _violation(violation)
        if limit is not None and len(those) > limit:
            yield Text(f"  and {len(those) - limit} more; --all shows them", "dim")
        yield Text()
    yield Text(_sum(found), "" if found.conforms else "bold")


def _violation(violation: Violation) -> Iterator[Text]:
    yield Text("  ").append(violation.told, "bold").append(f"  {violation.node}", "dim")
    if violation.value:
        yield Text(f"    there is {violation.value}")
    for origin in violation.origins:
        yield Text("    ").append(origin.sentence).append(f"  {origin.name}", "dim")


def _sum(found: Checked) -> str:
    there = ", ".join(f"{count} {what if count != 1 else what[:-1]}" for what, count in found.counts)
    broken, warnings = (sum(one.warning is warning for one in found.violations) for warning in (False, True))
    also = f", {warnings} warning{'s' * (warnings != 1)}" if warnings else ""
    return f"{there}: conforms{also}" if found.conforms else f"{there}: {broken} violation{'s' * (broken != 1)}{also}"

"""The how-to of ontologies/README.md takes a stranger from nothing to a domain that works: files are written, commands run, as printed.

`python -m tests.test_howto` writes the outputs anew.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.lint import problems

GUIDE = Path(__file__).parent.parent / "ontologies" / "README.md"
STEP = re.compile(
    r"`(?P<file>football/[\w./]+)`:\n\n```\w+\n(?P<text>.*?)^```$|^```(?:bash|console)\n(?P<session>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def howto() -> str:
    return GUIDE.read_text(encoding="utf-8").partition("## A domain of your own")[2].partition("\n## ")[0]


def run(where: Path) -> Iterator[tuple[str, str, str]]:
    """The how-to from its beginning: each command, what it is shown to print, and what it prints; None is shown of some."""
    for step in STEP.finditer(howto()):
        if step["file"]:
            path = where / step["file"]
            path.write_text((f"{path.read_text('utf-8')}\n" if path.exists() else "") + step["text"], encoding="utf-8")
            continue
        for part in re.split(r"^\$ ", step["session"], flags=re.MULTILINE):
            if part:
                command, _, shown = part.partition("\n")
                with chdir(where):
                    done = CliRunner().invoke(app, shlex.split(command)[1:])
                assert done.exit_code == 0, done.output
                yield command, shown, done.stdout


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    where = tmp_path_factory.mktemp("howto")
    done = list(run(where))
    assert problems(where / "football") == ()
    return done


def test_the_how_to_prints_what_it_shows(steps: list[tuple[str, str, str]]) -> None:
    compared = [(command, printed, shown) for command, shown, printed in steps if shown]
    assert len(compared) >= 5
    for command, printed, shown in compared:
        assert printed.split() == shown.split(), f"{command}: if this is as it should be: python -m tests.test_howto"


def test_the_how_to_goes_all_the_way(steps: list[tuple[str, str, str]]) -> None:
    done = {command.removeprefix("kg ").partition(" ")[0]: printed for command, _, printed in steps}
    assert list(done) == ["ontology", "build", "check", "query", "gaps"]
    assert "4 asserted" in done["build"] and "conforms" in done["check"] and "affronter" in done["gaps"]


def refresh(where: Path) -> None:
    """The how-to with the outputs that its commands have now."""
    text = GUIDE.read_text(encoding="utf-8")
    shown = re.findall(r"^```console\n(.*?)^```$", howto(), re.MULTILINE | re.DOTALL)
    printed = {command: out for command, _, out in run(where)}
    for session in shown:
        commands = re.findall(r"^\$ (.*)$", session, re.MULTILINE)
        anew = "\n".join(f"$ {command}\n{printed[command].rstrip()}\n" for command in commands)
        text = text.replace(f"```console\n{session}```", f"```console\n{anew}```")
    GUIDE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as fresh:
        refresh(Path(fresh))

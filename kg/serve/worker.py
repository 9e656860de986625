"""A process that reads the graph for the one that listens: one job at a time, until it is told no more or is stopped.

It is started as `python -m kg.serve.worker` and speaks over its standard input and output, in values of `kg.serve.jobs`.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from kg.errors import GraphError, KgError, OntologyError, QueryError
from kg.serve.answers import answer
from kg.serve.jobs import HEAD, MORE, Answer, Failure, Query, Setup, Task, Update, Write, packed
from kg.serve.problems import FAULT, Problem
from kg.serve.snapshot import Snapshots

LONGER = 5.0
"""Seconds that a job may take beyond its limit before the worker ends itself, for want of one who would end it."""


def main() -> None:
    """Answer jobs until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that listens
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library might print is no answer
    setup: Setup = received(jobs)
    try:
        _work(jobs, answers, setup)
    except BrokenPipeError:
        os._exit(0)  # nobody listens any more; what is left unwritten is nobody's


def _work(jobs: IO[bytes], answers: IO[bytes], setup: Setup) -> None:
    snapshots = Snapshots(setup.ontology)
    _send(Answer(""), answers)
    for number, task in enumerate(_tasks(jobs)):
        _alarm(setup.limits.seconds * MORE + LONGER)
        _send(_done(task, setup, snapshots), answers)
        _alarm(0)
        if number == 0:  # the store is open now, and what that took is no query's
            bounded(setup.limits.memory)


def _send(value: Answer | Failure, pipe: IO[bytes]) -> None:
    pipe.write(packed(value))
    pipe.flush()


def received(pipe: IO[bytes]) -> Any:
    """The next value; EOFError at the end."""
    head = pipe.read(HEAD.size)
    if len(head) < HEAD.size:
        raise EOFError
    return pickle.loads(pipe.read(HEAD.unpack(head)[0]))


def bounded(megabytes: int) -> None:
    """See to it that this process gets no more memory than that beyond what it has; where the system does not tell, no more is done."""
    try:
        import resource

        has = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()
    except (ImportError, OSError):
        return
    if megabytes:
        resource.setrlimit(resource.RLIMIT_DATA, (has + (megabytes << 20), resource.RLIM_INFINITY))


def _tasks(pipe: IO[bytes]) -> Iterator[Task]:
    with suppress(EOFError):
        while True:
            yield received(pipe)


def _alarm(seconds: float) -> None:
    """End the process after this time, by the system's hand: Oxigraph heeds no other."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _done(task: Task, setup: Setup, snapshots: Snapshots) -> Answer | Failure:
    """What comes of a job; where files that were open are gone, once more with those that there are."""
    first = _tried(task, setup, snapshots)
    if isinstance(task.job, Update | Write):
        gc.collect()  # an error may still hold the store, which nobody else could open then
    elif isinstance(first, Failure) and first.kind == "unreadable":
        snapshots.forget()
        return _tried(task, setup, snapshots)
    return first


def _tried(task: Task, setup: Setup, snapshots: Snapshots) -> Answer | Failure:
    try:
        return answer(task, setup, snapshots)
    except Problem as problem:
        return Failure(problem.kind, problem.detail)
    except KgError as error:
        if isinstance(error, QueryError) and isinstance(error.__cause__, (OSError, RuntimeError)) and _asks_elsewhere(task, setup):
            return Failure("elsewhere", str(error))
        if isinstance(error.__cause__, (OSError, RuntimeError)) or isinstance(error, GraphError | OntologyError):
            return Failure("unreadable", str(error))
        return Failure("query" if isinstance(error, QueryError) else "request", str(error))
    except MemoryError:
        return Failure("memory", "ask for less at a time")
    except (OSError, RuntimeError) as error:
        return Failure("elsewhere" if _asks_elsewhere(task, setup) else "unreadable", " ".join(str(error).split()))
    except Exception as error:  # a mistake of kg's, which one who asks must not take for their own: the worker goes on
        traceback.print_exception(error)
        return Failure("internal", FAULT)


def _asks_elsewhere(task: Task, setup: Setup) -> bool:
    """Whether it was another server that failed: where a query may ask one, and does."""
    words = task.job.text.upper() if isinstance(task.job, Query | Update) else ""
    return (setup.service and "SERVICE" in words) or (setup.load and "LOAD" in words)


if __name__ == "__main__":
    main()

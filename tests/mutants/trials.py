"""Tries mutants: a pytest plugin that changes a function where it stands, in a fork.

``python -m pytest -p trials`` with ``MUTANTS_PLAN`` as the file that says what to try.
The change is also written into the copy of the house, so that what a test starts as a
process of its own has it too.  A function that ran while modules were imported is not
changed in a fork but tried in a new process.
"""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from resource import RLIMIT_CPU
from resource import setrlimit
from time import monotonic
from types import CodeType
from types import FunctionType
from typing import TYPE_CHECKING
from typing import Any

from forks import HUNG
from forks import MOST_SECONDS
from forks import followed
from forks import forked
from forks import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

HERE = Path.cwd()
LATER_SECONDS = 10.0
TIMES_AS_LONG = 5


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try every mutant of the plan, and tell of each as soon as it is known."""
    plan = json.loads(Path(os.environ["MUTANTS_PLAN"]).read_text())
    out = Path(os.environ["MUTANTS_FOUND"])
    items = {item.nodeid: item for item in session.items}
    for trial in plan:
        start = monotonic()
        found = _killer(trial, items)
        while found in items and not _passes(items[found]):
            # It fails without the change too now, so it has not noticed anything.
            trial["tests"] = [t for t in trial["tests"] if t[0] != found]
            found = _killer(trial, items)
        row = {"name": trial["name"], "killer": found}
        row["seconds"] = round(monotonic() - start, 1)
        with out.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return True


def _killer(trial: dict[str, Any], items: dict[str, pytest.Item]) -> str:
    """The test that kills it, ``hang``, ``exit`` and a code, or nothing."""
    path = HERE / trial["file"]
    source, when = path.read_bytes(), path.stat()
    path.write_bytes(trial["source"].encode())
    # Beside what was compiled: Python sees by the time that it is another.
    os.utime(path, (when.st_atime, when.st_mtime + 60))
    try:
        if trial["alone"]:
            return _alone(trial["tests"])
        return _forked(path, trial, items)
    finally:
        path.write_bytes(source)
        os.utime(path, (when.st_atime, when.st_mtime))


def _passes(item: pytest.Item) -> bool:
    """Whether a test passes with nothing changed."""
    found, _ = forked(lambda: run(item, None))
    return bool(found)


def _forked(path: Path, trial: dict[str, Any], items: dict[str, pytest.Item]) -> str:
    """The same in a fork, or alone where the function cannot be changed there."""
    code = compile(trial["source"], str(path), "exec", dont_inherit=True)
    new = [c for c in _codes(code) if c.co_qualname == trial["function"]]
    old = [f for f in _functions(path) if f.__qualname__ == trial["function"]]
    if len(new) != 1 or not old or old[0].__code__.co_freevars != new[0].co_freevars:
        return _alone(trial["tests"])
    tests = [(items[name], seconds) for name, seconds in trial["tests"]]

    def work() -> str:
        for function in old:
            function.__code__ = new[0]
        signal.signal(signal.SIGPROF, _hangs)
        pairs = followed([item for item, _ in tests])
        for (item, following), (_, seconds) in zip(pairs, tests, strict=True):
            limit = LATER_SECONDS + TIMES_AS_LONG * seconds
            signal.setitimer(signal.ITIMER_PROF, limit)
            if not run(item, following):
                return item.nodeid
        return ""

    found, status = forked(work)
    if found is not None:
        return str(found)
    return "hang" if status == HUNG else _alone(trial["tests"])


def _hangs(*_: object) -> None:
    """Five times the processor time that the test takes: no load explains it."""
    os._exit(HUNG)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def _functions(path: Path) -> list[FunctionType]:
    return [
        each
        for each in gc.get_objects()
        if isinstance(each, FunctionType) and each.__code__.co_filename == str(path)
    ]


def _alone(tests: list[tuple[str, float]]) -> str:
    """The same in a process that has not imported anything before."""
    limit = round(60 + TIMES_AS_LONG * sum(seconds for _, seconds in tests))
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    command += ["-p", "forks", "-p", "no:xdist", "--tb=no", "-rfE"]
    names = [name for name, _ in tests]
    outside = {k: v for k, v in os.environ.items() if not k.startswith("MUTANTS_")}
    try:
        done = subprocess.run(
            [*command, *names],
            env=outside,
            capture_output=True,
            text=True,
            timeout=MOST_SECONDS,
            check=False,
            preexec_fn=partial(setrlimit, RLIMIT_CPU, (limit, limit + 10)),
        )
    except subprocess.TimeoutExpired:
        return "hang"
    if done.returncode == 0:
        return ""
    if done.returncode == -signal.SIGXCPU:
        return "hang"
    found = re.search(r"^(?:FAILED|ERROR) (\S.*?)(?: - |$)", done.stdout, re.MULTILINE)
    return found[1] if found else f"exit {done.returncode}"

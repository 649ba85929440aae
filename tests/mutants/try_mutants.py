"""``make mutants``: whether the tests notice small faults in what decides the money.

Mutants are drawn by seed, as many in each area, and each is tried against the tests
that run its statement: those of its own module first, then by time.  A mutant that no
test notices is told with file, line, and what became of it; it needs a test that a
bookkeeper could check, or a line in ``equivalent.toml`` that says why it is the same.

Everything happens in a copy of the house.  What is found is kept in ``.mutants``, so
that a trial that was interrupted goes on, and one that lived is tried ``--again``.

No kept tool did this when we looked: mutmut draws nothing and leaves out what stands at
a module's own level, cosmic-ray starts one command anew for every mutant, and mutatest
is not kept.
"""

from __future__ import annotations

import compileall
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections import defaultdict
from operator import itemgetter
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING
from typing import Any

import click
from areas import AREAS
from areas import HOUSE
from areas import modules
from changes import Mutant
from changes import mutants

if TYPE_CHECKING:
    from collections.abc import Iterable

STATE = HOUSE / ".mutants"
RESULTS = STATE / "results.jsonl"
SURVIVORS = STATE / "survivors.txt"
EQUIVALENT = Path(__file__).parent / "equivalent.toml"
HERE = Path("tests", "mutants")

# A real browser, signing in and serving say nothing about money, and limits of time and
# size may be passed by a busy machine; the others read the text of the modules, and
# would notice any change whatever it does.
LEFT_OUT = re.compile(
    r"test_(browser.*|attempts|followed|openid|routes|sessions|serving|roles|guard"
    r"|sidebar|views|english|norwegian|house|english_catalogue|readme|messages|query_guard|gate|.*hostile.*)\.py"
)
AT_FIRST = 4
"""Tests of each file that are tried before all others."""


@click.command()
@click.option("--seed", default=1, show_default=True, help="What decides the draw.")
@click.option("--count", default=540, show_default=True, help="How many are drawn.")
@click.option("--area", type=click.Choice(sorted(AREAS)), help="Draw from this alone.")
@click.option("--seconds", default=90.0, show_default=True, help="Of tests a mutant.")
@click.option("--workers", default=1, show_default=True, help="Processes at a time.")
@click.option("--tests", default="", help="Files of tests alone; a regular expression.")
@click.option("--again", is_flag=True, help="Try those once more that lived.")
def main(  # noqa: PLR0913, PLR0917 -- one for each option
    seed: int,
    count: int,
    area: str | None,
    seconds: float,
    workers: int,
    tests: str,
    *,
    again: bool,
) -> None:
    """Try mutants, and tell which the tests do not notice."""
    STATE.mkdir(exist_ok=True)
    chosen = drawn(seed, count, [area] if area else list(AREAS))
    excused = equivalents()
    results = known_results()
    alike = {m.name for _, m in chosen if is_excused(m, excused)}
    for row in excused:
        if not any(is_excused(m, [row]) for m in every_mutant(row["file"])):
            click.echo(f"No such code any more: {row}")
    if again:
        results = {n: r for n, r in results.items() if r["killer"] or n in alike}
    left = [m for _, m in chosen if m.name not in results and m.name not in alike]
    click.echo(f"{len(chosen)} mutants, {len(left)} to try, seed {seed}")
    if left:
        try_all(left, seconds, workers, re.compile(tests), results)
    tell(chosen, results, alike)


def drawn(seed: int, count: int, areas: list[str]) -> list[tuple[str, Mutant]]:
    """As many from each area, all where it has fewer, and what lacks from the rest.

    The order is by a digest of seed and name, so that a change of one function moves no
    other mutant into the draw or out of it.
    """

    def chance(mutant: Mutant) -> bytes:
        return hashlib.sha256(f"{seed} {mutant.name}".encode()).digest()

    orders = {}
    for area in areas:
        every = [m for path in modules(area) for m in mutants(HOUSE, path)]
        orders[area] = sorted(every, key=chance)
    found: list[tuple[str, Mutant]] = []
    place = 0
    while len(found) < count and any(place < len(order) for order in orders.values()):
        found += [(a, row[place]) for a, row in orders.items() if place < len(row)]
        place += 1
    return found[:count]


def every_mutant(file: str) -> list[Mutant]:
    """Every change of a module that is there."""
    return mutants(HOUSE, Path(file)) if (HOUSE / file).exists() else []


def is_excused(mutant: Mutant, rows: list[dict[str, Any]]) -> bool:
    """Whether ``equivalent.toml`` says why nobody can notice it.

    A row names one change (its number where the same code stands more than once), or a
    whole function that only decides how quickly what it finds is found.
    """
    return any(
        (row["file"], row["function"]) == (mutant.file, mutant.function)
        and row.get("before", mutant.before) == mutant.before
        and row.get("after", mutant.after) == mutant.after
        and row.get("number", mutant.number) == mutant.number
        for row in rows
    )


def equivalents() -> list[dict[str, Any]]:
    """The rows of ``equivalent.toml``, each with a reason."""
    with EQUIVALENT.open("rb") as file:
        rows: list[dict[str, Any]] = tomllib.load(file)["mutant"]
    for row in rows:
        if not row["why"] or len(row) not in {3, 5, 6}:
            raise click.ClickException(f"{EQUIVALENT.name}: {row}")
    return rows


def known_results() -> dict[str, dict[str, Any]]:
    """What is known from before; the last word on each counts."""
    return {row["name"]: row for row in _rows()}


def _rows() -> list[dict[str, Any]]:
    """Everything that has been found; a line that is being written is not there yet."""
    if not RESULTS.exists():
        return []
    text = RESULTS.read_text(encoding="utf-8")
    return [
        json.loads(line) for line in text.splitlines(keepends=True) if line[-1:] == "\n"
    ]


def try_all(
    left: list[Mutant],
    seconds: float,
    workers: int,
    tests: re.Pattern[str],
    results: dict[str, Any],
) -> None:
    """Try what is left, each worker in a copy of its own."""
    with tempfile.TemporaryDirectory(prefix="fellesbok-mutants-") as scratch:
        before = len(_rows())
        copies = [copy_of_the_house(Path(scratch, str(n))) for n in range(workers)]
        plan = planned(left, reached(copies[0], tests), seconds)
        running = []
        for number, copy in enumerate(copies):
            file = copy / "plan.json"
            file.write_text(json.dumps(plan[number::workers]))
            out = {"MUTANTS_PLAN": str(file), "MUTANTS_FOUND": str(RESULTS)}
            running.append(pytest_in(copy, "trials", tests, out))
        seen = before
        try:
            while True:
                going = [each for each in running if each.poll() is None]
                rows = _rows()
                for number, row in enumerate(rows[seen:], seen - before + 1):
                    results[row["name"]] = row
                    verdict = row["killer"] or "LIVES"
                    click.echo(f"{number}/{len(left)} {row['seconds']:5} s  {verdict}")
                    if not row["killer"]:
                        click.echo(f"    {row['name']}")
                seen = len(rows)
                if not going:
                    break
                sleep(1)
        finally:
            for each in running:
                each.send_signal(signal.SIGINT)
                each.wait()


def copy_of_the_house(to: Path) -> Path:
    """The files of the house, compiled, so that only what is changed is compiled."""
    command = ["git", "-C", str(HOUSE), "ls-files", "-zco", "--exclude-standard"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (HOUSE / name).is_file() and not (HOUSE / name).is_symlink():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HOUSE / name, to / name)
    compileall.compile_dir(to, quiet=2)
    return to


def pytest_in(
    copy: Path, plugin: str, tests: re.Pattern[str], told: dict[str, str]
) -> subprocess.Popen[bytes]:
    """A pytest in the copy that collects every test and lets the plugin run them."""
    paths = (copy / "plugins", copy / "importers", copy / HERE)
    environment = {
        **os.environ,
        **told,
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
    }
    files = sorted(p.relative_to(copy) for p in copy.glob("tests/**/test_*.py"))
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", plugin]
    command += ["-p", "no:cacheprovider", "-p", "no:xdist"]
    files = [x for x in files if not LEFT_OUT.fullmatch(x.name)]
    command += [str(x) for x in files if tests.search(x.as_posix())]
    return subprocess.Popen(command, cwd=copy, env=environment)


def reached(copy: Path, tests: re.Pattern[str]) -> dict[str, Any]:
    """What each test runs, measured anew where the test or what it uses changed."""
    digest = hashlib.sha256()
    for path in sorted(copy.glob("plugins/**/*.py")):
        digest.update(path.read_bytes())
    known = STATE / f"reach-{digest.hexdigest()[:12]}.json"
    click.echo(f"Measures what each test runs ({known.name}) …")
    told = {"MUTANTS_REACH": str(known), "MUTANTS_SOME_FILES": tests.pattern}
    if pytest_in(copy, "reach", tests, told).wait():
        raise click.ClickException("The tests cannot be collected.")
    found: dict[str, Any] = json.loads(known.read_text())
    found["files"] = {n: f for n, f in found["files"].items() if tests.search(n)}
    failed = [
        t["id"] for f in found["files"].values() for t in f["tests"] if not t["ok"]
    ]
    for name in failed:
        click.echo(f"Fails without any change, and is left out: {name}")
    return found


def planned(
    left: list[Mutant], reach: dict[str, Any], seconds: float
) -> list[dict[str, Any]]:
    """What to try, and by which tests."""
    plan = []
    for mutant in left:
        lines = reach["at_import"].get(mutant.file, [])
        at_import = not mutant.function or mutant.statement in lines
        tests, more = tests_of(mutant, reach, seconds, every=not mutant.function)
        source = mutant.applied((HOUSE / mutant.file).read_bytes()).decode()
        plan.append(
            {
                "name": mutant.name,
                "file": mutant.file,
                "function": mutant.function,
                "source": source,
                "alone": at_import,
                "tests": tests,
                "more": more,
            }
        )
    return plan


def tests_of(
    mutant: Mutant, reach: dict[str, Any], most_seconds: float, *, every: bool
) -> tuple[list[tuple[str, float]], int]:
    """The tests that can notice, and how many are left out.

    First the quickest few of each file, those files first that run the most of the
    module for the time that they take.  A test that runs the statement goes before the
    others of its file: what one loads, those after it may find loaded.  At a module's
    own level every test that runs anything of the module is asked.
    """
    direct: dict[str, list[tuple[str, float]]] = {}
    rest: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for name, file in reach["files"].items():
        hit: list[tuple[str, float]] = []
        others: list[tuple[str, float]] = []
        for test in file["tests"]:
            lines = test["lines"].get(mutant.file, [])
            runs = bool(lines) if every else mutant.statement in lines
            if test["ok"]:
                (hit if runs else others).append((test["id"], test["seconds"]))
        if hit:
            direct[name], rest[name] = sorted(hit, key=itemgetter(1)), others

    def order(name: str) -> tuple[float, str]:
        tests = reach["files"][name]["tests"]
        lines = {line for test in tests for line in test["lines"].get(mutant.file, [])}
        spent = sum(seconds for _, seconds in direct[name][:AT_FIRST])
        return -len(lines) / (1 + spent), name

    names = sorted(direct, key=order)
    wanted = [t for name in names for t in direct[name][:AT_FIRST]]
    wanted += [t for name in names for t in direct[name][AT_FIRST:]]
    wanted += [t for name in names for t in rest[name]]
    chosen: list[tuple[str, float]] = []
    spent = 0.0
    for test in wanted:
        if spent + test[1] <= most_seconds or not chosen:
            chosen.append(test)
            spent += test[1]
    return chosen, len(wanted) - len(chosen)


def tell(
    chosen: Iterable[tuple[str, Mutant]], results: dict[str, Any], alike: set[str]
) -> None:
    """The count of each area, and those that lived, by file and line."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    lived = []
    for area, mutant in chosen:
        row = results.get(mutant.name)
        if mutant.name in alike:
            verdict = "equivalent"
        elif row is None:
            verdict = "untried"
        else:
            verdict = "killed" if row["killer"] else "lived"
        if verdict == "lived":
            lived.append(f"{mutant}  [{mutant.function}]")
        counts[area][verdict] += 1
        counts["all"][verdict] += 1
    for area, row in counts.items():
        tried = row["killed"] + row["lived"]
        share = f"{100 * row['killed'] / tried:.1f} %" if tried else "–"
        told = ", ".join(f"{row[v]} {v}" for v in sorted(row))
        click.echo(f"{area:14} {share:>7}  {told}")
    SURVIVORS.write_text("\n".join([*lived, ""]), encoding="utf-8")
    click.echo("\n".join(["", *lived]))


if __name__ == "__main__":
    main()

"""Many regions in one run: all that go are there whole, and the rest are told of."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from typing import TYPE_CHECKING
from typing import Any

import pytest

from datasets import in_duckdb
from fellesbok.batch import whole_run
from fellesbok.batch.engines import PROCESSES
from fellesbok.batch.engines import Engine
from fellesbok.batch.found_regions import RECORD
from fellesbok.filing.disk import BESIDE
from fellesbok.filing.disk import locked
from fellesbok.messages import Text
from fellesbok.proof.checker import verify_deep
from places import HOUSE
from places import tree
from small_regions import batch
from small_regions import carried_out_here
from small_regions import in_this_process as in_this_process  # noqa: PLC0414 -- a fixture
from small_regions import quick
from small_regions import regions as regions  # noqa: PLC0414 -- a fixture
from small_regions import small_regions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from fellesbok.batch.own_process import Ended
    from fellesbok.batch.own_process import Job


BROKEN = "2024-05-01 balance Assets:Bank 1.00 NOK\n"


def record(output: Path) -> dict[str, Any]:
    """What the record says of each folder, by the last word of its path."""
    told = json.loads((output / RECORD).read_text(encoding="utf-8"))
    return {each["folder"].rpartition("/")[2]: each for each in told["regions"]}


def add(root: Path, text: str) -> None:
    """Write something at the end of the main file of books."""
    main = root / "ledger" / "main.beancount"
    main.write_text(main.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three regions, one of them broken, and what is no region."""
    folder = tmp_path_factory.mktemp("regioner")
    *_, broken = small_regions(folder)
    add(broken, BROKEN)
    (folder / "tom").mkdir()
    (folder / "les-meg.txt").write_text("ikke bøker", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def ran(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a whole run of them leaves."""
    output = tmp_path_factory.mktemp("ut") / "land"
    done = batch(*sorted(made.iterdir()), "--output", output, "--workers", "2")
    assert done.exit_code == 1, done.output
    assert "2 av 5 regioner er i " in done.output
    return output


def test_a_region_that_does_not_go_stops_nobody_and_is_listed(ran: Path) -> None:
    told = record(ran)
    states = {each["state"]: name for name, each in told.items()}
    assert sorted(each["exit_code"] for each in told.values()) == [0, 0, 1, 2, 2]
    broken = told[states["faults"]]
    assert "main.beancount:" in broken["reason"]
    assert broken["faults"][0] in broken["reason"]
    assert told["tom"]["state"] == told["les-meg.txt"]["state"] == "no_books"
    written = {each["slug"] for each in told.values() if each["state"] == "written"}
    there = {path.name for path in ran.glob("region=*")}
    assert there == {f"region={slug}" for slug in written}
    assert list(told) == sorted(told)
    listed = (ran / "regions.csv").read_text(encoding="utf-8-sig")
    assert listed.count("\n") == 1 + len(told)


def test_the_tables_of_all_regions_are_one_table_by_region_and_year(ran: Path) -> None:
    with in_duckdb(ran) as asked:
        found = asked.execute(
            "SELECT region, min(year), max(year), count(*) FROM vouchers"
            " GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        names = {row[0] for row in asked.execute("SHOW TABLES").fetchall()}
    assert [row[1:3] for row in found] == [(2015, 2024)] * 2
    written = [each for each in record(ran).values() if each["state"] == "written"]
    assert [row[0] for row in found] == sorted(each["slug"] for each in written)
    assert {each["tables"] for each in written} == {
        len(names - {"regions", "promised"})
    }
    shipped = HOUSE / "queries" / "sql" / "national"
    assert tree(ran / "questions") == tree(shipped)


def test_the_certificates_of_each_region_are_there_with_the_checkers(ran: Path) -> None:
    for each in record(ran).values():
        if each["state"] == "written":
            proof = ran / f"region={each['slug']}" / "bevis" / "2024"
            assert each["certificates"] == len([*proof.glob("ikt-2024-*.json")]) == 3
            assert verify_deep.main(proof) == 0


def test_the_bytes_are_the_same_however_many_there_are_at_a_time(
    made: Path, ran: Path, tmp_path: Path
) -> None:
    other = tmp_path / "land"
    done = batch(*sorted(made.iterdir())[::-1], "--output", other, "--workers", "1")
    assert done.exit_code == 1
    assert tree(other) == tree(ran)


class Stopping(Engine):
    """An engine that is stopped when the first job has ended."""

    def carried_out(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Ended]]:
        """The first, and no more."""
        yield 0, carried_out_here(jobs[0])
        raise KeyboardInterrupt


def test_a_run_is_taken_up_again_where_it_was_stopped(
    regions: list[Path], tmp_path: Path
) -> None:
    output, whole = tmp_path / "land", tmp_path / "helt"
    assert quick(regions, whole).exit_code == 0
    by = Stopping(PROCESSES, 1)
    asked = whole_run.Asked(output, "csv", "none", "NOK", 600, by, "nb")
    ended: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        whole_run.carry_out(sorted(regions), asked, ended.append)
    assert ended == [min(regions).as_posix()]
    assert [path.name for path in output.iterdir() if "laas" not in path.name] == [
        path.name for path in output.glob("region=*")
    ]
    begun = {n: t for n, t in tree(output).items() if n.startswith("region=")}
    assert begun
    assert begun.items() < tree(whole).items()
    done = quick(regions, output)
    assert done.exit_code == 0
    assert "1 av dem var uendret fra før" in done.output
    assert tree(output) == tree(whole)


@pytest.mark.usefixtures("in_this_process")
def test_only_what_has_changed_is_done_again(
    regions: list[Path], tmp_path: Path
) -> None:
    output = tmp_path / "land"
    assert quick(regions, output).exit_code == 0
    before = tree(output)
    assert "2 av dem var uendret" in quick(regions, output).output
    assert tree(output) == before
    add(regions[0], "; mer\n")
    assert "1 av dem var uendret" in quick(regions, output).output
    other = batch(*regions, "--output", output, "--format", "csv")
    assert "0 av dem var uendret" in other.output


@pytest.mark.usefixtures("in_this_process")
def test_a_region_that_is_no_longer_whole_is_not_left_from_before(
    regions: list[Path], tmp_path: Path
) -> None:
    output = tmp_path / "land"
    quick(regions, output)
    add(regions[0], BROKEN)
    done = quick(regions, output)
    assert done.exit_code == 1
    assert "Tatt bort" in done.output
    assert len([*output.glob("region=*")]) == 1
    assert not [path for path in output.iterdir() if path.name.startswith(".")]


@pytest.mark.usefixtures("in_this_process")
def test_what_somebody_has_changed_in_the_folder_is_neither_used_nor_taken_away(
    regions: list[Path], tmp_path: Path
) -> None:
    output = tmp_path / "land"
    quick(regions, output)
    slug = record(output)[regions[0].name]["slug"]
    victim = next((output / f"region={slug}").rglob("vouchers.csv"))
    victim.write_text("mine tall", encoding="utf-8")
    done = quick(regions, output)
    assert done.exit_code == 1
    assert record(output)[regions[0].name]["state"] == "refused"
    assert json.loads((output / RECORD).read_bytes())["left"] == [slug]
    assert victim.read_text(encoding="utf-8") == "mine tall"


@pytest.mark.usefixtures("in_this_process")
def test_of_two_folders_that_are_one_region_none_is_written(
    regions: list[Path], tmp_path: Path
) -> None:
    output = tmp_path / "land"
    quick(regions, output)
    copied = tmp_path / "regioner" / "kopi"
    shutil.copytree(regions[0], copied)
    done = quick([*regions, copied], output)
    assert done.exit_code == 1
    told = record(output)
    for name, other in ((regions[0].name, "kopi"), ("kopi", regions[0].name)):
        assert (told[name]["state"], told[name]["exit_code"]) == ("same_name", 2)
        assert other in told[name]["reason"]
    assert [path.name for path in output.glob("region=*")] == [
        f"region={told[regions[1].name]['slug']}"
    ]


@pytest.mark.usefixtures("in_this_process")
def test_two_folders_that_are_one_region_leave_nothing_of_either(
    regions: list[Path], tmp_path: Path
) -> None:
    """Also where no other region goes: what one of them has put is not yesterday's."""
    output, copied = tmp_path / "land", tmp_path / "regioner" / "ørkopi"
    quick(regions[:1], output)
    shutil.copytree(regions[0], copied)
    add(copied, "; andre tall\n")
    for folder in (output, tmp_path / "ny"):
        done = quick([regions[0], copied], folder, "--workers", "1")
        assert done.exit_code == 1
        assert "slik en tidligere kjøring lot den" not in done.output
        assert {each["state"] for each in record(folder).values()} == {"same_name"}
        assert not [*folder.glob("*region=*")]


def test_a_region_that_another_holds_by_its_name_is_not_told_as_the_only_one(
    regions: list[Path], tmp_path: Path
) -> None:
    """As where both are put at once, and the one that comes last is refused."""
    output, copied = tmp_path / "land", tmp_path / "regioner" / "ørkopi"
    quick(regions, output)
    shutil.copytree(regions[0], copied)
    add(copied, "; andre tall\n")
    slug = record(output)[regions[0].name]["slug"]
    beside = output / f".region={slug}{BESIDE}"
    beside.mkdir()
    with locked(beside, Text("opptatt")):
        quick([*regions, copied], output, "--workers", "1")
    told = record(output)
    for name in (regions[0].name, copied.name):
        assert told[name]["state"] == "same_name"
    assert [path.name for path in output.glob("region=*")] == [
        f"region={told[regions[1].name]['slug']}"
    ]


class Late(Engine):
    """An engine that stops the first job when it has put its region, after the rest."""

    def carried_out(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Ended]]:
        """The others in their turn; and of the first not the answer, which is late."""
        for number, job in enumerate(jobs[1:], start=1):
            yield number, carried_out_here(job)
        stopped = carried_out_here(jobs[0])
        del stopped["answer"]
        yield 0, {**stopped, "late": True}


@pytest.mark.usefixtures("in_this_process")
def test_a_region_that_was_stopped_is_not_told_with_the_figures_of_another(
    regions: list[Path], tmp_path: Path
) -> None:
    """It has put its region over that of the other, and had no time to say so."""
    output, copied = tmp_path / "land", tmp_path / "regioner" / "akopi"
    shutil.copytree(regions[0], copied)
    add(copied, "; andre tall\n")
    asked = whole_run.Asked(output, "csv", "none", "NOK", 600, Late(PROCESSES, 1), "nb")
    whole_run.carry_out([copied, *regions], asked, lambda _name: None)
    told = record(output)
    for name, other in ((copied.name, regions[0].name), (regions[0].name, copied.name)):
        assert (told[name]["state"], told[name]["exit_code"]) == ("same_name", 2)
        assert other in told[name]["reason"]
    assert [path.name for path in output.glob("region=*")] == [
        f"region={told[regions[1].name]['slug']}"
    ]


class Losing(Engine):
    """An engine that loses the worker of the first job, which goes on by itself."""

    lost: Job

    def carried_out(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Ended]]:
        """The first has crashed, as far as anybody knows; the others in their turn."""
        Losing.lost = jobs[0]
        yield 0, {"code": 1, "said": "borte"}
        for number, job in enumerate(jobs[1:], start=1):
            yield number, carried_out_here(job)


@pytest.mark.usefixtures("in_this_process")
def test_a_worker_that_was_lost_puts_no_region_when_its_run_is_over(
    regions: list[Path], tmp_path: Path
) -> None:
    """Neither after it, nor in the next run, which may have other books."""
    output = tmp_path / "land"
    by = Losing(PROCESSES, 1)
    asked = whole_run.Asked(output, "csv", "none", "NOK", 600, by, "nb")
    whole_run.carry_out(sorted(regions), asked, lambda _name: None)
    before = tree(output)
    told = [carried_out_here(Losing.lost)["answer"]]
    with locked(output, Text("opptatt")):
        told.append(carried_out_here(Losing.lost)["answer"])
    assert {each["state"] for each in told} == {"refused"}
    assert all("er slutt" in each["reason"] for each in told)
    assert tree(output) == before
    assert len([*output.glob("region=*")]) == 1
    assert quick(regions, output).exit_code == 0


@pytest.mark.usefixtures("in_this_process")
def test_books_with_faults_are_the_region_that_they_say(
    regions: list[Path], tmp_path: Path
) -> None:
    """So of it and another of the name none is taken for the right one."""
    output, copied = tmp_path / "land", tmp_path / "regioner" / "kopi"
    shutil.copytree(regions[0], copied)
    add(copied, BROKEN)
    assert quick([*regions, copied], output).exit_code == 1
    told = record(output)
    assert told[copied.name]["slug"] == told[regions[0].name]["slug"]
    for name in (copied.name, regions[0].name):
        assert told[name]["state"] == "same_name"
    assert "main.beancount:" in told[copied.name]["faults"][0]


@pytest.mark.usefixtures("in_this_process")
def test_a_run_in_which_nothing_goes_leaves_what_was_there(
    regions: list[Path], tmp_path: Path
) -> None:
    output = tmp_path / "land"
    quick(regions, output)
    before = tree(output)
    for root in regions:
        add(root, BROKEN)
    done = quick(regions, output)
    assert done.exit_code == 1
    assert "slik en tidligere kjøring lot den" in done.output
    assert tree(output) == before


@pytest.mark.usefixtures("in_this_process")
def test_a_region_in_another_currency_is_not_added_to_the_others(
    regions: list[Path], tmp_path: Path
) -> None:
    for path in regions[0].rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("NOK", "EUR"), encoding="utf-8")
    output = tmp_path / "land"
    assert quick(regions, output).exit_code == 1
    told = record(output)[regions[0].name]
    assert told["state"] == "refused"
    assert "--currency EUR" in told["reason"]
    assert quick(regions[:1], tmp_path / "ut", "--currency", "EUR").exit_code == 0


PLUGINS = {
    "avbrutt": (
        "import os, tempfile\ntempfile.mkdtemp()\nos._exit(3)\n",
        "crashed",
        3,
    ),
    "feilet": ("raise SystemExit(7)\n", "crashed", 7),
    "pratsom": ("__plugins__ = ()\nprint('hei', flush=True)\n", "written", 0),
}


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the plugins of books are found."""
    there = os.environ.get("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), there]))
    return tmp_path


def test_a_region_that_crashes_takes_nobody_with_it_and_leaves_nothing(
    plugins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "til-side").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "til-side"))
    regions = small_regions(tmp_path / "regioner", len(PLUGINS))
    for root, (name, (text, _, _)) in zip(regions, PLUGINS.items(), strict=True):
        (plugins / f"{name}.py").write_text(text, encoding="utf-8")
        add(root, f'plugin "{name}"\n')
    done = quick(regions, tmp_path / "land")
    assert done.exit_code == 1
    told = record(tmp_path / "land")
    found = [(told[r.name]["state"], told[r.name]["exit_code"]) for r in regions]
    assert found == [(state, code) for _, state, code in PLUGINS.values()]
    assert not [*(tmp_path / "til-side").iterdir()]


def test_a_region_that_never_ends_is_stopped(plugins: Path, tmp_path: Path) -> None:
    (region,) = small_regions(tmp_path / "regioner", 1)
    text = "import time\nwhile True:\n    time.sleep(60)\n"
    (plugins / "evig.py").write_text(text, encoding="utf-8")
    add(region, 'plugin "evig"\n')
    done = quick([region], tmp_path / "land", "--timeout", "1")
    assert done.exit_code == 1
    told = record(tmp_path / "land")[region.name]
    assert (told["state"], told["exit_code"]) == ("late", 124)
    assert "1 sekunder" in told["reason"]


def test_two_runs_do_not_write_in_one_folder(
    regions: list[Path], tmp_path: Path
) -> None:
    output = tmp_path / "land"
    asked = whole_run.Asked(
        output, "csv", "none", "NOK", 600, Engine(PROCESSES, 1), "nb"
    )
    said = []

    def another(_name: str) -> None:
        said.append(quick(regions, output).output)

    whole_run.carry_out(regions[:1], asked, another)
    assert "skrives av en annen kjøring" in said[0]
    assert len([*output.glob("region=*")]) == 1

"""A run over many regions, and the folder that it leaves (*kjøringen*).

Each region is put in its folder as soon as it is done, whole; the views and the record
come last.  When a run has ended, the folder holds the regions that the record says are
written, and no others.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok import __version__
from fellesbok.batch.found_regions import LIST
from fellesbok.batch.found_regions import QUESTIONS
from fellesbok.batch.found_regions import RECORD
from fellesbok.batch.found_regions import VIEWS
from fellesbok.batch.found_regions import NoBooksError
from fellesbok.batch.found_regions import found_main
from fellesbok.batch.found_regions import refuse_place
from fellesbok.batch.found_regions import regions_in
from fellesbok.batch.lock_of_run import known_lock
from fellesbok.batch.outcomes import State
from fellesbok.batch.outcomes import failed
from fellesbok.batch.outcomes import outcome_of
from fellesbok.batch.outcomes import same_named
from fellesbok.batch.sql_views import views
from fellesbok.batch.tables import outcomes_table
from fellesbok.dataset.whole import EARLIER
from fellesbok.dataset.whole import is_as_written
from fellesbok.dataset.whole import read_contents
from fellesbok.filing.disk import BESIDE
from fellesbok.filing.disk import beside_of
from fellesbok.filing.disk import locked
from fellesbok.filing.disk import make_folder
from fellesbok.filing.disk import move_folder
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.filing.disk import remove_folder
from fellesbok.filing.outside import in_words
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.starting.first_books import questions_folder
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.csv_file import csv_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.batch.engines import Engine
    from fellesbok.batch.outcomes import Outcome
    from fellesbok.batch.own_process import Job

KIND = "fellesbok-batch"
VERSION = 1
"""Of the record."""


@frozen
class Asked:
    """What is asked of a run.

    Attributes:
        output: The folder that it leaves.
        form: The format of the tables.
        certified: Of which years there are certificates.
        currency: That of all the regions: one table has amounts of one.
        seconds: The longest that a region may take.
        engine: Who carries it out.
        language: In which language reasons are told.
    """

    output: Path
    form: str
    certified: str
    currency: str
    seconds: int
    engine: Engine
    language: str

    @property
    def of_each(self) -> dict[str, str]:
        """What decides what is written of a region."""
        return {
            "format": self.form,
            "certify": self.certified,
            "currency": self.currency,
        }


@frozen
class Run:
    """What a run has done.

    Attributes:
        outcomes: What became of each folder, in the order of their names.
        removed: The slugs of regions of an earlier run that are taken away.
        left: Those that are not, since they are not as they were written.
        is_put: Whether the folder is that of this run: where no region can be written
            and none was put, what an earlier run left stands, its record too.
    """

    outcomes: tuple[Outcome, ...]
    removed: tuple[str, ...]
    left: tuple[str, ...]
    is_put: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether every region is written, and no other is there."""
        return all(each.is_written for each in self.outcomes) and not self.left


def carry_out(
    folders: Sequence[Path], asked: Asked, ended: Callable[[str], None]
) -> Run:
    """Do every region, and leave the folder of the run.

    Args:
        folders: The books of the regions, in the order of the record.
        asked: What is asked.
        ended: Told of each folder as it ends.

    Raises:
        CannotFileError: The folder may not be written, or another run writes it.
        EngineError: The engine is not installed or gave up; what is done stands.
    """
    refuse_place(asked.output, folders)
    output = Path(os.path.realpath(asked.output))
    busy = Text("{path} skrives av en annen kjøring. Prøv igjen.", path=str(output))
    with in_words(output):
        make_folder(output)
        with locked(output, busy):
            before = _standing(output)
            found = _outcomes(folders, output, _earlier(before), asked, ended)
            outcomes = _one_of_each(found, asked)
            is_any = any(each.is_written for each in outcomes)
            if not is_any and before and _standing(output) == before:
                return Run(tuple(outcomes), (), (), is_put=False)
            removed, left = _clear(output, outcomes)
            _put_record(output, outcomes, left, asked)
    return Run(tuple(outcomes), tuple(removed), tuple(left))


def _outcomes(
    folders: Sequence[Path],
    output: Path,
    earlier: Mapping[str, str],
    asked: Asked,
    ended: Callable[[str], None],
) -> list[Outcome]:
    """What became of each folder by itself; those that are no books start nothing."""
    found: dict[Path, Outcome] = {}
    for folder in folders:
        try:
            found_main(folder)
        except NoBooksError as error:
            name = folder.as_posix()
            found[folder] = failed(name, State.NO_BOOKS, error.text, asked.language)
            ended(name)
    waiting = [folder for folder in folders if folder not in found]
    jobs = [_job(folder, output, asked, earlier) for folder in waiting]
    for number, how in asked.engine.carried_out(jobs):
        name = waiting[number].as_posix()
        found[waiting[number]] = outcome_of(name, how, asked.seconds, asked.language)
        ended(name)
    return [found[folder] for folder in folders]


def _job(folder: Path, output: Path, asked: Asked, earlier: Mapping[str, str]) -> Job:
    return {
        "folder": folder.as_posix(),
        "root": os.path.realpath(folder),
        "output": str(output),
        "run": known_lock(output),
        "earlier": dict(earlier),
        "asked": asked.of_each,
        "seconds": asked.seconds,
        "language": asked.language,
        "version": __version__,
    }


def _standing(output: Path) -> dict[str, Any]:
    """What each region in the folder says of itself, by slug.

    One that has been put and is refused afterwards has taken the place of another.
    """
    return {slug: read_contents(place) for slug, place in regions_in(output).items()}


def _earlier(standing: Mapping[str, Any]) -> dict[str, str]:
    """The slug of each region that an earlier run left, by the digest of its books."""
    found = {}
    for slug, said in standing.items():
        if isinstance(made_of := (said or {}).get("made_of"), dict):
            found[str(made_of.get("folder"))] = slug
    return found


def _one_of_each(outcomes: Sequence[Outcome], asked: Asked) -> list[Outcome]:
    """The outcomes; where several folders are one region, none of them is it.

    Those too that were refused when they were to be put: which of them comes first is
    chance, where they are done at once.
    """
    by_slug: dict[str, list[str]] = defaultdict(list)
    for each in outcomes:
        if each.slug is not None:
            by_slug[each.slug].append(each.folder)
    return [
        same_named(each, others, asked.language)
        if each.slug is not None and len(others := by_slug[each.slug]) > 1
        else each
        for each in outcomes
    ]


def _clear(output: Path, outcomes: Sequence[Outcome]) -> tuple[list[str], list[str]]:
    """Take away regions that are not of the run, unless somebody has changed them."""
    written = {each.slug for each in outcomes if each.is_written}
    removed, left = [], []
    for slug, place in regions_in(output).items():
        if slug in written:
            continue
        if not is_as_written(place):
            left.append(slug)
            continue
        beside = beside_of(place)
        make_folder(beside)
        remove_folder(beside / EARLIER)
        move_folder(place, beside / EARLIER)
        removed.append(slug)
    for path in output.iterdir():
        if path.name.endswith(BESIDE) and path.is_dir():
            remove_folder(path)
    return removed, left


def _put_record(
    output: Path, outcomes: Sequence[Outcome], left: Sequence[str], asked: Asked
) -> None:
    """Put the views, the list for people, and last the record for programs."""
    _put_questions(output, asked, is_there=any(each.is_written for each in outcomes))
    listed = csv_text(csv_of(outcomes_table(outcomes), asked.language))
    put(output / LIST, listed.encode())
    told = {
        "kind": KIND,
        "schema": VERSION,
        "fellesbok": __version__,
        **asked.of_each,
        "regions": [each.told() for each in outcomes],
        "left": list(left),
    }
    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    put(output / RECORD, text.encode())


def _put_questions(output: Path, asked: Asked, *, is_there: bool) -> None:
    """Put the views and the questions about all regions, where DuckDB can read them."""
    files = {VIEWS: views().encode()}
    folder = questions_folder() / "sql" / "national"
    for file in folder.iterdir():
        files[f"{QUESTIONS}/{file.name}"] = file.read_bytes()
    for name, content in sorted(files.items()):
        if asked.form == "parquet" and is_there:
            make_folder((output / name).parent)
            put(output / name, content)
        else:
            remove(output / name)

"""The program that does one region: it is asked by a pipe, and answers by another.

``python -m fellesbok.batch.one_region`` reads a job as JSON and writes lines of JSON:
which region it is, as soon as that is ``known`` and before anything is put, and then
the ``answer``, what became of it.  Whatever else is printed goes where faults go.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok import __version__
from fellesbok.batch import untouched
from fellesbok.batch.found_regions import REGION
from fellesbok.batch.found_regions import found_main
from fellesbok.batch.lock_of_run import known_lock
from fellesbok.batch.outcomes import EXIT_CODES
from fellesbok.batch.outcomes import Outcome
from fellesbok.batch.outcomes import State
from fellesbok.batch.outcomes import failed
from fellesbok.batch.region_output import certificate_files
from fellesbok.batch.region_output import table_files
from fellesbok.books import filed_books
from fellesbok.books import load_books
from fellesbok.collecting import without_collecting
from fellesbok.contradictions import ContradictionError
from fellesbok.dataset.filled import dataset
from fellesbok.dataset.whole import contents
from fellesbok.dataset.whole import contents_digest
from fellesbok.dataset.whole import put_dataset
from fellesbok.error_texts.inner_contradictions import not_shown
from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.errors import InWordsError
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.outside import refuse_folder_of
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.starting.plan import UnclearPlanError
from fellesbok.starting.plan import slug_of
from fellesbok.system.differences import seen_from

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from fellesbok.batch.own_process import Job
    from fellesbok.books import Books
    from fellesbok.errors import FileFault


def main() -> None:
    """Read a job, carry it out, and answer."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what plugins of the books print is no part of the answer

    def tell(word: str, told: Mapping[str, object]) -> None:
        answer.write(json.dumps({word: told}).encode() + b"\n")
        answer.flush()

    with without_collecting():  # the process ends with the region, and gives all back
        outcome = carry_out(
            json.loads(sys.stdin.buffer.read()), lambda known: tell("known", known)
        )
    tell("answer", {**outcome.told(), "is_kept": outcome.is_kept})


def carry_out(job: Job, tell: Callable[[dict[str, str]], None]) -> Outcome:
    """What became of a region; what stops it is told and not raised.

    Args:
        job: ``folder`` as it was given and ``root`` where it is; ``output``, and by
            which lock the ``run`` holds it; the slug
            of each region that an ``earlier`` run wrote, by the digest of its folder;
            what is ``asked``; the ``language``, and the ``version`` of who asks.
        tell: Told the name and slug of the region as soon as the books are loaded.
    """
    folder, language = job["folder"], job["language"]
    if job["version"] != __version__:
        text = Text(
            "fellesbok er {here} der regionen ble kjørt, og {there} der kjøringen"
            " ble startet. Installer samme versjon.",
            here=__version__,
            there=job["version"],
        )
        return failed(folder, State.REFUSED, text, language)
    try:
        return _carried_out(job, Path(job["root"]), tell)
    except InWordsError as error:
        text = error.text
    except ContradictionError as error:
        text = not_shown(error)
    except OSError as error:
        text = Text(
            "Fikk ikke lest eller skrevet {path} ({reason}).",
            path=str(error.filename or folder),
            reason=reason_of(error),
        )
    return failed(folder, State.REFUSED, text, language)


def _carried_out(
    job: Job, root: Path, tell: Callable[[dict[str, str]], None]
) -> Outcome:
    """The steps in their order.

    Raises:
        InWordsError: Something stops it, and nothing is written.
        ContradictionError: Figures that must agree do not.
        OSError: The disk does not work.
    """
    main, asked = found_main(root), job["asked"]
    digest = untouched.folder_digest(root)
    slug = job["earlier"].get(digest)
    if slug is not None:
        place = Path(job["output"], f"{REGION}{slug}")
        said = untouched.earlier(place, digest, asked)
        if said is not None:
            kept = Outcome.read(said["outcome"])
            return replace(
                kept,
                folder=job["folder"],
                contents=contents_digest(place),
                is_kept=True,
            )
    loaded = load_books(main)
    if loaded.shared is not None:
        with suppress(UnclearPlanError):  # told where the tables are made
            name = loaded.shared.agreement.region
            tell({"region": name, "slug": slug_of(name)})
    if loaded.errors or loaded.shared is None:
        return _with_faults(loaded, root, job)
    currency = loaded.settled.agreement.currency
    if currency != asked["currency"]:
        text = Text(
            "Avtalene er i {found}, og kjøringen i {wanted}: beløpene kan ikke ligge i"
            " samme mappe. Kjør regionen for seg, med --currency {found}.",
            found=currency,
            wanted=asked["currency"],
        )
        return failed(job["folder"], State.REFUSED, text, job["language"])
    return _written(loaded, root, digest, job)


def _written(loaded: Books, root: Path, digest: str | None, job: Job) -> Outcome:
    """Put what books without faults give in the folder of the region, in one step."""
    asked = job["asked"]
    filed = filed_books(loaded, loaded.settled)
    refuse_folder_of(Path(job["output"]), filed)
    made = dataset(loaded.entries, loaded.settled, root)
    tables = table_files(made, asked["format"])
    proofs, certificates = certificate_files(loaded, asked["certify"])
    files = {**tables, **proofs}
    said = contents(made, asked["format"], files, filed)
    name, slug = made.region
    outcome = Outcome(
        folder=job["folder"],
        state=State.WRITTEN.value,
        exit_code=EXIT_CODES[State.WRITTEN],
        region=name,
        slug=slug,
        tables=len(made.tables),
        rows=sum(len(table.rows) for table in made.tables),
        certificates=certificates,
        revision=str(said["revision"]),
    )
    said["made_of"] = untouched.made_of(root, digest, loaded, asked)
    said["outcome"] = {**outcome.told(), "folder": ""}
    place = Path(job["output"], f"{REGION}{slug}")
    put = put_dataset(place, files, said, filed, asked=lambda: _refuse_late(job))
    return replace(outcome, contents=put)


def _refuse_late(job: Job) -> None:
    """Refuse to put a region of which a run that is over has told already.

    An engine may give up a worker that goes on, out of its sight.

    Raises:
        CannotFileError: The run that asked for it is over.
    """
    if known_lock(Path(job["output"])) != job["run"]:
        text = Text("Kjøringen som ba om regionen, er slutt. Ingenting er skrevet.")
        raise CannotFileError(text)


def _with_faults(loaded: Books, root: Path, job: Job) -> Outcome:
    """Books with faults, the first of which are told with their places."""
    language = job["language"]
    faults = [_told(each, root, language) for each in loaded.errors]
    if faults:
        text = Text(
            "{count} feil i bøkene. Den første: {first}",
            count=len(faults),
            first=faults[0],
        )
    else:
        text = Text("Bøkene bruker ikke fellesbok, så ingenting er fordelt.")
    return failed(job["folder"], State.FAULTS, text, language, faults)


def _told(fault: FileFault, root: Path, language: str) -> str:
    """A fault with its place from the folder of the books."""
    is_file = Path(fault.path).is_absolute()
    path = seen_from(fault.path, root) if is_file else fault.path
    return f"{path}:{fault.line}: {say(fault.message, language)}"


if __name__ == "__main__":
    main()

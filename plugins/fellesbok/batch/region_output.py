"""The books of one region → the files of its tables and certificates (*en region*).

A region has its tables by year (``year=2024/allocations.parquet``) and its certificates
in a folder of their own, each held against the checkers before anything is written.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from fellesbok.dataset.formats import FORMATS
from fellesbok.proof.accepted import refuse_unaccepted
from fellesbok.proof.canonical import canonical
from fellesbok.proof.certificate import Sources
from fellesbok.proof.certificate import certificate_name
from fellesbok.proof.certificate import certificates_of
from fellesbok.proof.checkpoint import proof_files

if TYPE_CHECKING:
    from fellesbok.books import Books
    from fellesbok.dataset.filled import Dataset
    from fellesbok.dataset.formats import Files

FORMS = ("parquet", "csv")
"""The formats that have files by region and year."""

NONE, LAST, ALL = "none", "last", "all"
CERTIFIED = (NONE, LAST, ALL)
"""Of which years there are certificates: the last that is shared is ``last``."""

PROOF = "bevis"


def table_files(made: Dataset, form: str) -> Files:
    """The tables in the folder of the region: the year, and then the table.

    Raises:
        NoEngineError: What the format needs is not installed, or gives up.
    """
    return {
        PurePosixPath(*PurePosixPath(name).parts[2:]).as_posix(): content
        for name, content in FORMATS[form](made).items()
        if "/" in name
    }


def certificate_files(loaded: Books, certified: str) -> tuple[Files, int]:
    """The certificates in the folder of the region, and how many there are.

    A checkpoint is the first one each time: it is made of the books alone, so that the
    same books give the same bytes.

    Raises:
        NotAcceptedError: A checker does not accept one of them.
    """
    years = sorted({result.year for result in loaded.settled.results})
    wanted = {NONE: [], LAST: years[-1:], ALL: years}[certified]
    found: Files = {}
    count = 0
    if not wanted:
        return found, count
    sources = Sources.of(loaded)
    origin = loaded.settled.agreement.region
    for year in wanted:
        made = {}
        for result, payer, told in certificates_of(loaded, sources, year):
            name = certificate_name(result.cooperation.slug, year, payer.slug)
            made[name] = canonical(told)
        if made:
            files = proof_files(made, made, sources.content, origin, None)
            refuse_unaccepted(files, made)
            found |= {f"{PROOF}/{year}/{name}": raw for name, raw in files.items()}
            count += len(made)
    return found, count

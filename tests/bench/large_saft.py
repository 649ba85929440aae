"""Read a large SAF-T document in a process of its own, and tell what it took, as JSON.

Run as ``python large_saft.py <vouchers> [<folder>]``: a document of that many vouchers
of two lines is written to the folder, if it is not there, and read as an import reads
it.  17 000 vouchers are about ten megabytes.  The peak is of the whole process.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from pathlib import Path
from time import process_time

MADE = Path(__file__).parents[1] / "books"


def write(path: Path, vouchers: int) -> None:
    """Write a document, piece by piece; each tenth voucher is a cooperation's."""
    from saft_documents import Line  # noqa: PLC0415 -- found when the path is set
    from saft_documents import Voucher  # noqa: PLC0415 -- likewise
    from saft_documents import document  # noqa: PLC0415 -- likewise
    from saft_documents import transaction  # noqa: PLC0415 -- likewise

    ours = {"A": "155", "F": "120"}
    whole = document((Voucher("0", "2018-01-01", (Line("120", "0.00"),)),))
    before, _, after = whole.partition(
        transaction(Voucher("0", "2018-01-01", (Line("120", "0.00"),)), "1.30")
    )
    before = before.replace("Entries>1<", f"Entries>{vouchers}<")
    before = before.replace("Debit>0.00<", f"Debit>{vouchers}.00<")
    before = before.replace("Credit>0.00<", f"Credit>{vouchers}.00<")
    with path.open("w", encoding="utf-8") as file:
        file.write(before)
        for number in range(1, vouchers + 1):
            lines = (
                Line("195", "1.00", ours if number % 10 == 0 else {}),
                Line("2400", "-1.00"),
            )
            day = f"2018-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
            file.write(transaction(Voucher(str(number), day, lines), "1.30"))
        file.write(after)


def main(vouchers: str, folder: str = "") -> None:
    """Write it, read it, and print the measurements."""
    sys.path.insert(0, str(MADE))
    from fellesbok.rules import read_rules  # noqa: PLC0415 -- found when the path is set
    from fellesbok_importers.profiles import profile_of  # noqa: PLC0415 -- likewise
    from fellesbok_importers.vouchers.from_saft import SaftImporter  # noqa: PLC0415 -- likewise

    path = Path(folder or tempfile.mkdtemp()) / f"saft-{vouchers}.xml"
    if not path.exists():
        write(path, int(vouchers))
    own = "like: saft\nbooking: {source: nordvik, host: nordvik}\n"
    agreement = read_rules(MADE / "intake" / "allocation_rules.yaml")
    importer = SaftImporter("nordvik", profile_of(own, "bench.yaml"), agreement)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = process_time()
    made = importer.booked(str(path))
    measured = {
        "bytes": path.stat().st_size,
        "vouchers": len(made.file.vouchers),
        "transactions": len(made.transactions),
        "seconds": process_time() - started,
        "before": before,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }
    json.dump(measured, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])

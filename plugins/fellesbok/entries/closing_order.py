"""Years are closed in order (*rekkefølgen*): an open one before a closed one is told.

Most often a late voucher has been dated in a year that has nothing else and was never
closed.  It stops its own cooperation alone, and says what to do with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries import vocabulary
from fellesbok.entries.kinds import is_transaction
from fellesbok.errors import LedgerError
from fellesbok.messages import Text
from fellesbok.messages import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Custom

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entry

    Year = tuple[str, int]
    """A cooperation (slug) and a year."""


def out_of_order(
    heads: Mapping[Year, Custom],
    written: Mapping[Year, Sequence[Entry]],
    agreement: Agreement,
) -> Iterator[LedgerError]:
    """An error for each open year that has something before a closed one.

    It is of the cooperation's year that is open: nothing of it or of a later year is
    claimed or closed, and all other cooperations are.

    Args:
        heads: The line that closes each year.
        written: What is booked in each year that has anything, in order.
        agreement: For the names of cooperations.
    """
    for slug, year in sorted(written.keys() - heads.keys()):
        later = sorted(of for s, of in heads if s == slug and of > year)
        if not later:
            continue
        head = heads[slug, later[0]]
        said = {
            "cooperation": agreement.cooperations[slug].title,
            "year": year,
            "closed": later[0],
            "closing": _place(head),
            "open": later[-1] + 1,
        }
        found: Sequence[Any] = written[slug, year]
        first = found[0] if found else head
        text = _told(found, said)
        yield LedgerError(first.meta, text, first, of=(slug, year))


def _told(found: Sequence[Any], said: Mapping[str, object]) -> str:
    """What is out of order, and what to do: with what is late, or with the years."""
    told = [
        Text(
            "{cooperation} {year} er åpent, men {closed} er avsluttet ({closing}).",
            **said,
        )
    ]
    if found and is_transaction(found[0]):
        meta = found[0].meta
        period = meta.get(vocabulary.PERIOD, found[0].date.isoformat())
        told.append(
            Text(
                "Er bilaget kommet sent, så datér det i {open} og skriv «periode:"
                ' "{period}"» på det: det hører fortsatt til den tiden, og kreves med'
                " {open}.",
                period=str(period),
                **said,
            )
        )
    elif found:
        told.append(Text("Er linjen kommet sent, så datér den i {open}.", **said))
    if len(found) > 1:
        told.append(
            Text(
                "Det samme gjelder {count} til i {year}, den neste i {next}.",
                count=len(found) - 1,
                next=_place(found[1]),
                **said,
            )
        )
    told.append(
        Text(
            "Skulle {year} vært avsluttet, så ta avslutningen av {closed} ut av bøkene"
            " og avslutt årene i rekkefølge.",
            **said,
        )
    )
    return sentences(told)


def _place(entry: Any) -> str:  # noqa: ANN401 -- any line of the books
    return f"{Path(entry.meta['filename']).name}:{entry.meta['lineno']}"

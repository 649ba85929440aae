"""Places in the report (*ankere*), and which of them a figure leads to.

The one module of the report that makes addresses of what a cell leads to; the template
and the other modules have the names of places from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.tables.targets import Agreement
from fellesbok.tables.targets import Basis
from fellesbok.tables.targets import Entry
from fellesbok.tables.targets import Explanation
from fellesbok.tables.targets import Page
from fellesbok.tables.targets import Statement

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping

    from fellesbok.tables import Line
    from fellesbok.tables.targets import Target

    Leading = Callable[[Target | None], str]
    """Gives the place that what a cell leads to has in the report."""

METHOD = "metode"
CONTROL = "metode-kontroll"
OF_CLOSED_YEARS = "metode-status"
OF_CLAIMS = "metode-krav"
SOURCES = "kilder"


def of_method(number: int) -> str:
    """A part of the chapter on how the figures came about."""
    return f"{METHOD}-{number}"


def of_page(slug: str) -> str:
    """The page of a cooperation."""
    return f"side-{slug}"


def of_share(slug: str, payer: str) -> str:
    """Why a payer bears what it does of a cooperation."""
    return f"andel-{slug}-{payer}"


def of_payer(payer: str) -> str:
    """The payer's line of the table of all payers."""
    return f"kommune-{payer}"


def in_matrix(payer: str) -> str:
    """The payer's column of the matrix."""
    return f"matrise-{payer}"


def of_sources(slug: str) -> str:
    """Where the sources of a cooperation begin."""
    return f"{SOURCES}-{slug}"


def of_blanks(slug: str) -> str:
    """Where that stands which the books leave blank."""
    return f"blanke-{slug}"


def leading(
    otherwise: str,
    *,
    payer: Callable[[str], str] = of_payer,
    of_all: str = "",
    explained: Collection[tuple[str, str]] | None = None,
) -> Leading:
    """To the part of the report that tells of a share, a payer or a cooperation.

    Args:
        otherwise: Where all else is explained.
        payer: Where the report tells of a payer.
        of_all: Where that is told which is of several cooperations together.
        explained: The shares that this report explains, by cooperation and period;
            ``None`` where it explains all that it shows.
    """

    def to(target: Target | None) -> str:
        match target:
            case Explanation(slug, of, period):
                is_there = explained is None or (slug, period) in explained
                return of_share(slug, of) if is_there else otherwise
            case Agreement(slug):
                return of_page(slug)
            case Statement(of):
                return payer(of)
            case Page(_, arguments):
                slug = dict(arguments).get("samarbeid", "")
                return of_sources(slug) if slug else of_all or otherwise
            case _:
                return otherwise

    return to


def always(place: str) -> Leading:
    """To one place, whatever a figure leads to."""
    return lambda _: place


def wherever(place: str, otherwise: str) -> Leading:
    """To one place where a figure leads to something."""
    return lambda target: place if target else otherwise


def among(places: Mapping[Any, str], otherwise: str) -> Leading:
    """To what stands behind a figure among the sources."""
    return lambda target: places.get(target, otherwise)


def behind(
    group: str, entries: Mapping[int, str], blanks: str, otherwise: str
) -> Leading:
    """To what stands behind a line: all of it together, one entry of it, or a share.

    Args:
        group: What stands behind the line.
        entries: Each entry of it, by its identity.
        blanks: Where an entry stands that is not among them.
        otherwise: Where the sources of the cooperation begin.
    """

    def to(target: Target | None) -> str:
        match target:
            case Basis():
                return group
            case Entry(entry):
                return entries.get(id(entry), blanks)
            case Explanation(slug, payer):
                return of_share(slug, payer)
            case _:
                return otherwise

    return to


def bases_of(line: Line) -> Iterator[Basis]:
    """What stands behind the figures of a line."""
    for cell in line.cells:
        if isinstance(cell.leads_to, Basis):
            yield cell.leads_to


def stands_in_books(target: Target | None) -> bool:
    """Whether it is an entry, which may say that something is left blank."""
    return isinstance(target, Entry)

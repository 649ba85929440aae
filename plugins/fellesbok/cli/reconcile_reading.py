"""A municipality's file and the joint books → what is held together, or why not."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from importlib.metadata import entry_points
from typing import TYPE_CHECKING
from typing import Any

import click

from fellesbok.agreement import Municipality
from fellesbok.books import filed_books
from fellesbok.claim_documents.paper import party_of
from fellesbok.claims.held_against import claims_held
from fellesbok.claims.held_against import hosts_of
from fellesbok.claims.held_against import payments_held
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.reconciling import CannotReadError
from fellesbok.reconciling.claim_names import Names
from fellesbok.reconciling.holding import Question
from fellesbok.reconciling.holding import hold
from fellesbok.reconciling.picking import RIGHT_ARTS
from fellesbok.reconciling.picking import Picking
from fellesbok.reconciling.picking import paid
from fellesbok.reconciling.records import Side
from fellesbok.terminal import stop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok.books import Books
    from fellesbok.reconciling import Reconciliation
    from fellesbok.reconciling import TheirBooks

READERS = "fellesbok.readers"
"""The entry points by which the intake offers what it reads for others."""

DIGITS = 9
SEVERAL = 2
"""Lines that name claims on another: a list of whom is no mistake of one line."""

Fault = tuple[str, Text]
"""A place and what is wrong there."""


@frozen
class Asked:
    """What is asked, of which books.

    Attributes:
        loaded: The joint books.
        payer: Whose own books are held against them.
        year: The accounting year.
        arts: The arts that pick a line.
        payables: Beginnings of the accounts that payments are debited.
        answers: Claims by rows of the file, as a person says.
        profile: The profile by which the file is read, if one is named.
    """

    loaded: Books
    payer: Payer
    year: int
    arts: tuple[str, ...]
    payables: tuple[str, ...]
    answers: dict[int, str]
    profile: str | None

    @property
    def agreement(self) -> Agreement:
        """The agreements of the joint books."""
        return self.loaded.settled.agreement

    @cached_property
    def names(self) -> Names:
        """The claims on the payer, as they are found in what is written."""
        return Names(claims_held(self.loaded.entries, self.agreement, self.payer))

    @property
    def right_arts(self) -> tuple[str, ...]:
        """The right arts among those that are asked for, or all of these."""
        return tuple(art for art in self.arts if art in RIGHT_ARTS) or self.arts


def read_theirs(asked: Asked, file: Path, language: str) -> TheirBooks:
    """The file as the intake reads it; refused with every fault of it."""
    readers = entry_points(group=READERS, name="counterpart")
    if not readers:
        text = Text("Innlesingen (fellesbok_importers) er ikke installert.")
        stop(text, language)
    read: Any = next(iter(readers)).load()
    picking = Picking(
        asked.year,
        asked.payer.slug,
        asked.names,
        asked.arts,
        asked.payables,
        asked.profile,
        frozenset(asked.answers),
    )
    filed = filed_books(asked.loaded, asked.loaded.settled)
    try:
        theirs: TheirBooks = read(file, filed, picking, language)
    except CannotReadError as error:
        for shown in error.texts:
            click.echo(shown, err=True)
        raise click.exceptions.Exit(1) from None
    wrong = [*_wrong_file(asked, theirs), *_wrong_answers(asked, theirs)]
    for place, text in wrong:
        click.echo(f"{place}: {say(text, language)}", err=True)
    if wrong:
        raise click.exceptions.Exit(1)
    return theirs


def _wrong_file(asked: Asked, theirs: TheirBooks) -> Iterator[Fault]:
    """A file of another municipality, of another year, or without anything to hold."""
    place = theirs.path
    if theirs.organisation_row is not None and isinstance(asked.payer, Municipality):
        yield from _wrong_municipality(asked, asked.payer, theirs)
    elif not asked.answers:
        yield from _names_others(asked, theirs)
    if asked.year not in theirs.years:
        yield (
            place,
            Text(
                "Filen har ingen bilag i {year}. Den har {years}.",
                year=asked.year,
                years=", ".join(map(str, theirs.years)) or "–",
            ),
        )
    elif not any(line.year == asked.year for line in theirs.lines):
        yield (
            place,
            Text(
                "Filen har ingen linjer på art {arts} i {year}.",
                arts=", ".join(asked.arts),
                year=asked.year,
            ),
        )


def _wrong_municipality(
    asked: Asked, payer: Municipality, theirs: TheirBooks
) -> Iterator[Fault]:
    """The organisation number in the file is another's, or nobody's."""
    written = theirs.organisation_number
    digits = "".join(c for c in written if c.isdigit())[:DIGITS]
    if digits != payer.organisation_number:
        known = asked.agreement.municipalities.values()
        names = {other.organisation_number: other.name for other in known}
        yield (
            f"{theirs.path}:{theirs.organisation_row}",
            Text(
                "Filen er fra {found}, ikke fra {name} ({number}).",
                found=names.get(digits, written or "–"),
                name=payer.name,
                number=payer.organisation_number,
            ),
        )


def _names_others(asked: Asked, theirs: TheirBooks) -> Iterator[Fault]:
    """Several lines name claims on somebody else, and none names one on the payer.

    A list says nowhere whose it is; what it names does.  One line alone can be a bill
    that was booked by mistake, and an answer about a row says that a person has looked.
    """
    if any(asked.names.of(line).claims for line in theirs.lines):
        return
    enough = min(SEVERAL, len(theirs.lines))
    entries, agreement = asked.loaded.entries, asked.agreement
    for payer in agreement.payers:
        if payer.slug == asked.payer.slug:
            continue
        names = Names(claims_held(entries, agreement, payer))
        of_payer = [line for line in theirs.lines if names.of(line).claims]
        if of_payer and len(of_payer) >= enough:
            yield (
                f"{theirs.path}:{of_payer[0].row}",
                Text(
                    "{count} av {all} linjer oppgir krav på {found}, og ingen oppgir"
                    " krav på {name}. Er det rett fil, så svar for en av radene med"
                    " --same.",
                    count=len(of_payer),
                    all=len(theirs.lines),
                    found=payer.name,
                    name=asked.payer.name,
                ),
            )


def _wrong_answers(asked: Asked, theirs: TheirBooks) -> Iterator[Fault]:
    """Answers about rows or claims that there are not."""
    rows = Counter(line.row for line in theirs.lines)
    known = {line.claim for line in asked.names.ours}
    for row, claim in sorted(asked.answers.items()):
        place = f"{theirs.path}:{row}"
        if not rows[row]:
            yield place, Text("På raden står ingen linje som holdes mot krav.")
        if rows[row] > 1:
            text = "På raden står {count} linjer; svaret kan ikke gjelde alle."
            yield place, Text(text, count=rows[row])
        if claim not in known:
            text = "«{claim}» er ikke noe krav på {name}."
            yield place, Text(text, claim=claim, name=asked.payer.name)


def held_together(asked: Asked, theirs: TheirBooks) -> list[Reconciliation]:
    """Claims, and payments where they are asked for."""
    names, year = asked.names, asked.year
    agreement, entries = asked.agreement, asked.loaded.entries
    own = frozenset(line.claim for line in names.ours)
    known = own, frozenset(payer.slug for payer in agreement.payers)
    claims = Question(
        Side.CLAIMS, year, names.ours, asked.right_arts, asked.answers, *known
    )
    found = [hold(claims, theirs.lines)]
    if asked.payables:
        slugs = hosts_of(entries, agreement, asked.payer)
        hosts = [agreement.payer(slug) for slug in slugs]
        called = {name for h in hosts for name in (h.name, party_of(h).name)}
        parties = frozenset(name.casefold() for name in called)
        lines = paid(theirs.payables, theirs.lines, names, parties, year)
        ours = payments_held(entries, agreement, asked.payer)
        found.append(hold(Question(Side.PAYMENTS, year, ours, (), None, *known), lines))
    return found

"""The page of one payer: what it is charged, has paid, owes and owns (*oppgave*)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.budgets.tables import ACCOUNTS
from fellesbok.budgets.tables import BUDGET
from fellesbok.claims import claims
from fellesbok.claims.movements import claim_day
from fellesbok.claims.open_items import open_items
from fellesbok.claims.owned_tables import owned_table
from fellesbok.claims.payer_tables import PayerTables
from fellesbok.claims.payer_year import Seen
from fellesbok.claims.payer_year import statement_of
from fellesbok.claims.settling_tables import settling_tables
from fellesbok.contradictions import must_equal
from fellesbok.drawing import Bar
from fellesbok.messages import Text
from fellesbok.objections import objections
from fellesbok.objections.tables import objections_table
from fellesbok.proof.tables import made_of_table
from fellesbok.sharing import by_year_tables
from fellesbok.sharing import statement
from fellesbok.sharing.by_year_picture import over_years_picture
from fellesbok.sharing.by_year_tables import years_of_all_table
from fellesbok.sharing.by_year_tables import years_of_one_table
from fellesbok.sharing.tables import payers_table
from fellesbok.web.claims.page import objecting
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import CannotShowError
from fellesbok.web.frame import Shown
from fellesbok.web.frame.bars_picture import bars_picture
from fellesbok.web.frame.changed_parts import parts_of_claims
from fellesbok.web.frame.made_of import shown_revision
from fellesbok.web.frame.of_closed_years import corrections_shown
from fellesbok.web.frame.over_years import over_years
from fellesbok.web.frame.owed_by import owed_by
from fellesbok.web.frame.owed_by import settlement_by
from fellesbok.web.frame.owed_by import shared_or_owed
from fellesbok.web.frame.waiting_objections import waiting_here
from fellesbok.web.frame.who_changed import ways_to_changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement import Payer
    from fellesbok.claims.payer_year import Statement
    from fellesbok.drawing import Picture
    from fellesbok.sharing.by_year import PayerYear
    from fellesbok.tables import Table
    from fellesbok.tables.in_short import InShort
    from fellesbok.web.frame import Asked
NOTHING = Decimal(0)


class Kommuneoppgave(BooksPage):
    """What one payer is charged for each cooperation, and what has become of it."""

    report_title = Text("Kommuneoppgave")

    def shown(self, asked: Asked) -> Shown:
        """The payer's statement, or a choice of payers where none is named.

        Who is signed in as a municipality gets its own statement.
        """
        payer = asked.payer_or_reader()
        if payer is None:
            title = Text("Kommuneoppgave")
            table, short = _chooser(asked)
            years = over_years(asked, asked.payers())
            return Shown(
                title,
                "valg.html",
                (table, *years_of_all_table(years, asked.shared.agreement)),
                in_short=short,
                picture=over_years_picture(years, asked.language),
            )
        statement = _statement(asked, payer)
        objected = [
            each
            for each in objections(asked.all_entries, asked.shared.agreement)
            if each.payer.slug == payer.slug
        ]
        make = PayerTables(statement, asked.period, objected)
        settled = None
        if statement.has_claims:
            settled = settlement_by(asked, payer, statement.year)
        found = owed_by(asked, payer)
        over = over_years(asked, [payer])
        tables = (
            *make.owed(),
            *([] if settled is None else settling_tables(settled)),
            *corrections_shown(asked, payer=payer),
            *make.beside(),
            *owned_table(statement, asked.shared.agreement, asked.period),
            *years_of_one_table(over, asked.shared.agreement),
            *([objections_table(objected)] if objected else []),
            *waiting_here(asked, [payer]),
            *_made_of(asked, payer, statement.year),
        )
        others = [
            (p.name, asked.links.page(self.name, kommune=p.slug))
            for p in asked.charged_payers(asked.all_entries)
            if p != payer
        ]
        return Shown(
            Text("Kommuneoppgave for {name}", name=payer.name),
            "kommuneoppgave.html",
            tables,
            values={
                "others": others,
                "around": ways_to_changes(
                    asked, parts_of_claims(asked, payer), kommune=payer.slug
                ),
                **objecting(asked),
            },
            arguments={"kommune": payer.slug},
            in_short=None if found is None else found.in_short,
            picture=_plot(statement, asked),
            beside=_beside(over, asked),
        )


def _beside(over: Sequence[PayerYear], asked: Asked) -> dict[str, tuple[Text, Picture]]:
    """The years as a picture, above their table."""
    drawn = over_years_picture(over, asked.language)
    return {} if drawn is None else {by_year_tables.NAME: drawn}


def _made_of(asked: Asked, payer: Payer, year: int) -> list[Table]:
    """The books that are shown, and what the claims for the year are made of."""
    if asked.is_narrowed:
        return []
    found = [
        claim
        for claim in claims(asked.all_entries, asked.shared.agreement)
        if claim.payer.slug == payer.slug and claim_day(claim).year == year
    ]
    return [made_of_table(shown_revision(asked), found)]


def _statement(asked: Asked, payer: Payer) -> Statement:
    """The payer's statement for the period that is asked for.

    Raises:
        CannotShowError: The period is several years, or has nothing of the payer's.
    """
    year = asked.calendar_year()
    seen = Seen(asked.entries, asked.in_period, asked.all_entries, asked.shared)
    whole_year = asked.is_whole(year)
    found = statement_of(seen, payer, year, whole_year=whole_year)
    if found is None:
        raise CannotShowError(
            Text(
                "{name} har ingen tall i {period}. År med tall: {years}.",
                name=payer.name,
                period=asked.period,
                years=", ".join(map(str, asked.years)) or Text("ingen"),
            )
        )
    return found


def _plot(statement: Statement, asked: Asked) -> tuple[Text, Picture] | None:
    """Accounts and budget per cooperation; nothing where there is neither."""
    bars = [
        Bar(row.title, (row.amount, row.budget))
        for row in statement.rows
        if row.amount is not None or row.budget is not None
    ]
    title = Text("Regnskap og budsjett {year}, kroner", year=statement.year)
    return bars_picture("kommune", title, bars, asked.language, (ACCOUNTS, BUDGET))


def _chooser(asked: Asked) -> tuple[Table, InShort | None]:
    """Every payer, whose name leads to its statement; and how much they bear."""
    shares = statement.shares(asked.entries)
    total = sum((share.amount for share in shares), NOTHING)
    items = open_items(asked.entries, asked.shared.agreement)
    charged = sum((item.charged or NOTHING for item in items), NOTHING)
    must_equal("Andelene og det som er belastet", total, charged)
    payers = asked.charged_payers(asked.all_entries)
    return payers_table(payers, shares), shared_or_owed(asked, shares)

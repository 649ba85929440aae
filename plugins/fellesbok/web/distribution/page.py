"""The page of who bears what: cooperations down, payers across (*fordeling*)."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.inhabitants import inhabitants
from fellesbok.claims.objected_shares import objected_shares
from fellesbok.claims.objected_shares import shown_shares
from fellesbok.claims.open_items import open_items
from fellesbok.contradictions import must_equal
from fellesbok.drawing import Bar
from fellesbok.drawing import Chart
from fellesbok.drawing.bands import flow_svg
from fellesbok.entries.records import vouchers_in
from fellesbok.entries.vocabulary import COOPERATION
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.sharing import statement
from fellesbok.sharing.matrix import matrix_of
from fellesbok.sharing.matrix import to_share
from fellesbok.sharing.matrix_tables import MatrixTables
from fellesbok.sharing.matrix_tables import without_shares_table
from fellesbok.sharing.without_shares import why_without
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import CannotShowError
from fellesbok.web.frame import Shown
from fellesbok.web.frame.changed_parts import parts_behind
from fellesbok.web.frame.of_closed_years import corrections_in
from fellesbok.web.frame.of_closed_years import corrections_shown
from fellesbok.web.frame.owed_by import shared_or_owed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from fractions import Fraction

    from fellesbok.changes.records import Part
    from fellesbok.drawing import Picture
    from fellesbok.sharing.matrix import Matrix
    from fellesbok.sharing.statement import Share
    from fellesbok.tables import Table
    from fellesbok.web.frame import Asked

NOTHING = Decimal(0)

PER, INHABITANT = "per", "innbygger"


class Fordeling(BooksPage):
    """Cooperation × payer for a period; every share leads to its explanation."""

    report_title = Text("Fordeling")

    def shown(self, asked: Asked) -> Shown:
        """The shares with sums both ways, who pays how much, and what is not shared."""
        everything = statement.shares(asked.in_period)
        shares = statement.shares(asked.entries)
        corrections = corrections_shown(asked)
        if not shares:
            if everything or not corrections:
                raise CannotShowError(_why_nothing(asked, everything))
            return _corrections_alone(asked, corrections)
        matrix = _matrix(asked, shares, everything)
        agreement = asked.shared.agreement
        make = MatrixTables(matrix, agreement, asked.period, asked.year)
        people = _people(asked)
        by_people = asked.arguments.get(PER) == INHABITANT
        tables = [make.kroner()]
        if by_people:
            year = asked.one_year()
            if not people:
                raise _no_people(year)
            tables.append(make.per_inhabitant(people, year))
        tables += corrections
        tables += _without_shares(matrix, asked, everything)
        tables += _objections(asked, shares)
        per = "" if by_people else INHABITANT
        return Shown(
            Text("Fordeling {period}", period=asked.period),
            "fordeling.html",
            tuple(tables),
            values={
                "per_href": asked.links.page(self.name, **{**_time(asked), PER: per}),
                "per_text": Text("Skjul kroner per innbygger")
                if by_people
                else Text("Vis kroner per innbygger"),
                "has_people": bool(people),
                "closed": _closed(asked),
            },
            arguments={PER: INHABITANT} if by_people else {},
            in_short=shared_or_owed(asked, shares),
            picture=_plot(matrix, asked),
            behind=_behind(asked),
        )


def _matrix(
    asked: Asked, shares: Sequence[Share], everything: Sequence[Share]
) -> Matrix:
    """The shares of the period, which are what stands on the accounts.

    A municipality that is signed in as itself sees its own shares, which add up to
    nothing; the books as a whole are checked by those who see them.
    """
    shared, limit = asked.shared, None
    if asked.reader is None:
        limit = to_share(shared.results, shared.closed, asked.days)
    matrix = matrix_of(shares, everything, shared.agreement, limit)
    _assert_adds_up(matrix, asked)
    return matrix


def _assert_adds_up(matrix: Matrix, asked: Asked) -> None:
    """Sums both ways are what stands on the accounts of the receivables.

    Of others a member sees the shares, where these are common, and no receivables.
    """
    items = open_items(asked.entries, asked.shared.agreement)
    charged = sum((item.charged or NOTHING for item in items), NOTHING)
    across = sum((matrix.total_of(p.name) or NOTHING for p in matrix.payers), NOTHING)
    must_equal("Summene av samarbeidene og av betalerne", matrix.total, across)
    own = [p for p in matrix.payers if asked.reader in {None, p.slug}]
    borne = sum((matrix.total_of(p.name) or NOTHING for p in own), NOTHING)
    must_equal("Andelene og det som er belastet", borne, charged)


def _why_nothing(asked: Asked, everything: Sequence[Share]) -> Text:
    """The period is empty, or the filters hide all that is in it."""
    if everything:
        return Text(
            "Filteret skjuler alle andelene i {period} ({count}).",
            period=asked.period,
            count=len(everything),
        )
    return Text(
        "Ingenting er fordelt i {period}. År med tall: {years}.",
        period=asked.period,
        years=", ".join(map(str, asked.years)) or Text("ingen"),
    )


def _people(asked: Asked) -> Mapping[str, Fraction]:
    """Inhabitants of those that the reader may see; empty where any is not known."""
    if asked.year is None:
        return {}
    agreement = asked.shared.agreement
    known = agreement.municipalities
    slugs = [payer.slug for payer in asked.payers() if payer.slug in known]
    return inhabitants(agreement, asked.year, slugs)


def _no_people(year: int) -> CannotShowError:
    day = date(year, 1, 1)
    return CannotShowError(
        Text("Folketallet {day} står ikke i statistikken i bøkene.", day=day)
    )


def _without_shares(
    matrix: Matrix, asked: Asked, everything: Sequence[Share]
) -> list[Table]:
    """The cooperations that have no line in the matrix, each with why; none or one."""
    in_matrix = {row.cooperation.slug for row in matrix.rows}
    hidden = {share.cooperation for share in everything}
    notes = statement.findings(asked.in_period)
    reasons = [
        (
            cooperation,
            [Text("Filteret skjuler andelene.")]
            if cooperation.account in hidden
            else why_without(cooperation, notes, asked.shared.results, asked.days),
        )
        for cooperation in asked.shared.agreement.cooperations.values()
        if cooperation.slug not in in_matrix
    ]
    return without_shares_table(reasons, asked.period)


def _corrections_alone(asked: Asked, tables: list[Table]) -> Shown:
    """A period in which nothing is shared but what corrects closed years."""
    tables += _objections(asked, ())
    return Shown(
        Text("Fordeling {period}", period=asked.period),
        "fordeling.html",
        tuple(tables),
        values={"closed": _closed(asked), "has_people": False},
        behind=_behind(asked),
    )


def _objections(asked: Asked, shares: Iterable[Share]) -> list[Table]:
    """The objections to shares and corrections that are shown; none or one."""
    shown = shown_shares(shares, corrections_in(asked))
    return objected_shares(asked.all_entries, asked.shared.agreement).table(shown)


def _behind(asked: Asked) -> Iterator[Part]:
    """The agreements and vouchers behind what the filters leave of shares."""
    made = list(vouchers_in(asked.entries, generated=True))
    components = {str(each.meta.get(COOPERATION)) for each in made}
    return parts_behind(asked, components, (each.entry for each in made))


def _closed(asked: Asked) -> list[tuple[Text, str]]:
    """The years of the period that are closed, and where."""
    first, after = asked.days
    return [
        (
            Text("{name} {year}", name=closed.cooperation.title, year=closed.year),
            asked.links.place(*closed.place),
        )
        for closed in asked.shared.closed
        if first.year <= closed.year <= (after - timedelta(days=1)).year
    ]


def _time(asked: Asked) -> dict[str, object]:
    """The period, said also where the reader has not chosen it."""
    return {"time": asked.period}


def _plot(matrix: Matrix, asked: Asked) -> tuple[Text, Picture]:
    """What each payer is charged of each cooperation."""
    names = [payer.name for payer in matrix.payers]
    bars = (
        Bar(row.cooperation.title, tuple(row.amounts.get(name) for name in names))
        for row in matrix.rows
    )
    title = Text("Hvem betaler hva, {period}, kroner", period=asked.period)
    chart = Chart("fordeling", say(title, asked.language), tuple(names), tuple(bars))
    return title, flow_svg(chart, asked.language)

"""A figure explained to its end: the share, and what has become of it since.

``explain`` ends at what was charged; here follows what was claimed of it, set off, paid
and is still open, and what the year did to the payer's part of the fund.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.claims.share_accounts import Step
from fellesbok.claims.share_accounts import share_accounts
from fellesbok.explanation.afterwards import fund_rows
from fellesbok.explanation.afterwards import paying_rows
from fellesbok.explanation.afterwards import settling_rows
from fellesbok.explanation.of_one_payer import Explanation
from fellesbok.explanation.of_one_payer import NothingToExplainError
from fellesbok.explanation.of_one_payer import Section
from fellesbok.explanation.of_one_payer import explain
from fellesbok.explanation.of_one_payer import find_cooperation
from fellesbok.funds.history import fund_history
from fellesbok.messages import Text

if TYPE_CHECKING:
    from datetime import date

    from fellesbok.claims.share_accounts import ShareAccount
    from fellesbok.entries.records import Entries
    from fellesbok.funds.history import FundYear
    from fellesbok.shared import Shared


def outcome_sections(
    account: ShareAccount | None, owner: FundYear | None
) -> tuple[Section, ...]:
    """What has become of a share; nothing where nothing was claimed or moved.

    Args:
        account: The share's account, or ``None``.
        owner: The payer's part of the fund in that year, or ``None``.
    """
    sections = []
    if account is not None and (account.has_claims or account.of(Step.FUND)):
        title = Text("Krav og oppgjør")
        sections.append(Section(title, tuple(settling_rows(account))))
        sections.append(Section(Text("Betaling"), tuple(paying_rows(account))))
    if owner is not None:
        sections.append(Section(Text("Del av fondet"), tuple(fund_rows(owner))))
    return tuple(section for section in sections if section.rows)


def outcome_alone(account: ShareAccount, owner: FundYear | None) -> Explanation | None:
    """The outcome of a year in which nothing was shared, such as one of corrections."""
    sections = outcome_sections(account, owner)
    if not sections:
        return None
    title = Text(
        "{cooperation} {year}: {municipality} skal gjøre opp {amount} kr",
        cooperation=account.cooperation.title,
        year=account.year,
        municipality=account.payer.name,
        amount=account.due,
    )
    return Explanation(title, sections, int(account.due * 100))


def explain_to_the_end(  # noqa: PLR0913 -- a figure is named by three things
    entries: Entries,
    shared: Shared,
    *,
    cooperation: str,
    municipality: str,
    year: int,
    everything: bool = False,
    day: date | None = None,
) -> Explanation:
    """The steps from vouchers to what a payer is charged, and then to what is open.

    Args:
        entries: The loaded books.
        shared: What the plugin kept.
        cooperation: Slug, account component or title.
        municipality: Slug or name of the payer.
        year: The accounting year.
        everything: List all vouchers, and what the assumptions mean in kroner.
        day: The last day that claims and payments are counted of; all if ``None``.

    Raises:
        NothingToExplainError: No such cooperation, payer or year, or nothing shared.
    """
    found = find_cooperation(shared.agreement, cooperation)
    account = next(
        (
            account
            for account in share_accounts(entries, shared.agreement, day)
            if (account.cooperation, account.year) == (found, year)
            and municipality.casefold()
            in {account.payer.slug, account.payer.name.casefold()}
        ),
        None,
    )
    owner = next(
        (
            owner
            for owner in fund_history(entries, shared.agreement, year)
            if account is not None
            and owner.cooperation == account.cooperation.account
            and owner.payer == account.payer.account
        ),
        None,
    )
    try:
        explanation = explain(
            entries,
            shared,
            cooperation=cooperation,
            municipality=municipality,
            year=year,
            everything=everything,
        )
    except NothingToExplainError:
        alone = outcome_alone(account, owner) if account is not None else None
        if alone is None:
            raise
        return alone
    return with_outcome(explanation, account, owner)


def with_outcome(
    explanation: Explanation, account: ShareAccount | None, owner: FundYear | None
) -> Explanation:
    """The explanation of a share with what has become of it before the terms."""
    more = outcome_sections(account, owner)
    *before, terms = explanation.sections
    return replace(explanation, sections=(*before, *more, terms))

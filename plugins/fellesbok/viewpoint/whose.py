"""Whose an account is (*hvem kontoen gjelder*): the cooperation and the payer it names.

It knows nobody who reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.account_names import MEMO
from fellesbok.agreement.innsyn import Innsyn
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import place_of

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement


def whose(account: str, agreement: Agreement) -> tuple[str | None, str | None, bool]:
    """The cooperation and the payer that an account names; if it is understood."""
    words = agreement.accounts
    parts = account.split(":")
    named = {
        agreement.cooperation_by_account[p].slug
        for p in parts
        if p in agreement.cooperation_by_account
    }
    cooperation = next(iter(named), None)
    is_known = len(named) <= 1
    if parts[0] in {"Income", "Expenses"} or account.startswith(MEMO):
        is_known = is_known and cooperation is not None
    personal = (words.receivables, words.claims, words.outlays, words.funds)
    is_personal = (
        account.startswith(tuple(f"{name}:" for name in personal))
        or (parts[0] == "Income" and bool(words.made_here & set(parts[2:3])))
        or _is_memo_of_member(account, agreement)
    )
    if not is_personal:
        return cooperation, None, is_known
    payers = agreement.payer_by_account
    of = [payers[p].slug for p in parts if p in payers]
    if not of and account.startswith((f"{words.receivables}:", f"{words.claims}:")):
        is_known = False
    return cooperation, of[0] if of else None, is_known and len(of) <= 1


def _is_memo_of_member(account: str, agreement: Agreement) -> bool:
    """Whether what is told on it is one member's alone: its support, or its work.

    Who is neither a municipality nor a member, such as a school that takes part in a
    project, or all of them together, has no share that is hidden.

    Where shares are common, so is that.  Work that a grant counts as own financing is
    a part of the grant's figures, which all who take part see.
    """
    place = place_of(account, agreement) if account.startswith(MEMO) else None
    if place is None:
        return False
    component, kind, _ = place
    cooperation = agreement.cooperation_by_account.get(component)
    if cooperation is None or cooperation.innsyn is Innsyn.COMMON:
        return False
    members = set(agreement.municipalities).union(
        *(version.participants or () for version in cooperation.versions)
    )
    payers = agreement.payer_by_account
    if not any(payers[p].slug in members for p in account.split(":") if p in payers):
        return False
    if kind is not Kind.IN_KIND:
        return kind is Kind.MUNICIPAL_SUPPORT
    return not any(
        grant.own_financing is not None and grant.own_financing.counts_work
        for grant in agreement.grants.values()
        if grant.cooperation == cooperation.slug
    )

"""What the rules file says reduces the cost (*kostnadsreduksjon*), or its faults.

An account is written whole, and means all below it too, or as one component that the
names of the cooperation's accounts hold.  Whether the books have such an account, only
they can tell (``checks``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.account_names import GRANTS
from fellesbok.agreement.model import ContraCost
from fellesbok.agreement.model import Place
from fellesbok.messages import Text

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.agreement.account_names import AccountNames
    from fellesbok.rules.document import Document
    from fellesbok.rules.document import Location
    from fellesbok.rules.schema import CooperationModel

ROOTS = ("Income", "Expenses")


def read_contra(
    written: CooperationModel, document: Document, way: Location, words: AccountNames
) -> tuple[ContraCost, ...]:
    """The accounts of a cooperation that come off its cost; faults are noted."""
    is_known = (*way[:-1], "account") not in document.unfit
    found = [ContraCost(words.contra, None)]
    for number, account in enumerate(written.contra):
        line = document.line_of((*way, number))
        fault = _fault(account, written, words, is_known=is_known)
        if account in written.contra[:number]:
            fault = Text("«{name}» står to ganger.", name=account)
        if fault is not None:
            document.fault(line, fault.template, **fault.values)
        found.append(ContraCost(account, Place(*document.place(line))))
    return tuple(found)


def _fault(
    account: str, of: CooperationModel, words: AccountNames, *, is_known: bool
) -> Text | None:
    """What is wrong with an account that shall reduce the cost, if anything.

    Args:
        account: The account, or a component of its name.
        of: The cooperation.
        words: What accounts are called.
        is_known: Whether the account of the cooperation is, so that it can be told
            whose this one is.
    """
    components = account.split(":")
    if is_known and len(components) > 1:
        root, cooperation, *components = components
        right = root in ROOTS and cooperation == of.account and "" not in components
        if not right or not components:
            return Text(
                "«{found}» er ikke en konto som kan redusere kostnaden i {cooperation}."
                " Skriv en konto under Income:{account}, eller ett ledd i kontonavnet.",
                found=account,
                cooperation=of.title,
                account=of.account,
            )
    if not words.made_here.isdisjoint(components):
        return Text(
            "«{found}» er en konto som programmet fører andeler, fond og overskudd på,"
            " og kan ikke redusere kostnaden.",
            found=account,
        )
    if GRANTS in components:
        return Text(
            "«{found}» er en konto for tilskudd, som ikke er kostnadsreduksjon.",
            found=account,
        )
    if components[-1] in {centre.account for centre in of.cost_centres.values()}:
        return Text(
            "«{found}» er et ansvar, og kan ikke redusere kostnaden. Skriv leddet som"
            " sier hva som er ført der.",
            found=account,
        )
    return None


def check_contra(agreement: Agreement, document: Document) -> None:
    """A grant is outside income; it is not earned on an account that reduces cost."""
    for slug, grant in agreement.grants.items():
        cooperation = agreement.cooperations[grant.cooperation]
        of_it = grant.earned_on.startswith(f"Income:{cooperation.account}:")
        if of_it and cooperation.is_contra(grant.earned_on):
            document.fault(
                ("grants", slug),
                "Tilskuddet opptjenes på {account}, som avtalen for {cooperation} sier"
                " er kostnadsreduksjon.",
                account=grant.earned_on,
                cooperation=cooperation.title,
            )

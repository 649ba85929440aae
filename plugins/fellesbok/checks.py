"""What must hold of the accounts in the books before anything is shared.

Beancount and Fava add accounts up by the beginning of their names, so no component of
an account may be the beginning of a sister's.  What an agreement says of an account is
only true of one that the books have.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok.errors import LedgerError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beancount.core.data import Directive
    from beancount.core.data import Open

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import ContraCost
    from fellesbok.agreement import Cooperation


def account_prefixes(entries: Sequence[Directive]) -> list[LedgerError]:
    """An error for each account whose last component begins as a sister account's.

    ``Expenses:PPT`` beside ``Expenses:PPTX``: Fava adds the budget of the longer one to
    the shorter one.
    """
    sisters: dict[str, dict[str, Open]] = {}
    for entry in entries:
        if isinstance(entry, data.Open):
            components = entry.account.split(":")
            for depth in range(1, len(components)):
                family = sisters.setdefault(":".join(components[:depth]), {})
                family.setdefault(components[depth], entry)
    errors = []
    for parent, family in sisters.items():
        names = sorted(family)
        for shorter, longer in itertools.pairwise(names):
            if longer.startswith(shorter):
                entry = family[longer]
                text = Text(
                    "Kontoene {shorter} og {longer} kan ikke skilles: Fava legger tall"
                    " på den lengste til den korteste. Gi den ene et annet navn.",
                    shorter=f"{parent}:{shorter}",
                    longer=f"{parent}:{longer}",
                )
                errors.append(LedgerError(entry.meta, text, entry))
    return errors


def unknown_contra(
    entries: Sequence[Directive], agreement: Agreement
) -> tuple[list[LedgerError], set[str]]:
    """An error for each account that shall reduce a cost and that the books have not.

    What stands on the account that was meant would be taken for outside income, so the
    cooperations that it is wrong for are told too, by slug.
    """
    opened = [entry.account for entry in entries if isinstance(entry, data.Open)]
    errors, slugs = [], set()
    for cooperation in agreement.cooperations.values():
        for contra in cooperation.contra:
            place = contra.place
            if place is None or _is_open(contra, cooperation, opened):
                continue
            text = Text(
                "{cooperation}: «{found}» under «contra» er ingen konto i bøkene. Åpne"
                " en konto med det navnet under Income:{account}, eller rett navnet.",
                cooperation=cooperation.title,
                found=contra.account,
                account=cooperation.account,
            )
            source = {"filename": place.path, "lineno": place.line}
            errors.append(LedgerError(source, text))
            slugs.add(cooperation.slug)
    return errors, slugs


def _is_open(
    contra: ContraCost, cooperation: Cooperation, opened: Sequence[str]
) -> bool:
    own = tuple(f"{root}:{cooperation.account}:" for root in ("Income", "Expenses"))
    return any(a.startswith(own) and contra.holds(a) for a in opened)

"""What must hold in the books whatever the agreements say.

Beancount and Fava add accounts up by the beginning of their names, so no component of
an account may be the beginning of a sister's.
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

"""Words in account names that would have two things stand on one account (*konti*).

Accounts are added up by the beginning of their names.  Were a share and the claim of it
on the same account, what is open would be told twice; were one below the other, the
name of a payer would be read from the wrong place.
"""

from __future__ import annotations

import itertools
from dataclasses import asdict
from typing import TYPE_CHECKING

from fellesbok.agreement.account_names import AccountNames

if TYPE_CHECKING:
    from fellesbok.rules.document import Document
    from fellesbok.rules.schema import AccountsModel

_COMPONENTS = ("contributions", "to_fund", "surplus", "contra", "vat")


def read_account_names(written: AccountsModel, document: Document) -> AccountNames:
    """The words, each of one thing; those that are of two are noted as faults."""
    given = written.model_dump(exclude_none=True)
    names = AccountNames(**given)
    fields: dict[str, str] = asdict(names)
    for one, other in itertools.combinations(fields, 2):
        if (one in _COMPONENTS) != (other in _COMPONENTS):
            continue
        if not _is_at(fields[one], fields[other]):
            continue
        document.fault(
            ("accounts", other if other in given else one),
            "«{one}» ({account}) og «{other}» ({beside}) må være hver sin konto, og"
            " ingen av dem kan ligge under den andre: ellers regnes beløp to ganger.",
            one=one,
            account=fields[one],
            other=other,
            beside=fields[other],
        )
    return names


def _is_at(one: str, other: str) -> bool:
    """Whether they are the same, or one is below the other."""
    first, second = f"{one}:", f"{other}:"
    return first.startswith(second) or second.startswith(first)

"""What is written of attesting and approving in the rules file → the terms, or faults.

Terms that nobody can fulfil are faults: a limit without somebody who may do it, and two
tasks of the same voucher that one person alone may do.  So are two spellings of a name
by which one person signs in: it would be two persons here, who attest and approve.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.approval_terms import ApprovalTerms
from fellesbok.agreement.approval_terms import Step
from fellesbok.agreement.person_names import normalised
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from fellesbok.rules.approval_schema import ApprovalModel
    from fellesbok.rules.document import Document
    from fellesbok.rules.document import Location


def read_approval(
    written: ApprovalModel | None, document: Document, way: Location
) -> ApprovalTerms | None:
    """The terms; faults are noted in the document."""
    if written is None:
        return None
    roles = written.roles
    spelt: dict[str, str] = {}
    for field, names in (("attest", roles.attest), ("approve", roles.approve)):
        for number, name in enumerate(names):
            first = spelt.setdefault(normalised(name), name)
            if first != name:
                document.fault(
                    document.line_of((*way, "roles", field, number)),
                    "«{name}» og «{first}» er samme navn for den som logger inn, så det"
                    " kan ikke være to personer. Skriv det likt.",
                    name=name,
                    first=first,
                )
            if name in names[:number]:
                document.fault(
                    document.line_of((*way, "roles", field, number)),
                    "«{name}» står to ganger.",
                    name=name,
                )
    for limit, amount, field, who in (
        ("attested_from", written.attested_from, "attest", roles.attest),
        ("approved_from", written.approved_from, "approve", roles.approve),
    ):
        if amount is not None and not who:
            document.fault(
                document.line_of((*way, limit)),
                "«{limit}» er satt, men ingen står i «roles: {field}», så ingen kan"
                " gjøre det.",
                limit=limit,
                field=field,
            )
    is_both = None not in {written.attested_from, written.approved_from}
    if is_both and len({*roles.attest}) == 1 and {*roles.attest} == {*roles.approve}:
        document.fault(
            document.line_of((*way, "roles")),
            "Bare {name} kan både attestere og anvise, og samme person kan ikke gjøre"
            " begge deler for et bilag. Oppgi en til.",
            name=roles.attest[0],
        )
    return ApprovalTerms(
        None if written.attested_from is None else kroner(int(written.attested_from)),
        None if written.approved_from is None else kroner(int(written.approved_from)),
        frozenset(map(Step, written.required_by)),
        tuple(roles.attest),
        tuple(roles.approve),
    )

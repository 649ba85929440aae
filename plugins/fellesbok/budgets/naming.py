"""What the lines of the two-column table are called, one by one and in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.readable_account import readable_account
from fellesbok.budgets.figures import COSTS
from fellesbok.budgets.figures import Kind
from fellesbok.messages import Text

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.agreement.model import CostCentre
    from fellesbok.budgets.figures import Line

KINDS = {
    Kind.COST: "kostnad",
    Kind.CONTRA: "kostnadsreduksjon",
    Kind.MUNICIPAL_SUPPORT: "driftsstøtte",
    Kind.GRANT: "tilskudd",
    Kind.OWN_INCOME: "egeninntekt",
    Kind.FUND: "fond og overskudd",
    Kind.IN_KIND: "egeninnsats",
}
"""What one line is; the books use the same words of what is blank, or a stated sum."""

TITLES = {
    Kind.COST: Text("Kostnader"),
    Kind.CONTRA: Text("Kostnadsreduksjon"),
    Kind.MUNICIPAL_SUPPORT: Text("Driftsstøtte fra kommunene"),
    Kind.GRANT: Text("Tilskudd fra eksterne"),
    Kind.OWN_INCOME: Text("Egeninntekt"),
    Kind.FUND: Text("Fond og overskudd"),
    Kind.IN_KIND: Text("Egeninnsats"),
}
"""What the lines of a kind are called together, as the report's form has it."""

SUPPORT_OF_OTHERS = Text("Driftsstøtte fra kommunene og andre betalere")
"""The same of support, where others than municipalities pay too."""


def cost_centre(line: Line, agreement: Agreement) -> CostCentre | None:
    """The cost centre that a line's account names."""
    known = agreement.cooperation_by_account[line.cooperation]
    _, _, *below = line.account.split(":")
    codes = known.cost_centre_by_account
    code = next((codes[c] for c in below if c in codes), None)
    return None if code is None else known.cost_centres[code]


def part_name(line: Line, agreement: Agreement) -> str | None:
    """The cost centre's title, or the payer's or grantor's name; else as written."""
    centre = cost_centre(line, agreement)
    if centre is not None and line.kind is not Kind.GRANT:
        return centre.title
    return agreement.name_by_account.get(line.part, line.part) or None


def line_name(line: Line, agreement: Agreement) -> str:
    """A line where it stands by itself: its part, or what its account is called."""
    return part_name(line, agreement) or str(readable_account(line.account, agreement))


def line_title(kind: Kind, line: Line, agreement: Agreement) -> str:
    """The line as it stands under the heading of its kind."""
    centres = agreement.cooperation_by_account[line.cooperation].cost_centres
    by_account = {centre.account: centre for centre in centres.values()}
    part = line.part.split(":")[0] if kind is Kind.CONTRA else line.part
    if kind in COSTS and part in by_account:
        centre = by_account[part]
        if centre.code.isdigit():
            return Text("Ansvar {code} {title}", code=centre.code, title=centre.title)
        return centre.title
    if kind is Kind.FUND and line.part == agreement.accounts.surplus:
        return Text("Overskudd, uavklart eller skyldig")
    if kind is Kind.FUND:
        away = (line.accounts or 0) < 0
        return Text("Avsatt til fond") if away else Text("Brukt av fond")
    if line.part in agreement.payer_by_account:
        return agreement.payer_by_account[line.part].name
    return line.part.split(":")[-1].replace("-", " ") or TITLES[kind]

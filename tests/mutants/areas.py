"""Which modules are changed, gathered by what an accountant would call them."""

from __future__ import annotations

from pathlib import Path

HOUSE = Path(__file__).parents[2]
PROGRAMME = Path("plugins", "fellesbok")

AREAS = {
    "sharing": (
        "agreed_sums.py",
        "accruals.py",
        "apportion.py",
        "contra_lines.py",
        "fixed_lines.py",
        "hosts_left_over.py",
        "levels.py",
        "lines.py",
        "net_pots.py",
        "own_shares.py",
        "paid_by.py",
        "parts_of_*.py",
        "pot_finding.py",
        "pots.py",
        "service_accounts.py",
        "settled_years.py",
        "settlement.py",
        "shared_pots.py",
        "shares_by_centre.py",
        "surplus.py",
        "tax_parts.py",
    ),
    "keys": ("distribution_key/*.py",),
    "claims": (
        "advance.py",
        "claim_c*.py",
        "claim_dates.py",
        "claim_findings.py",
        "claim_items.py",
        "claim_movements.py",
        "claim_r*.py",
        "claim_terms.py",
        "claim_writing.py",
        "claimable.py",
        "claims.py",
        "instalments.py",
        "loose_money.py",
        "open_items.py",
        "receivables.py",
        "share_accounts.py",
        "tax_alone.py",
        "tax_lines.py",
        "unclaimed*.py",
    ),
    "claim papers": (
        "claim_documents/carried.py",
        "claim_documents/conditions.py",
        "claim_documents/movements.py",
        "claim_documents/periods.py",
        "claim_documents/planned.py",
        "claim_documents/reckoning.py",
        "claim_documents/tax.py",
    ),
    "funds": ("fund_*.py",),
    "closings": ("closed_orders.py", "closing*.py", "corrections.py"),
    "budgets": ("budget*.py",),
    "KID": ("kid.py", "number_series.py"),
    "grants": ("grant*.py", "unused_grants.py"),
}


def modules(area: str, house: Path = HOUSE) -> list[Path]:
    """The modules of an area, as paths below the house."""
    found = {
        path.relative_to(house)
        for pattern in AREAS[area]
        for path in (house / PROGRAMME).glob(pattern)
    }
    return sorted(found)

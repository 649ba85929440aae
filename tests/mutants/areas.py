"""Which modules are changed, gathered by what an accountant would call them."""

from __future__ import annotations

from pathlib import Path

HOUSE = Path(__file__).parents[2]
PROGRAMME = Path("plugins", "fellesbok")

AREAS = {
    "sharing": (
        "accruals/incurred.py",
        "agreement/apportion.py",
        "entries/fixed_lines.py",
        "entries/levels.py",
        "entries/lines.py",
        "funds/shares_by_centre.py",
        "grants/own_shares.py",
        "sharing/*.py",
    ),
    "keys": ("agreement/distribution_key/*.py",),
    "claims": (
        "agreement/claim_terms.py",
        "agreement/instalments.py",
        "claims/*.py",
        "entries/claim.py",
        "entries/tax_lines.py",
        "sharing/receivables.py",
    ),
    "claim papers": (
        "claim_documents/carried.py",
        "claim_documents/conditions.py",
        "claim_documents/planned.py",
        "claim_documents/preceding.py",
        "claim_documents/reckoning.py",
        "claim_documents/tax.py",
    ),
    "funds": ("funds/*.py",),
    "closings": ("closing/*.py", "entries/closed_years.py"),
    "budgets": ("budgets/*.py", "entries/declared.py", "entries/records.py"),
    "KID": ("entries/kid.py", "entries/number_series.py"),
    "grants": ("agreement/grant_terms.py", "grants/*.py"),
}


def modules(area: str, house: Path = HOUSE) -> list[Path]:
    """The modules of an area, as paths below the house."""
    found = {
        path.relative_to(house)
        for pattern in AREAS[area]
        for path in (house / PROGRAMME).glob(pattern)
    }
    return sorted(found)

"""The pages in Fava: ``custom "fava-extension" "fellesbok.web"`` loads them.

Comes in: the books as they were loaded for the reader who asks.
Goes out: fourteen pages.
Handbook: docs/serving.md
"""

from __future__ import annotations

from fellesbok.web.agreements.page import Avtaler
from fellesbok.web.approvals.page import Attestasjon
from fellesbok.web.budget.page import Budsjett
from fellesbok.web.changes.page import Endringer
from fellesbok.web.claims.page import Krav
from fellesbok.web.distribution.page import Fordeling
from fellesbok.web.effect.page import Virkning
from fellesbok.web.explanation.page import Forklaring
from fellesbok.web.findings.page import Funn
from fellesbok.web.funds.page import Fond
from fellesbok.web.grants.page import Tilskudd
from fellesbok.web.municipality.page import Kommuneoppgave
from fellesbok.web.new_voucher.page import Bilag
from fellesbok.web.overview.page import Oversikt

__all__ = [
    "Attestasjon",
    "Avtaler",
    "Bilag",
    "Budsjett",
    "Endringer",
    "Fond",
    "Fordeling",
    "Forklaring",
    "Funn",
    "Kommuneoppgave",
    "Krav",
    "Oversikt",
    "Tilskudd",
    "Virkning",
]

"""The pages in Fava: ``custom "fava-extension" "fellesbok.web"`` loads them."""

from __future__ import annotations

from fellesbok.web.agreements import Avtaler
from fellesbok.web.budget import Budsjett
from fellesbok.web.claims import Krav
from fellesbok.web.distribution import Fordeling
from fellesbok.web.explanation import Forklaring
from fellesbok.web.findings import Funn
from fellesbok.web.funds import Fond
from fellesbok.web.grants import Tilskudd
from fellesbok.web.municipality import Kommuneoppgave

__all__ = [
    "Avtaler",
    "Budsjett",
    "Fond",
    "Fordeling",
    "Forklaring",
    "Funn",
    "Kommuneoppgave",
    "Krav",
    "Tilskudd",
]

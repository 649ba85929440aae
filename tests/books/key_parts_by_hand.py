"""100 kr by two to one, and a base amount of 10 kr that Lyngen alone bears.

Exactly 66⅔ and 43⅓ kr; the odd øre has gone to Lyngen.
"""

from __future__ import annotations

from fractions import Fraction

from fellesbok.explanation.key_parts import KeyParts
from fellesbok.explanation.key_parts import Part
from fellesbok.messages import Text
from objections_by_hand import IKT as IKT  # noqa: PLC0414 -- whose they are
from objections_by_hand import VIKA

PAYERS = [VIKA.payer(slug) for slug in ("kafjord", "lyngen", "storfjord")]
PARTS = KeyParts(
    2018,
    (
        Part(
            Text("likt"),
            {"kafjord": Fraction(200_00, 3), "lyngen": Fraction(100_00, 3)},
        ),
        Part(Text("grunnbeløp"), {"lyngen": Fraction(10_00)}),
    ),
    {"kafjord": 66_66, "lyngen": 43_34},
)

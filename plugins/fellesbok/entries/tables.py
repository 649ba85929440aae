"""Columns of what stands in the books, which several subjects list (*bilag, beløp*)."""

from __future__ import annotations

from fellesbok.messages import Text
from fellesbok.tables import Column
from fellesbok.tables import Kind

DAY = Column(Text("Dato"), Kind.DAY, "day")
VOUCHER = Column(Text("Bilag"), name="voucher")
TEXT = Column(Text("Tekst"), name="text")
CLAIM = Column(Text("Krav"), name="claim")
ABOUT = Column(Text("Gjelder"), name="what")
"""What a claim is for, or an objection against."""

AMOUNT = Column(Text("Beløp"), Kind.MONEY, "amount")
KRONER = Column(Text("Kroner"), Kind.MONEY, "amount")
"""Where a table tells other things beside it, and the unit must be said."""

LACKING = Column(Text("Mangler"), Kind.SENTENCE, "lacking")
PLACE = Column(Text("Sted"), Kind.SENTENCE, "place")
"""The file and the line."""

OBJECTION = Column(Text("Innsigelse"), name="objection")
REMARK = Column(Text("Merknad"), Kind.SENTENCE, "remark")

"""What the figures of a fund are called, everywhere (*fondets tall*)."""

from __future__ import annotations

from fellesbok.messages import Text

AMOUNTS = {
    "opening": Text("Inngående"),
    "set_aside": Text("Avsatt"),
    "paid_in": Text("Innbetalt"),
    "used": Text("Brukt"),
    "transferred": Text("Overført"),
    "paid_out": Text("Utbetalt"),
    "booked": Text("Ført"),
    "closing": Text("Utgående"),
}
"""The amounts of an owner's year, in the order in which they are told."""

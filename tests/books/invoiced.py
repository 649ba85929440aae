"""What an agreement and its payers say where claims are sent as e-invoices."""

from __future__ import annotations

TERMS = """
claims:
  advance: {basis: budget, due: [02-15]}
  due_days: 30
  vat: {category: O, reason: Fordeling av kostnader}
"""
INVOICING = """\
    invoicing:
      bank_account: "86011117947"
      endpoint: "840014932"
      buyer_reference: Regnskap
      address: {street: Gata 1, postcode: "9000", city: Vika}
"""
INVOICED = {
    "nordvik": INVOICING.replace("840014932", "940363586"),
    "midvik": INVOICING,
}
"""The host, and a payer that gets an e-invoice; the third gets none."""

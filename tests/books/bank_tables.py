"""A bank's table of payments, and the profile that reads it."""

from __future__ import annotations

NUMBER = "86011117947"

ACCOUNTS = f'bank: {{accounts: [{{number: "{NUMBER}", account: Assets:Bank}}]}}\n'

OWN = f"""like: bank
file: {{header_row: 1}}
decimal_sign: ","
bank:
  accounts: [{{number: "{NUMBER}", account: Assets:Bank}}]
  columns: {{date: Dato, text: Tekst, amount: Beløp, balance: Saldo, kid: KID}}
"""

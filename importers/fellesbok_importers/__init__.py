"""The intake of fellesbok: what beangulp loads to turn documents into transactions.

An importer reads one kind of document (a voucher export, a bank statement, an
e-invoice) and gives transactions that carry the voucher number and the file and line
they came from.  It knows how Norwegian files write dates and amounts; it shares out
nothing, for that is done by the plugin when the books are loaded.
"""

from __future__ import annotations

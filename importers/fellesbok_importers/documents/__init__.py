"""Files from outside, read in bounds (*dokumenter*): camt, SAF-T, XLSX, dates.

Comes in: bytes that may be hostile.
Goes out: their parts as values, or a refusal in words.
Doors: ``numbers``, ``dates``, ``statements``, ``saft``, ``xlsx_sheet`` and ``bounded``.
Handbook: docs/importing.md
"""

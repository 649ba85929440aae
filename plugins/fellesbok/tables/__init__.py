"""Rows of text as a table for the terminal, or as CSV for a spreadsheet.

Comes in: texts that are ready to be read.
Goes out: text and CSV, unable to be a formula.
Handbook: docs/report.md
"""

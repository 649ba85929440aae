"""What a municipality has booked, held against what it was claimed (*avstemming*).

Comes in: lines that another party has booked, and our claims on it and its payments.
Goes out: each line of either side once, agreed or why not, and a sum that is explained
    to the øre; as tables and records.
Handbook: docs/reconciling.md
"""

"""The part of the books that one reader may see (*innsyn*).

Comes in: loaded books, and who reads.
Goes out: the entries and what the plugin kept, without what is others' alone.
Handbook: docs/serving.md
"""

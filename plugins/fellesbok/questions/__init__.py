"""Tables and questions for the query language (*spørringer*).

Comes in: loaded books, and what the plugin kept.
Goes out: tables in bean-query and Fava, and the answers to the questions of the folder.
Doors: ``queries`` and ``record_tables``.
Handbook: docs/questions.md
"""

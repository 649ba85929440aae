"""The records of the books for the engines that people have (*tabeller ut*).

Comes in: loaded books.
Goes out: a folder of Parquet, DuckDB, SQLite or CSV, by one schema.
Doors: ``filled`` and ``whole``.
Handbook: docs/engines.md
"""

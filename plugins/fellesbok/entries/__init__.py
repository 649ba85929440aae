"""Our own words in the books: tags, metadata, lines, number series, references.

Comes in: entries of Beancount, as they are read.
Goes out: vouchers, lines and claims as values (whoever shows or writes them knows no
    Beancount), what is wrong with them, and words for generated entries.
Doors: ``records``, ``kinds``, ``declared``, ``drafting``, ``vocabulary`` and ``days``.
Handbook: docs/writing.md
"""

"""Our own words in the books: tags, metadata, lines, number series, references.

Comes in: entries of Beancount, as they are read.
Goes out: lines and claims as values, what is wrong with them, and words for generated
    entries.
Handbook: docs/writing.md
"""

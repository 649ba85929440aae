"""Templates and texts of Fava: in Norwegian, with everything escaped.

Comes in: templates of Fava and of ours.
Goes out: pages in the language of the reader, in which nothing is shown unescaped.
Handbook: docs/serving.md
"""

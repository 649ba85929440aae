"""What is said when something is wrong (*feiltekster*), in words that users know.

Comes in: what Python, Beancount, the operating system or a sum of ours says.
Goes out: texts for people: what it is, where, and what to do.
Doors: ``system_reasons``, ``inner_contradictions`` and ``of_beancount``.
Handbook: docs/starting.md
"""

"""Who may ask, what they may see, and how it is served (*tilgang*).

Comes in: requests, the readers file and the books as they were loaded.
Goes out: answers made of what was loaded for that reader, or a refusal.
Doors: ``serving`` and ``sign_in``.
Handbook: docs/serving.md
"""

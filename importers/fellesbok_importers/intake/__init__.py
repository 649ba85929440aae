"""What a file is, what becomes of it, and how it is filed (*innlesing*).

Comes in: files, and the answers of the accountant.
Goes out: a preview, the files of the books, and a proposal for a profile.
Door: ``commands``.
Handbook: docs/importing.md
"""

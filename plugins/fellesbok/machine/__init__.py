"""What this machine has of all that fellesbok can use (*maskinen*).

Comes in: the machine, and the folder of the books.
Goes out: what is there, what is lacking, what then does not work, and how to get it.
Doors: ``parts`` and ``setup_files``.
Handbook: docs/starting.md
"""

"""What a profile says of a file (*profil*): layout, arts, accounts, signs.

Comes in: YAML of a profile.
Goes out: the profile as a value, or its faults.
Handbook: docs/importing.md
"""

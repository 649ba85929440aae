"""What a profile says of a file (*profil*): layout, arts, accounts, signs.

Comes in: YAML of a profile.
Goes out: the profile as a value, or its faults.
Doors: ``column_schema`` and ``account_codes``.
Handbook: docs/importing.md
"""

from __future__ import annotations

from fellesbok_importers.profiles.by_column import Profile
from fellesbok_importers.profiles.by_column import find_profile
from fellesbok_importers.profiles.by_column import preset_names
from fellesbok_importers.profiles.by_column import profile_of
from fellesbok_importers.profiles.by_column import read_profile

__all__ = ["Profile", "find_profile", "preset_names", "profile_of", "read_profile"]

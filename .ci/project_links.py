"""The links of a release: to the repository that it is built in, and no other.

Where the project lives is not written in it, so that a copy does not send its readers
to somebody else; the workflow that makes a release knows it.
"""

from __future__ import annotations

import os
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class CustomMetadataHook(MetadataHookInterface):
    """Tells the links, where they are known."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add them to what is said of the project."""
        server = os.environ.get("GITHUB_SERVER_URL")
        name = os.environ.get("GITHUB_REPOSITORY")
        if not (server and name):
            metadata["urls"] = {}
            return
        home = f"{server}/{name}"
        metadata["urls"] = {
            "Source": home,
            "Documentation": f"{home}/blob/main/docs/README.en.md",
            "Changelog": f"{home}/blob/main/CHANGES.md",
            "Issues": f"{home}/issues",
            "Security": f"{home}/security/policy",
        }

"""What IT sets it up with, and the wheel that it is of, wherever that lies."""

from __future__ import annotations

import hashlib
import json
from importlib import metadata
from typing import TYPE_CHECKING

import pytest

from fellesbok.machine import setup_files as files
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

WHEEL = b"a wheel, to the last byte"


class Installed:
    """A distribution that says where it was installed from."""

    def __init__(self, told: str | None) -> None:
        self._told = told

    def read_text(self, name: str) -> str | None:
        assert name == "direct_url.json"
        return self._told


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "på disk" / "fellesbok-0.1.0-py3-none-any.whl"
    path.parent.mkdir()
    path.write_bytes(WHEEL)
    return path


def installed_from(monkeypatch: pytest.MonkeyPatch, told: object) -> None:
    text = None if told is None else json.dumps(told)
    monkeypatch.setattr(metadata, "distribution", lambda _name: Installed(text))


def hashed(content: bytes) -> dict[str, object]:
    return {"hashes": {"sha256": hashlib.sha256(content).hexdigest()}}


def test_in_a_clone_the_lock_lies_at_the_top() -> None:
    folder = files.setup_folder()
    assert folder == HOUSE / "docs" / "serving"
    found = files.setup_files(folder)
    assert list(found) == sorted({*(p.name for p in folder.iterdir()), files.LOCK})
    assert found[files.LOCK] == (HOUSE / files.LOCK).read_bytes()


def test_in_a_wheel_it_lies_beside_the_others(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_bytes(b"FROM scratch\n")
    (tmp_path / files.LOCK).write_bytes(b"babel==2\n")
    assert files.setup_files(tmp_path) == {
        "Dockerfile": b"FROM scratch\n",
        files.LOCK: b"babel==2\n",
    }


def test_the_wheel_is_found_where_it_was_installed_from(
    monkeypatch: pytest.MonkeyPatch, wheel: Path
) -> None:
    told = {"url": wheel.as_uri(), "archive_info": hashed(WHEEL)}
    installed_from(monkeypatch, told)
    assert files.wheel_here() == wheel


@pytest.mark.parametrize("left", ["another", "gone", "folder", "net", "nothing"])
def test_what_is_not_the_very_wheel_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, wheel: Path, left: str
) -> None:
    told: dict[str, object] | None = {
        "url": wheel.as_uri(),
        "archive_info": hashed(WHEEL),
    }
    if left == "another":
        wheel.write_bytes(WHEEL + b", and a byte more")
    elif left == "gone":
        wheel.unlink()
    elif left == "folder":
        told = {"url": wheel.parent.as_uri(), "dir_info": {"editable": True}}
    elif left == "net":
        told = {"url": f"https://pypi.example/{wheel.name}"}
    else:
        told = None
    installed_from(monkeypatch, told)
    assert files.wheel_here() is None

"""The programme as it is typed, from its first line to its last."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import fellesbok
from places import HOUSE

ENDED = """
import atexit, gc, sys
atexit.register(lambda: print("frozen" if gc.get_freeze_count() else "not frozen"))
from fellesbok.__main__ import main
sys.argv = ["fellesbok", "--version"]
try:
    main()
finally:
    print("collecting" if gc.isenabled() else "not collecting", gc.get_freeze_count())
"""


def said(*words: str) -> list[str]:
    """What a process of its own prints."""
    command = [sys.executable, *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def test_the_programme_is_a_module_too() -> None:
    told = said("-m", "fellesbok", "--version")
    assert told == [f"fellesbok {fellesbok.__version__}"]


def test_what_is_installed_begins_there() -> None:
    with (HOUSE / "pyproject.toml").open("rb") as file:
        scripts = tomllib.load(file)["project"]["scripts"]
    assert scripts == {"fellesbok": "fellesbok.__main__:main"}


def test_garbage_is_looked_for_while_a_command_runs_and_not_when_it_has_ended() -> None:
    _, running, ended = said("-c", ENDED)
    assert running == "collecting 0"
    assert ended == "frozen"

"""What ``pipx install`` gives: everything that is asked for, without a clone."""

from __future__ import annotations

import email
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from made_wheel import tracked
from made_wheel import wheel as wheel  # noqa: PLC0414 -- a fixture
from places import HOUSE

if TYPE_CHECKING:
    from email.message import Message

MAIN = "from fellesbok.cli import main; main()"
EACH = """
import json, sys
from click.testing import CliRunner
from fellesbok.cli import main
done = [CliRunner().invoke(main, words.split()) for words in sys.argv[1:]]
print(json.dumps([(each.exit_code, each.output) for each in done]))
"""
"""Several commands, one after another, in the process of one."""

ANSWERS = (
    *("bok", "--region", "Lyngenfjord", "--year", "2026", "--municipality", "Lyngen"),
    *("--municipality", "Kåfjord", "--cooperation", "Felles IT", "--key", "folketall"),
    *("--host", "Lyngen", "--basis", "net"),
)
COMMANDS = {
    "check --books bok": "Ingen feil",
    "query --books bok": "receivables",
    "query overspends --year 2026 --books bok": "",
    "report 2026 --output rapport.html --books bok": "rapport.html",
    "shares --year 2026 --books bok --language en": "",
    "accounts --dry-run --books bok": "",
    "schema": "RulesModel",
    "doctor": "fellesbok/serving",
    "setup it": "requirements.txt",
    "handbook --no-browser": "index.html",
    "import --help": "--profile",
}
ROOTS = {
    "plugins/fellesbok/": "fellesbok/",
    "queries/": "fellesbok/queries/",
    "docs/serving/": "fellesbok/serving/",
    "requirements.txt": "fellesbok/serving/requirements.txt",
    "importers/fellesbok_importers/": "fellesbok_importers/",
}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that has it as an environment has, and a folder of no books."""
    folder = tmp_path_factory.mktemp("miljø")
    with ZipFile(wheel) as packed:
        packed.extractall(folder / "lib")
    (folder / "arbeid").mkdir()
    return folder


def paths(installed: Path) -> str:
    """Where modules are found: in the wheel, and what it needs in the environment."""
    found = [each for each in sys.path if not Path(each or ".").is_relative_to(HOUSE)]
    needed = [each for each in sys.path if "site-packages" in each]
    return os.pathsep.join([str(installed / "lib"), *found, *needed])


def run(installed: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command with the wheel alone: nothing of the clone is found."""
    return subprocess.run(
        [sys.executable, "-c", MAIN, *words],
        cwd=installed / "arbeid",
        env=os.environ | {"PYTHONPATH": paths(installed)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def about(wheel: Path) -> Message:
    with ZipFile(wheel) as packed:
        (name,) = (n for n in packed.namelist() if n.endswith(".dist-info/METADATA"))
        return email.message_from_bytes(packed.read(name))


def test_every_file_of_the_programme_is_in_it(wheel: Path) -> None:
    with ZipFile(wheel) as packed:
        there = set(packed.namelist())
    wanted = {
        inside + name.removeprefix(root)
        for root, inside in ROOTS.items()
        for name in tracked()
        if name.startswith(root) and (HOUSE / name).is_file()
    }
    assert len(wanted) > 500
    assert wanted <= there, sorted(wanted - there)
    assert {"fellesbok/site/made/nb/index.html", "fellesbok/py.typed"} <= there
    others = {
        name
        for name in there - wanted
        if not name.startswith(("fellesbok/site/made/", "fellesbok-"))
    }
    assert not others, "nothing that only lay there when it was made"


def test_it_says_what_it_is(wheel: Path) -> None:
    said = about(wheel)
    told = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    assert said["License-Expression"] == told["project"]["license"]
    assert said["License-File"] == "LICENSE"
    assert said["Description-Content-Type"] == "text/markdown"
    systems = [c for c in said.get_all("Classifier", []) if "Operating System" in c]
    assert len(systems) == 3, "Linux, macOS and Windows"
    links = dict(link.split(", ") for link in said.get_all("Project-URL", []))
    assert links["Source"] == "https://github.example/region/fellesbok"
    assert {"Documentation", "Changelog", "Issues", "Security"} <= links.keys()


def test_what_is_left_out_can_be_asked_for_by_name(wheel: Path) -> None:
    """``pip install './fellesbok-….whl[pdf]'``: what doctor and handbook name."""
    said = about(wheel)
    extras = set(said.get_all("Provides-Extra", []))
    assert {"pdf", "sign-in", "suggest", "validate"} <= extras
    for extra in extras:
        named = [r for r in said.get_all("Requires-Dist", []) if f"'{extra}'" in r]
        assert named, extra


def test_books_are_made_and_read_without_a_clone(installed: Path) -> None:
    """Agreements, questions, profiles, pages, words, populations and the handbook."""
    where = run_python(installed, "import fellesbok; print(fellesbok.__file__)")
    assert where.strip().startswith(str(installed))
    made = run(installed, "init", *ANSWERS)
    assert made.returncode == 0, made.stderr
    told = json.loads(run_python(installed, EACH, *COMMANDS))
    for (words, said), (status, output) in zip(COMMANDS.items(), told, strict=True):
        assert status == 0, f"{words}: {output}"
        assert said in output, words
    page = (installed / "arbeid" / "rapport.html").read_text(encoding="utf-8")
    assert "Felles IT" in page


def run_python(installed: Path, code: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=installed / "arbeid",
        env=os.environ | {"PYTHONPATH": paths(installed)},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout

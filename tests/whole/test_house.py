"""How the house is built: floors, sizes, names, and what stands in two places."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections import defaultdict
from graphlib import CycleError
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import fellesbok
from casebook import PROGRAMME
from fellesbok.cli import main
from floors import FACES
from floors import HOUSES
from floors import INTAKE
from floors import ROOMS
from floors import imported
from floors import listing
from floors import name_of
from floors import programme
from floors import room
from floors import tracked
from parsed import nodes
from parsed import tree
from places import HOUSE
from tried import imported_when_run
from tried import run_with

if TYPE_CHECKING:
    from collections.abc import Iterator


MOST_LINES = 400
CHECKER = PROGRAMME / "proof" / "checker" / "verify_deep.py"
"""It knows nothing of ours and is copied alone, so all of it stands in one file."""
ROLES = {
    *("__init__", "records", "for_programs", "tables", "in_short", "page", "checks"),
    "writing",
}
"""What a module does for its folder; any folder may have one."""
BESIDE_THE_HOUSE = {"bench", "books", "importers", "ledgers", "mutants", "whole"}
"""Folders of tests/ that mirror no folder of fellesbok."""
LOWEST_WITH_BEANCOUNT = "entries"
BEANCOUNT = {"beancount", "beanquery"}
WITH_BEANCOUNT = {
    "entries": "meets the entries, and gives them on as records and values",
    "kept_loads": "keeps what Beancount has loaded, value by value",
    "questions": "gives the query language its tables, and the answers as records",
    "viewpoint": "cuts entries down to what one reader may see",
    "web/access": "answers Fava in types that are Beancount's",
    "web/limits": "bounds what the query language works out",
}
"""The rooms that know Beancount or its query language, and what for.

The passes that the plugin runs know it too, since entries are what they make.  All else
reads records (``entries/records.py``, ``entries/declared.py``), finds entries by their
kind (``entries/kinds.py``) and makes them by value (``entries/drafting.py``).
"""
INTAKE_BY_TYPE = {
    *("bank", "document_outcome", "export", "intake", "invoices", "vouchers"),
}
"""Rooms of importers that say by Beancount's types what they make of a document, and
hold it against the books; none of them runs any of it."""
INSIDE_AN_ENTRY = re.compile(r"\bentry\.\w|\.postings\b")
"""What looks into an entry of Beancount without naming its class."""
LIBRARIES = {
    "authlib": {"web"},
    "babel": {"messages", "web"},
    "click": {"anywhere", "cli", "terminal"},
    "cryptography": {"proof"},
    "distributed": {"batch"},
    "duckdb": {"dataset"},
    "fava": {"web"},
    "filelock": {"filing"},
    "flask": {"cli", "web"},
    "flask_babel": {"web"},
    "icalendar": {"cli"},
    "pydantic": {"rules"},
    "regex": {"web"},
    "typst": {"pdf"},
    "waitress": {"web"},
    "pydantic_core": {"rules"},
    "werkzeug": {"web"},
    "yaml": {"rules"},
}


def modules() -> Iterator[Path]:
    """Every module of the repository."""
    for folder in (PROGRAMME, INTAKE, HOUSE / "tests"):
        yield from sorted(folder.rglob("*.py"))


@pytest.mark.parametrize("house", HOUSES)
def test_rooms_know_only_those_below(house: str) -> None:
    faults = []
    folder, rooms = HOUSES[house]
    for path in sorted(folder.rglob("*.py")):
        here = room(path, folder)
        if here == "__init__":
            continue
        for line, name in imported(path):
            if not name.startswith(f"{house}."):
                continue
            there = name.removeprefix(f"{house}.").split(".")[0]
            if there in {"__version__", here}:
                continue
            if rooms.index(there) >= rooms.index(here):
                faults.append(f"{path}:{line}: {here} may not know {there}")
    assert not faults, listing(faults)


@pytest.mark.parametrize("house", HOUSES)
def test_every_room_has_its_floor(house: str) -> None:
    folder, rooms = HOUSES[house]
    there = {room(path, folder) for path in folder.rglob("*.py")} - {"__init__"}
    assert there == set(rooms)
    assert len(rooms) == len(set(rooms))


def test_modules_stand_on_floors_too() -> None:
    """No module knows, on whatever way around, one that knows it."""
    paths = [*programme(), *sorted(INTAKE.rglob("*.py"))]
    modules_by_name = {name_of(path): path for path in paths}
    known = {
        name: {
            there
            for _, full in imported(path)
            if (there := full if full in modules_by_name else full.rpartition(".")[0])
            in modules_by_name.keys() - {name}
        }
        for name, path in modules_by_name.items()
    }
    try:
        tuple(TopologicalSorter(known).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def word_of(path: Path) -> str:
    """What a module is found by: its name, or that of the folder that it opens."""
    return path.parent.name if path.stem == "__init__" else path.stem


def test_one_word_is_one_file() -> None:
    """Who looks for a word finds one module or folder, and what shows it.

    Intake and programme are one house here.  A face has the word of another room only
    when it shows what that room knows.
    """
    own: dict[str, list[Path]] = defaultdict(list)
    shown: dict[str, list[Path]] = defaultdict(list)
    for house in (PROGRAMME, INTAKE):
        for path in sorted(house.rglob("*.py")):
            inside = path.relative_to(house)
            is_shown = inside.parts[0] in FACES and inside.parts[1:] != ("__init__.py",)
            if word_of(path) not in ROLES:
                (shown if is_shown else own)[word_of(path)].append(path)
    faults = [
        f"{word}: {', '.join(str(path.relative_to(HOUSE)) for path in paths)}"
        for word, paths in own.items()
        if len(paths) > 1
    ]
    faults += [
        f"{word}: {path.relative_to(HOUSE)} shows nothing of {room_of(own[word][0])}"
        for word in shown.keys() & own.keys()
        for path in shown[word]
        if room_of(own[word][0]) not in set(rooms_known(path))
    ]
    assert not faults, listing(sorted(faults))


def room_of(path: Path) -> str:
    """The room of a module, with its house: ``fellesbok.claims``."""
    return ".".join(name_of(path).split(".")[:2])


def rooms_known(path: Path) -> Iterator[str]:
    """The rooms that a module knows; of a folder, those that its modules know."""
    for each in path.parent.glob("*.py") if path.stem == "__init__" else [path]:
        yield from (".".join(name.split(".")[:2]) for _, name in imported(each))


REPLACED = re.compile(r"_(panels?|rows|listing|printing)$")
REPLACED_IN_FACES = re.compile(r"(^|_)(panels?|rows|listing|printing)$|_tables$")
"""What a face made of figures, before subjects made tables of them themselves."""


def test_no_face_has_what_tables_replace() -> None:
    """Rows, panels, listings: a subject makes its tables, and a face renders them."""
    faults = [
        str(path.relative_to(HOUSE))
        for house in (PROGRAMME, INTAKE)
        for path in sorted(house.rglob("*.py"))
        if (
            REPLACED_IN_FACES
            if house == PROGRAMME and room(path, house) in FACES
            else REPLACED
        ).search(path.stem)
    ]
    assert not faults, listing(faults)


def test_no_name_repeats_its_folder() -> None:
    """Not one word of it, one or many: ``rules`` holds no ``claim_rules``."""

    def words(name: str) -> set[str]:
        return {word.removesuffix("s") for word in name.split("_")}

    faults = [
        str(path.relative_to(HOUSE))
        for folder in (PROGRAMME, INTAKE)
        for path in sorted(folder.rglob("*.py"))
        if path.parent != folder and words(path.stem) & words(path.parent.name)
    ]
    assert not faults, listing(faults)


def test_tests_lie_where_what_they_try_lies() -> None:
    """Each is named after a module of its folder, or after the folder.

    ``test_written.py`` tries ``written.py``, and so does ``test_written_in_time.py``,
    named after what it shows of it besides; what tries several lies in whole/.
    """
    words: dict[Path, set[str]] = {Path("tests"): set(), Path("tests", "whole"): set()}
    homes: dict[str, set[Path]] = defaultdict(set)
    for house, tests in ((PROGRAMME, "tests"), (INTAKE, "tests/importers")):
        for path in house.rglob("*.py"):
            folder = tests / path.parent.relative_to(house)
            words.setdefault(folder, set()).add(word_of(path))
            homes[f"test_{word_of(path)}.py"].add(folder)
    faults = set()
    for path in map(Path, tracked()):
        if path.parts[0] != "tests" or path.parent == Path("tests"):
            continue
        top, folder = Path(*path.parts[:2]), path.parent
        if top not in words and top.name not in BESIDE_THE_HOUSE:
            faults.add(f"{top}/ is no folder of the house")
        if not path.match("test_*.py"):
            continue
        if folder not in words:
            faults.add(f"{path}: {folder}/ is no folder of the house")
        elif folder not in homes.get(path.name, {folder}):
            there = " or ".join(sorted(map(str, homes[path.name])))
            faults.add(f"{path}: what it is named after is tried in {there}")
        elif folder.name != "whole" and not any(
            f"{path.stem}_".startswith(f"test_{word}_") for word in words[folder]
        ):
            faults.add(f"{path}: is named after nothing in {folder}/")
    assert not faults, listing(sorted(faults))


def test_no_test_imports_another() -> None:
    """What several use lies in tests/books."""
    faults = [
        f"{path.relative_to(HOUSE)}:{line}: {name}"
        for path in sorted((HOUSE / "tests").rglob("*.py"))
        for line, name in imported(path)
        if re.search(r"(^|\.)test_", name)
    ]
    assert not faults, listing(faults)


def test_the_tests_that_documents_name_are_there() -> None:
    """By its name alone only where no other has it, so that it is found; else by path.

    ``make`` runs some.  The map is made of the files themselves, with their paths.
    """
    tests = HOUSE / "tests"
    names = Counter(path.name for path in tests.rglob("test_*.py"))
    documents = {*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md"), HOUSE / "Makefile"}
    faults = [
        f"{document.relative_to(HOUSE)}: {path}"
        for document in sorted(documents - {HOUSE / "docs" / "map.md"})
        for path in re.findall(
            r"\b(?:tests/[\w/]+/)?test_\w+\.py", document.read_text("utf-8")
        )
        if not ((HOUSE / path).is_file() if "/" in path else names[path] == 1)
    ]
    assert not faults, listing(faults)


def test_every_folder_says_what_it_knows() -> None:
    """In a few lines: what comes in, what goes out, and where users read of it."""
    faults = []
    for folder in (PROGRAMME, INTAKE):
        for path in sorted(folder.rglob("*/__init__.py")):
            text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
            chapter = re.search(r"^Handbook: (docs/\w+\.md)$", text, re.MULTILINE)
            is_told = "\nComes in: " in text and "\nGoes out: " in text
            if not is_told or chapter is None or not (HOUSE / chapter[1]).exists():
                faults.append(str(path.relative_to(HOUSE)))
    assert not faults, listing(faults)


FAVA_NAMES = "fellesbok.web"
"""A line of the books names it, and Fava has every page from it."""


def opened(package: Path) -> tuple[dict[str, str], list[str]]:
    """What a folder offers, each with its full name, and the modules that are doors."""
    here, code = name_of(package), tree(package)
    named = re.search(r"^Doors?: (.+)$", ast.get_docstring(code) or "", re.MULTILINE)
    face = {
        node.name: f"{here}.{node.name}"
        for node in code.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    for node in code.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            known = {full.rpartition(".")[2]: full for _, full in imported(package)}
            offers = ast.literal_eval(node.value)
            face = {name: (known | face)[name] for name in offers}
    return face, re.findall(r"``(\w+)``", named[1]) if named else []


def had_by(path: Path) -> set[str]:
    """All that a module has from others, also where it asks for it as ``room.name``."""
    whole = {full.rpartition(".")[2]: full for _, full in imported(path)}
    return {full for _, full in imported(path)} | {
        f"{whole[node.value.id]}.{node.attr}"
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        if isinstance(node.value, ast.Name) and node.value.id in whole
    }


def test_every_room_has_a_face_or_says_which_module_is_its_door() -> None:
    """A face offers what others use, and other rooms have it from there alone.

    What is not offered stands for itself, or would be loaded by all who want something
    else of the room: then the docstring names the modules by which others come in.
    """
    who: dict[str, set[Path]] = defaultdict(set)
    for path in modules():
        for full in had_by(path):
            who[full].add(path)
            who[full.rpartition(".")[0]].add(path)
    started = (HOUSE / "pyproject.toml").read_text("utf-8").replace(":", ".")
    faults = []
    for package in [*PROGRAMME.rglob("*/__init__.py"), *INTAKE.rglob("*/__init__.py")]:
        here, (face, doors) = name_of(package), opened(package)

        def others(full: str, at: Path = package.parent) -> set[Path]:
            return {path for path in who[full] if at not in path.parents}

        if not face and not doors:
            faults.append(f"{here} has neither a face nor a door")
        for name, full in face.items():
            if not others(f"{here}.{name}") and here != FAVA_NAMES:
                faults.append(f"{here} offers {name}, which nobody else uses")
            if full != f"{here}.{name}":
                faults += [
                    f"{path}: {full} is had from {here}"
                    for path in others(full)
                    if full in {name for _, name in imported(path)}
                    if "tests" not in path.parts
                ]
        faults += [
            f"{here} has no such door as {door}"
            for door in doors
            if not others(f"{here}.{door}") and f"{here}.{door}." not in started
        ]
    assert not faults, listing(sorted(faults))


def test_the_plugin_knows_no_face() -> None:
    """What Beancount loads is what decides the money, and nothing that shows it."""
    code = "import sys, fellesbok.plugin; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    above = ROOMS[ROOMS.index("plugin") + 1 :]
    loaded = {
        n.split(".")[1] for n in done.stdout.split() if n.startswith("fellesbok.")
    }
    assert "sharing" in loaded
    assert not loaded & set(above)


def test_a_class_of_values_is_made_when_it_is_used() -> None:
    """One that the books or the command at hand do not use costs nothing."""
    faults = [
        f"{path}:{number}: @frozen"
        for path in [*programme(), *sorted(INTAKE.rglob("*.py"))]
        if path.parent != CHECKER.parent
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line == "@dataclass(frozen=True)"
    ]
    assert not faults, listing(faults)


def test_libraries_stay_in_their_rooms() -> None:
    faults = [
        f"{path}:{line}: {room(path)} may not import {library}"
        for path in programme()
        for line, name in imported(path)
        if (library := name.split(".")[0]) in LIBRARIES
        and room(path) not in LIBRARIES[library]
    ]
    assert not faults, listing(faults)


def test_beancount_is_known_from_the_vouchers_up() -> None:
    below = ROOMS[: ROOMS.index(LOWEST_WITH_BEANCOUNT)]
    faults = [
        f"{path}:{line}"
        for path in programme()
        for line, name in imported(path)
        if name.split(".")[0] == "beancount" and room(path) in below
    ]
    assert not faults, listing(faults)


def with_beancount(path: Path) -> set[str]:
    """The rooms that may know Beancount, of those that a module is in."""
    inside = path.relative_to(PROGRAMME).as_posix()
    return {room for room in WITH_BEANCOUNT if inside.startswith(f"{room}/")}


def test_few_rooms_know_beancount() -> None:
    """For types too; the passes are what is run when the plugin is, also by name."""
    passes = run_with("plugins/fellesbok/plugin.py")
    faults, rooms = [], set()
    for path in programme():
        known = with_beancount(path)
        found = [n for n, name in imported(path) if name.split(".")[0] in BEANCOUNT]
        rooms |= known if found else set()
        if not known and path.relative_to(HOUSE).as_posix() not in passes:
            faults += [f"{path}:{line}" for line in found]
    assert not faults, listing(faults)
    assert rooms == WITH_BEANCOUNT.keys()


def test_importers_know_beancount_by_its_types_alone() -> None:
    faults, rooms = [], set()
    for path in sorted(INTAKE.rglob("*.py")):
        here = room(path, INTAKE)
        found = {n for _, n in imported(path) if n.split(".")[0] in BEANCOUNT}
        rooms |= {here} if found else set()
        if here in INTAKE_BY_TYPE:
            found &= imported_when_run(path.relative_to(HOUSE).as_posix())
        faults += [f"{path}: {name}" for name in sorted(found)]
    assert not faults, listing(faults)
    assert rooms == INTAKE_BY_TYPE


def test_what_comes_after_the_plugin_reads_records() -> None:
    """What is in an entry is not looked for there, without naming Beancount either."""
    above = ROOMS[ROOMS.index("plugin") + 1 :]
    faults = [
        f"{path}:{node.lineno}"
        for path in programme()
        if room(path) in above and not with_beancount(path)
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and INSIDE_AN_ENTRY.search(ast.unparse(node))
    ]
    assert not faults, listing(faults)


def test_the_lowest_floors_run_in_a_bare_python() -> None:
    """An auditor can check the arithmetic without installing anything."""
    lowest = (
        "frozen",
        "contradictions",
        "errors",
        "agreement.apportion",
        "agreement.distribution_key",
        "agreement.model",
        "sharing.pots",
    )
    code = f"""
import importlib, sys
sys.path.insert(0, {str(PROGRAMME.parent)!r})
for name in {lowest!r}:
    importlib.import_module("fellesbok." + name)
"""
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)


def test_one_room_draws() -> None:
    """Others give it numbers and words; one module of it writes SVG."""
    drawn = re.compile(
        r"""["'][^"']*(?<!P)<(svg|g|rect|line|text|circle|path|desc)[ />]"""
    )
    faults = [
        f"{path}:{number}: {line.strip()}"
        for path in programme()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if drawn.search(line)
    ]
    faults += [
        f"{path}:{line}: {name}"
        for path in programme()
        if room(path) != "drawing"
        for line, name in imported(path)
        if name.startswith("fellesbok.drawing.svg")
    ]
    assert not faults, listing(faults)


def test_nobody_imports_the_importers() -> None:
    faults = [
        f"{path}:{line}"
        for path in programme()
        for line, name in imported(path)
        if name.startswith("fellesbok_importers")
    ]
    assert not faults, listing(faults)


def test_one_module_writes_on_the_disk() -> None:
    """So that nothing is half written, and every step can be counted and stopped."""
    writes = re.compile(
        r"\.write_(text|bytes)\(|\.touch\(|\.(replace|rename)\(\w*path"
        r"|open\([^)]*[\"'](w|a|x|wb|ab|xb|r\+b?)[\"']|os\.(open|replace|mkdir|unlink)\("
        r"|\.mkdir\(|\.unlink\(|tempfile\.|shutil\."
    )
    faults = [
        f"{path}:{number}: {line.strip()}"
        for path in [*programme(), *sorted(INTAKE.rglob("*.py"))]
        if path.name != "disk.py"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if writes.search(line)
    ]
    assert not faults, listing(faults)


def test_the_importers_know_only_the_lowest_rooms() -> None:
    """And how books are written: what comes in and what goes out is filed alike.

    What the books say of who attested a voucher is said of those that come in too.
    """
    allowed = set(ROOMS[: ROOMS.index("terminal") + 1]) - {
        "sharing",
        "kept_rules",
        "kept_loads",
    } | {"approvals"}
    faults = [
        f"{path}:{line}: {name}"
        for path in sorted(INTAKE.rglob("*.py"))
        for line, name in imported(path)
        if name.startswith("fellesbok.")
        if name.split(".")[1] not in {"__version__", *allowed}
    ]
    assert not faults, listing(faults)


def test_a_room_has_one_subject() -> None:
    long = {
        path.relative_to(HOUSE).as_posix(): lines
        for path in [*programme(), *sorted(INTAKE.rglob("*.py"))]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
        and path != CHECKER
    }
    assert not long, f"more than {MOST_LINES} lines: {long}"


def test_no_file_points_out_of_the_house() -> None:
    """Nothing depends on where the house stands, or on what stands beside it."""
    outside = re.compile(r"/(work|home|root|Users)/\w|\.\./(shared|plan)\b|/tmp/\w")
    kept = {".beancount", ".bql", ".cfg", ".csv", ".md", ".py", ".toml", ".yaml"}
    faults = []
    for name in tracked():
        path = HOUSE / name
        if path.suffix in kept | {""} and path.is_file() and path != Path(__file__):
            # Documents of the tests are in the encodings that systems write.
            text = path.read_text(encoding="utf-8", errors="replace")
            faults += [
                f"{name}:{number}: {line.strip()}"
                for number, line in enumerate(text.splitlines(), start=1)
                if outside.search(line)
            ]
    assert not faults, listing(faults)


def test_the_version_is_told_once() -> None:
    """In the programme: wheel, ``--version`` and SAF-T say what it says."""
    with (HOUSE / "pyproject.toml").open("rb") as file:
        assert "version" not in tomllib.load(file)["project"]
    command = [sys.executable, "-m", "hatchling", "version"]
    built = subprocess.run(
        command, cwd=HOUSE, check=True, capture_output=True, text=True
    ).stdout.strip()
    said = CliRunner().invoke(main, ["--version"]).output.split()[-1]
    exported = CliRunner().invoke(main, ["export", "2018", "--books", str(HOUSE)])
    saft = re.findall("<(?:.+:)?SoftwareVersion>(.+)</", exported.stdout)
    assert [built, said, *saft] == [fellesbok.__version__] * 3

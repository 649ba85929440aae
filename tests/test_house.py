"""How the house is built: floors, sizes, and what must be the same in two places."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import jsonschema
import pytest
import yaml

import fellesbok
from casebook import PROGRAMME
from fellesbok.rules import json_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = PROGRAMME.parents[1]
INTAKE = HOUSE / "importers" / "fellesbok_importers"
SCHEMA = PROGRAMME / "allocation_rules.schema.json"
RULES = HOUSE / "allocation_rules.yaml"
MOST_LINES = 400

# Lowest first.  Rooms on one line are neighbours and do not know each other; inside a
# room that is a folder the same holds for its modules.
FLOORS = (
    ("contradictions",),
    (
        "errors",
        "messages",
        "apportion",
        "collecting",
        "kid",
        "number_series",
        "tables",
        "unseen",
    ),
    (
        "distribution_key",
        "claim_terms",
        "contradiction_texts",
        "innsyn",
        "load_errors",
    ),
    ("grant_terms", "account_names"),
    ("agreement",),
    ("rules", "pots", "key_titles", "deadlines", "instalments", "terms"),
    (
        "overrides",
        "generated",
        "shielding",
        "checks",
        "levels",
        "texts",
        "paid_by",
        "service_accounts",
        "tax_lines",
        "written_years",
    ),
    (
        "pot_finding",
        "agreed_sums",
        "net_pots",
        "budget_periods",
        "assumed_terms",
        "book_files",
    ),
    ("vat", "linking", "left_out", "parts_of_ore", "tax_parts"),
    ("contra_lines",),
    (
        "accruals",
        "shared_pots",
        "vouchers",
        "budgets",
        "claims",
        "drawings",
        "fund_orders",
        "host_times",
        "lines",
        "statement",
    ),
    ("fixed_lines", "parts_of_year", "surplus"),
    ("hosts_left_over", "later_years"),
    ("settlement", "claim_reading", "closings", "accrual_entries"),
    (
        "receivables",
        "findings",
        "refusals",
        "readings",
        "figures",
        "claim_checks",
        "claim_movements",
        "basis_accounts",
    ),
    ("closing_basis", "budget_shares", "shared"),
    (
        "claim_dates",
        "unclaimed",
        "unclaimed_credit",
        "unused_grants",
        "grants",
        "grant_findings",
        "fund_levels",
        "fund_moves",
        "fund_uses",
        "closed_orders",
        "in_kind",
        "corrections",
    ),
    (
        "own_shares",
        "fund_history",
        "settled_years",
        "claim_findings",
        "shares_by_centre",
    ),
    ("grant_warnings",),
    ("plugin",),
    (
        "books",
        "filing",
        "open_items",
        "claim_items",
        "advance",
        "claim_categories",
        "tax_alone",
        "taking_part",
        "explain_key",
        "lint",
    ),
    (
        "explain_closed",
        "explain_pots",
        "explain_rounding",
        "explain_terms",
        "explain_vouchers",
        "closing",
        "claimable",
        "payment_details",
        "share_accounts",
        "cutoff",
        "loose_money",
    ),
    ("reminders", "viewpoint"),
    ("explain", "query_rows", "claim_rows", "claim_writing", "explain_claims"),
    ("explain_outcome", "explain_advance", "settlement_rows"),
    (
        "bql",
        "queries",
        "printing",
        "claim_printing",
        "open_printing",
        "reminder_printing",
        "grant_listing",
        "deadline_listing",
        "fund_listing",
        "calendar_file",
        "report",
    ),
    ("claim_documents",),
    ("web",),
    ("serve",),
    ("cli",),
)
INSIDE = {
    "claim_documents": (
        ("model", "periods", "words"),
        ("movements", "tax"),
        ("reckoning", "conditions"),
        ("carried", "planned", "page", "plain", "ubl", "payloads"),
        ("attachment",),
        ("paper", "validation"),
        ("making",),
        ("__init__",),
    ),
    "distribution_key": (
        ("elimination", "complementarity", "flow", "lots"),
        ("bounds",),
        ("evaluation",),
        ("amounts", "unshared"),
        ("sharing",),
        ("yearly",),
        ("named",),
        ("identity",),
        ("__init__",),
    ),
    "filing": (
        ("disk",),
        ("folder", "listing"),
        ("journal", "replacing"),
        ("reading", "outside"),
        ("tidying",),
        ("writing",),
        ("__init__",),
    ),
    "rules": (
        ("document", "scalars"),
        ("key_schema", "statistics", "mend"),
        ("claim_schema", "grant_schema", "keys", "fit"),
        ("schema", "claims", "grants"),
        ("contra",),
        ("build",),
        ("__init__",),
    ),
}
LOWEST_WITH_BEANCOUNT = "overrides"
LIBRARIES = {
    "authlib": {"web"},
    "babel": {"messages", "web"},
    "click": {"cli"},
    "fava": {"serve", "web"},
    "flask": {"cli", "serve", "web"},
    "flask_babel": {"web"},
    "icalendar": {"calendar_file"},
    "pydantic": {"rules"},
    "regex": {"web"},
    "waitress": {"web"},
    "pydantic_core": {"rules"},
    "werkzeug": {"serve", "web"},
    "yaml": {"rules"},
}


def programme() -> Iterator[Path]:
    """Every module of the programme."""
    yield from sorted(PROGRAMME.rglob("*.py"))


def modules() -> Iterator[Path]:
    """Every module of the repository."""
    for folder in (PROGRAMME, INTAKE, HOUSE / "tests"):
        yield from sorted(folder.rglob("*.py"))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def room(path: Path) -> str:
    """The room that a module of the programme is, or is in."""
    return path.relative_to(PROGRAMME).with_suffix("").parts[0]


def floor(name: str, floors: tuple[tuple[str, ...], ...]) -> int:
    """The floor of a room; a room that stands nowhere is a fault of the plan."""
    for number, rooms in enumerate(floors):
        if name in rooms:
            return number
    pytest.fail(f"{name} has no floor: give it one in {Path(__file__).name}")


def listing(faults: list[str]) -> str:
    """Faults, one a line."""
    return "\n".join(["", *faults])


def test_rooms_know_only_the_floors_below() -> None:
    faults = []
    for path in programme():
        here = room(path)
        if here == "__init__":
            continue
        for line, name in imported(path):
            package, _, rest = name.partition(".")
            there = rest.split(".")[0]
            known = package == "fellesbok" and there not in {"__version__", here}
            if known and floor(there, FLOORS) >= floor(here, FLOORS):
                faults.append(f"{path}:{line}: {here} may not know {there}")
    assert not faults, listing(faults)


@pytest.mark.parametrize("folder", INSIDE)
def test_modules_of_a_room_know_only_those_below(folder: str) -> None:
    faults = []
    floors = INSIDE[folder]
    for path in sorted((PROGRAMME / folder).glob("*.py")):
        for line, name in imported(path):
            if not name.startswith(f"fellesbok.{folder}."):
                continue
            there = name.split(".")[2]
            if not (PROGRAMME / folder / f"{there}.py").exists():
                there = "__init__"  # a name of the room itself
            if floor(there, floors) >= floor(path.stem, floors):
                faults.append(f"{path}:{line}: {path.stem} may not know {there}")
    assert not faults, listing(faults)


def test_every_room_of_the_plan_exists() -> None:
    rooms = {room(path) for path in programme()} - {"__init__"}
    assert {name for rooms_ in FLOORS for name in rooms_} == rooms


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
    lowest = floor(LOWEST_WITH_BEANCOUNT, FLOORS)
    faults = [
        f"{path}:{line}"
        for path in programme()
        for line, name in imported(path)
        if name.split(".")[0] == "beancount" and floor(room(path), FLOORS) < lowest
    ]
    assert not faults, listing(faults)


def test_the_lowest_floors_run_in_a_bare_python() -> None:
    """An auditor can check the arithmetic without installing anything."""
    lowest = (
        "contradictions",
        "errors",
        "apportion",
        "distribution_key",
        "agreement",
        "pots",
    )
    code = f"""
import importlib, sys
sys.path.insert(0, {str(PROGRAMME.parent)!r})
for name in {lowest!r}:
    importlib.import_module("fellesbok." + name)
"""
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)


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
    """And how books are written: what comes in and what goes out is filed alike."""
    allowed = {"errors", "messages", "apportion", "distribution_key", "agreement"}
    allowed |= {
        "filing",
        "number_series",
        "contradictions",
        "contradiction_texts",
        "unseen",
    }
    faults = [
        f"{path}:{line}: {name}"
        for path in sorted(INTAKE.rglob("*.py"))
        for line, name in imported(path)
        if name.startswith("fellesbok.")
        and name.split(".")[1] not in {*allowed, "rules"}
    ]
    assert not faults, listing(faults)


def test_a_room_has_one_subject() -> None:
    long = {
        path.relative_to(HOUSE).as_posix(): lines
        for path in [*programme(), *sorted(INTAKE.rglob("*.py"))]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not long, f"more than {MOST_LINES} lines: {long}"


def test_no_file_points_out_of_the_house() -> None:
    """Nothing depends on where the house stands, or on what stands beside it."""
    outside = re.compile(r"/(work|home|root|Users)/\w|\.\./(shared|plan)\b|/tmp/\w")
    kept = {".beancount", ".bql", ".cfg", ".csv", ".md", ".py", ".toml", ".yaml"}
    faults = []
    for name in _tracked():
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


def _tracked() -> list[str]:
    """The files of the repository; every file where there is no git."""
    command = ["git", "-C", str(HOUSE), "ls-files", "-z"]
    try:
        found = subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return [
            path.relative_to(HOUSE).as_posix()
            for folder in ("plugins", "importers", "tests", "ledger")
            for path in sorted((HOUSE / folder).rglob("*.*"))
            if "cache" not in str(path)
        ]
    return [name for name in found.stdout.split("\0") if name]


def test_the_version_is_told_once() -> None:
    with (HOUSE / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    assert project["version"] == fellesbok.__version__


def test_the_published_schema_is_that_of_the_programme(*, update_golden: bool) -> None:
    """Editors read the file; `pytest --update-golden` writes it."""
    schema = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    if update_golden:
        SCHEMA.write_text(schema, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == schema


def test_the_published_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_the_rules_of_these_books_fit_the_schema() -> None:
    """As an editor sees them: plain YAML, with dates as text."""
    schema = jsonschema.Draft202012Validator(json_schema())
    faults = [
        f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}"
        for fault in schema.iter_errors(_plain_yaml(RULES))
    ]
    assert not faults, listing(faults)


@pytest.mark.parametrize(
    ("field", "value"), [("basis", "brutto"), ("vert", "nordreisa"), ("from", 2018)]
)
def test_the_schema_shows_a_fault_while_it_is_written(field: str, value: Any) -> None:  # noqa: ANN401 -- as YAML has it
    rules = _plain_yaml(RULES)
    rules["cooperations"]["ikt"]["versions"][0][field] = value
    schema = jsonschema.Draft202012Validator(json_schema())
    assert not schema.is_valid(rules)


def test_every_field_of_the_schema_is_described() -> None:
    """The description is the help that an editor shows."""
    schema = json_schema()
    models = {"RulesModel": schema, **schema["$defs"]}
    silent = [
        f"{model}.{name}"
        for model, shape in models.items()
        for name, field in shape.get("properties", {}).items()
        if not field.get("description", "").strip()
    ]
    silent += [model for model, shape in models.items() if not shape.get("description")]
    assert not silent, listing(silent)


def _plain_yaml(path: Path) -> Any:  # noqa: ANN401 -- whatever YAML holds
    """YAML as an editor's schema support reads it: everything but dates is typed."""

    class Loader(yaml.SafeLoader):
        """Dates stay text, as JSON has none."""

        yaml_implicit_resolvers = {  # noqa: RUF012 -- as PyYAML has it
            letter: [(tag, pattern) for tag, pattern in known if "timestamp" not in tag]
            for letter, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506 -- is safe

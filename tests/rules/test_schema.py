"""The schema of the agreements, as it is published: the same, and of help."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

import jsonschema
import pytest
import yaml

from casebook import PROGRAMME
from fellesbok.rules import json_schema
from floors import listing
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = PROGRAMME / "allocation_rules.schema.json"
RULES = HOUSE / "allocation_rules.yaml"


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

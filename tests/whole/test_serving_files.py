"""What IT and the releases are run by: it names what there is, and nothing is wider."""

from __future__ import annotations

import configparser
import fnmatch
import json
import re
import shlex
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from fellesbok import __version__
from fellesbok.cli import main
from fellesbok.cli.serve import serve_command
from fellesbok.machine.setup_files import setup_files
from places import HOUSE

SERVING = HOUSE / "docs" / "serving"
WORKFLOWS = sorted((HOUSE / ".github" / "workflows").glob("*.yml"))


def dockerfile() -> list[str]:
    """Its instructions, each on one line."""
    text = (SERVING / "Dockerfile").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    joined = re.sub(r"\\\n\s*", " ", lines)
    return [line for line in joined.splitlines() if line]


def compose() -> dict[str, Any]:
    text = (SERVING / "compose.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def unit() -> configparser.ConfigParser:
    found = configparser.ConfigParser(interpolation=None, strict=False)
    found.optionxform = str  # type: ignore[assignment, method-assign]
    found.read(SERVING / "fellesbok.service", encoding="utf-8")
    return found


def image_command() -> list[str]:
    (line,) = (each for each in dockerfile() if each.startswith("CMD "))
    said: list[str] = json.loads(line.removeprefix("CMD "))
    return said


def words() -> dict[str, list[str]]:
    """What is started, wherever that is said."""
    started = shlex.split(unit()["Service"]["ExecStart"])
    assert started[0] == "/opt/fellesbok/bin/fellesbok"
    return {
        "image": image_command(),
        "compose": compose()["services"]["fellesbok"]["command"],
        "unit": started[1:],
    }


@pytest.mark.parametrize("where", ["image", "compose", "unit"])
def test_what_is_started_has_the_options_that_it_is_started_with(where: str) -> None:
    command, *given = words()[where]
    assert command == "serve"
    named = {word.partition("=")[0] for word in given if word.startswith("--")}
    known = {name for option in serve_command.params for name in option.opts}
    assert named <= known
    assert {"--readers", "--session-key", "--behind-proxy"} <= named
    assert "--without-sign-in" not in named
    assert "--edit" not in named
    assert where == "image" or "--allowed-host" in named


def test_the_options_are_taken_in_that_form() -> None:
    """Click reads them all before it finds that there are no books."""
    done = CliRunner().invoke(main, [*image_command(), "--help"])
    assert done.exit_code == 0, done.output
    done = CliRunner().invoke(main, image_command())
    assert done.exit_code == 1
    assert "/books" in done.output


def test_the_image_is_no_wider_than_it_must_be() -> None:
    lines = dockerfile()
    (user,) = (line.split()[1] for line in lines if line.startswith("USER "))
    assert user.split(":")[0].isdigit()
    assert user.split(":")[0] != "0"
    last = [line for line in lines if line.startswith("FROM ")][-1]
    assert "-slim" in last
    assert " AS " not in last
    assert any(line.startswith("HEALTHCHECK ") for line in lines)
    assert sum("--require-hashes" in line for line in lines) == 1
    assert "--no-index" in " ".join(lines)
    (port,) = (line.split()[1] for line in lines if line.startswith("EXPOSE "))
    assert f":{port}/" in next(line for line in lines if "urlopen(" in line)
    assert port in image_command()


def test_the_builder_gets_what_is_laid_out_and_nothing_more() -> None:
    """What is copied into the image is let in, is laid out, and is no book."""
    ignored = (SERVING / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    let_in = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert [line for line in ignored if line[0] not in "#!"] == ["*"]
    copied = [
        line.split()[1:-1]
        for line in dockerfile()
        if line.startswith("COPY ") and "--from=" not in line
    ]
    assert {name for names in copied for name in names} == let_in
    laid_out = {*setup_files(SERVING), f"fellesbok-{__version__}-py3-none-any.whl"}
    assert all(fnmatch.filter(laid_out, name) for name in let_in), let_in
    assert all(each in laid_out for each in ("compose.yaml", "Caddyfile"))


def test_in_compose_the_books_are_read_and_the_proxy_alone_is_seen() -> None:
    services = compose()["services"]
    books, secrets = services["fellesbok"]["volumes"]
    assert books.endswith(":/books:ro")
    assert secrets.endswith(":/run/fellesbok:ro")
    assert services["fellesbok"]["read_only"] is True
    assert services["fellesbok"]["cap_drop"] == ["ALL"]
    assert "ports" not in services["fellesbok"]
    assert [port for port in services if "ports" in services[port]] == ["proxy"]
    assert services["fellesbok"]["build"] == ".", "where they are laid out"
    mounted = [each.partition(":")[0] for each in services["proxy"]["volumes"]]
    named = compose()["volumes"]
    for each in mounted:
        assert each in named or (SERVING / each).is_file()
    proxy = (SERVING / "Caddyfile").read_text(encoding="utf-8")
    assert "reverse_proxy fellesbok:5000" in proxy
    assert services["fellesbok"]["expose"] == ["5000"]


def test_the_unit_is_no_wider_than_it_must_be() -> None:
    service = unit()["Service"]
    assert service["User"] == "fellesbok"
    assert service["NoNewPrivileges"] == "true"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert "ReadWritePaths" not in service
    assert "--host 127.0.0.1" in service["ExecStart"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_no_more_than_it_needs(path: Any) -> None:  # noqa: ANN401 -- a path
    """Actions are pinned: by commit, or by a version where that is said beside them."""
    text = path.read_text(encoding="utf-8")
    said = yaml.safe_load(text)
    assert said["permissions"] in ({}, {"contents": "read"})
    for job in said["jobs"].values():
        assert job["timeout-minutes"] <= 60
        for step in job["steps"]:
            action = step.get("uses", "")
            assert not action or re.search(
                r"@([0-9a-f]{40}|v\d+\.\d+\.\d+|release/v1)$", action
            ), action
            if action.startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
            assert "${{ github." not in str(step.get("run", "")), "a name may be code"
    for line in text.splitlines():
        if re.search(r"@[0-9a-f]{40}", line):
            assert re.search(r"# v\d+\.\d+\.\d+$", line), line


def test_the_suite_runs_on_three_systems() -> None:
    said = yaml.safe_load((HOUSE / ".github/workflows/test.yml").read_text("utf-8"))
    jobs = said["jobs"]
    systems = [
        jobs["test"]["runs-on"],
        *jobs["systems"]["strategy"]["matrix"]["system"],
    ]
    assert [each.split("-")[0] for each in systems] == ["ubuntu", "macos", "windows"]
    lacking = jobs["lacking"]["steps"][-1]
    assert lacking["env"] == {"FELLESBOK_MACHINE": "windows"}
    tried = [word for word in lacking["run"].split() if word.startswith("tests/")]
    assert all((HOUSE / each).exists() for each in tried)


def test_a_release_is_made_without_a_password() -> None:
    text = (HOUSE / ".github/workflows/release.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert jobs["publish"]["environment"] == "pypi"
    assert "secrets." not in text
    used = [step.get("uses", "").partition("@")[0] for step in jobs["build"]["steps"]]
    assert "actions/attest-build-provenance" in used
    assert "actions/attest-sbom" in used

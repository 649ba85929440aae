"""What libraries make anew each time, made once for all tests of a process.

A process of ours makes one application, asks few questions and looks once for what is
installed; tests make hundreds of applications with the same addresses, ask the same
questions of many books, and ask for thousands of commands.
"""

from __future__ import annotations

from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING
from typing import Any

import beanquery.parser
from werkzeug.routing import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

_BUILDERS: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}
_compiled = Rule._compile_builder


def _builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 -- as Werkzeug has it
    """The function that builds addresses, which Werkzeug compiles of these alone.

    What it asks of the rule, it asks of the one that it is given when it runs.
    """
    if rule.defaults:
        return _compiled(rule, append_unknown)
    key = append_unknown, rule.rule, tuple(rule._trace)
    if key not in _BUILDERS:
        _BUILDERS[key] = _compiled(rule, append_unknown)
    return _BUILDERS[key]


def install() -> None:
    """Let the libraries do so from now on."""
    patched: Any = Rule
    patched._compile_builder = _builder
    parser: Any = beanquery.parser
    parser.parse = cache(parser.parse)
    installed: Any = metadata
    installed.entry_points = cache(installed.entry_points)

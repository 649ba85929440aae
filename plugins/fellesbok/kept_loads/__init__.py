"""Books that were loaded before and are as they were, kept (*hurtiglager*).

What Beancount and the plugin make of the books is kept in the user's cache folder,
never among the books, and is used where every file, folder and programme that it rests
on is the same, byte by byte.  Wherever that cannot be known for certain the books are
loaded.

Comes in: the main file of books.
Goes out: what Beancount's loader gives, loaded now or loaded before.
Door: ``memory``.
Handbook: docs/agreements.md
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from decimal import getcontext
from pathlib import Path
from pickle import PicklingError
from typing import TYPE_CHECKING
from typing import Any

import beancount
from beancount import loader
from beancount.ops.documents import DocumentError

from fellesbok import noted
from fellesbok.collecting import without_collecting
from fellesbok.entries.book_files import PLUGIN
from fellesbok.entries.book_files import read_still
from fellesbok.entries.book_files import stamp
from fellesbok.entries.book_files import stamps
from fellesbok.entries.book_files import stood_still
from fellesbok.entries.book_files import unread_files
from fellesbok.kept_loads import ground
from fellesbok.kept_loads.assembling import Assembled
from fellesbok.kept_loads.assembling import assembled
from fellesbok.kept_loads.checked import are_known
from fellesbok.kept_loads.ground import NoGroundError
from fellesbok.kept_loads.ground import Told
from fellesbok.kept_loads.known_classes import NotKeptError
from fellesbok.kept_loads.on_disk import as_bytes
from fellesbok.kept_loads.on_disk import of_bytes
from fellesbok.kept_loads.switch import is_off
from fellesbok.kept_rules.cache_folder import Shelf
from fellesbok.kept_rules.cache_folder import can_keep
from fellesbok.kept_rules.cache_folder import keep
from fellesbok.kept_rules.cache_folder import kept
from fellesbok.kept_rules.cache_folder import same_programme
from fellesbok.shared import OPTION
from fellesbok.shared import Shared

if TYPE_CHECKING:
    from fellesbok.entries.book_files import Loaded
    from fellesbok.entries.book_files import Stamps
    from fellesbok.kept_loads.on_disk import KeptLoad

LOADS = Shelf("load", "books", 256_000_000, 32, 1_024_000_000)
ROOMS = (
    *("accruals", "agreement", "approvals", "budgets", "claims", "closing", "entries"),
    *("error_texts", "funds", "grants", "kept_loads", "kept_rules", "objections"),
    *("rules", "sharing", "system", "woken", "."),
)
"""The rooms that decide what books become."""

_NOT_KEPT = (
    *(ArithmeticError, AttributeError, LookupError, NoGroundError, NotKeptError),
    *(OSError, PicklingError, RecursionError, TypeError, ValueError),
)
"""Whatever stops us from keeping a load, which is then loaded once more."""


def read_kept(main: Path) -> tuple[Loaded, Stamps]:
    """The books, and what the disk said of each of their files before it was read.

    Args:
        main: The main file.
    """
    name = os.path.abspath(main)  # noqa: PTH100 -- as Beancount, which follows no link
    path = Path(name)
    if is_off() or not can_keep(LOADS, path, [path.parent]):
        return read_still(path)
    return _read_kept(name)


@without_collecting()
def _read_kept(name: str) -> tuple[Loaded, Stamps]:
    """The books from what is kept of them, or of their files, or from nothing."""
    there = _there(name)
    found = None if there is None else _as_kept(name, there)
    return _read_and_kept(name, there) if found is None else found


def _there(name: str) -> KeptLoad | None:
    """What is kept of the books, whether they have changed or not."""
    content = kept(LOADS, Path(name), [Path(name).parent])
    if content is None:
        return None
    try:
        found = of_bytes(content, _same_world())
        is_ours = found is not None and found.ground["main"][0] == name
    except Exception:  # noqa: BLE001 -- whatever it is, it was not kept by us
        return None
    return found if is_ours else None


def _as_kept(name: str, there: KeptLoad) -> tuple[Loaded, Stamps] | None:
    """What is kept of the books, if it rests on what is there now."""
    try:
        before = stamps(Path(name))
        before |= {path: stamp(path) for path in map(Path, there.names)}
        ground.hold(there.ground)
        return _of_today(there.loaded()), before
    except Exception:  # noqa: BLE001 -- whatever it is, the books are loaded
        return None


def _of_today(found: Loaded) -> Loaded:
    """A load with what the disk is asked anew each time."""
    entries, errors, options = found
    shared, names = options.get(OPTION), options["include"]
    if isinstance(shared, Shared):
        [rules] = _rules(names.main, options)
        unread = unread_files(Path(names.main), names, rules.resolve())
        options[OPTION] = replace(shared, unread=unread)
    options["input_hash"] = loader.compute_input_hash(names)  # type: ignore[no-untyped-call]
    return entries, errors, options


def _read_and_kept(name: str, there: KeptLoad | None) -> tuple[Loaded, Stamps]:
    """The books, kept if all that they rest on is known and stood still."""
    found, before = _read(name, there)
    loaded, told = found.loaded, found.told
    with suppress(*_NOT_KEPT):
        _must_be_known(loaded, told)
        rules = _rules(name, loaded[2])
        content = as_bytes(
            _same_world(), loaded, told.ground(name), found.parts, found.base
        )
        folders = [Path(name).parent, *(place.parent for place in rules)]
        keep(LOADS, Path(name), folders, content)
    return loaded, before


def _read(name: str, there: KeptLoad | None) -> tuple[Assembled, Stamps]:
    """The books, from the files that are as they were and those that are not."""
    known = {} if there is None else there.parts
    found: list[Assembled] = []

    def read() -> Loaded:
        found.append(assembled(name, known))
        return found[-1].loaded

    names = () if there is None else map(Path, there.names)
    with suppress(Exception):  # whatever it is, Beancount loads them
        _, before = stood_still(Path(name), read, names)
        return found[-1], before
    # Not where the reason is still at hand: Beancount would tell it with its own.
    told = Told()
    with noted.told(told):
        loaded, before = read_still(Path(name))
    return Assembled(loaded, told, [], []), before


def _must_be_known(found: Loaded, told: Told) -> None:
    """Stop where something may have had a part in the books that nobody has told of.

    Raises:
        NoGroundError: It may.
    """
    _, errors, options = found
    plugins = [plugin for plugin, _ in options["plugin"]]
    if options["pythonpath"] or not are_known(options):
        raise NoGroundError(plugins)
    if PLUGIN in plugins and not isinstance(options.get(OPTION), Shared):
        raise NoGroundError(PLUGIN)
    if plugins.count(PLUGIN) > 1 or not told.order:
        raise NoGroundError(PLUGIN)
    if any(map(_is_about_files, errors)):
        raise NoGroundError(errors)
    if not {*options["include"]} <= told.parsed.keys() | told.read.keys():
        raise NoGroundError(options["include"])


def _is_about_files(error: Any) -> bool:  # noqa: ANN401 -- Beancount has many kinds
    """Whether it tells of a file that was not there, and may be there by now."""
    is_of_document = type(error) is DocumentError and error.entry is not None
    return is_of_document or type(error) is loader.LoadError


def _rules(name: str, options: dict[str, Any]) -> list[Path]:
    """Where the agreements are said to be, if the books have any."""
    folder = Path(name).parent
    named = [config for plugin, config in options["plugin"] if plugin == PLUGIN]
    return [folder / config.strip() for config in named]


def _same_world() -> str:
    """What is the same as long as the same files become the same books."""
    return repr(
        (
            same_programme(ROOMS),
            sys.byteorder,
            beancount.__version__,
            Path(str(loader.__file__)).stat().st_mtime_ns,
            (loader.PLUGINS_PRE, loader.PLUGINS_AUTO, loader.PLUGINS_POST),
            sorted(each for each in os.environ.items() if "BEANCOUNT" in each[0]),
            (getcontext().prec, getcontext().rounding),
        )
    )

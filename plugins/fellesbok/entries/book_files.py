"""The files that books are made of, those beside them that nothing takes in, and where.

Beancount keeps loaded books in a cache (``.main.beancount.picklecache``) that names its
files by absolute paths, so that a folder that was copied with its cache would answer
with the figures of the folder that it was copied from.  What the plugin leaves in
Beancount's ``include`` therefore knows where the books stand, which files lie there and
which programme read them; where one of these is another, the cache does not hold and
the books are read anew.  That is found out while Beancount unpickles, in bean-check and
bean-query; our own commands use no cache.
"""

from __future__ import annotations

import glob
import inspect
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader
from beancount.core import data
from beancount.ops import validation
from beancount.parser import booking
from beancount.parser.options import OPTIONS_DEFAULTS

from fellesbok import __version__
from fellesbok.collecting import without_collecting
from fellesbok.entries.checks import beyond_any_sum
from fellesbok.entries.guarded_parser import parser
from fellesbok.entries.load_places import placed
from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.system.differences import is_link
from fellesbok.system.differences import seen_from
from fellesbok.unseen import visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

ENDING = ".beancount"
PLUGIN = "fellesbok.plugin"
Loaded = tuple[list[Any], list[Any], dict[str, Any]]
"""Entries, errors and options, as Beancount gives them."""

Stamp = tuple[int, ...]
"""What tells one state of a file from another; empty where there is no file.

When it was changed, also by who set that back, how long it is, and which file it is.
"""

Stamps = dict[Path, Stamp]

_MOST_READINGS = 3
_ELSEWHERE = "\x00the cache is of books that stand elsewhere"
"""A file that never was: with it, no sum of what was read is right."""


Amend = Callable[[Loaded], Loaded]
"""What is done to the books when they have been read, before anything is shared."""


@without_collecting()
def read_books(main: Path, amend: Amend | None = None) -> Loaded:
    """The books as Beancount loads them, anew each time.

    Beancount's cache is code that runs when it is read, and it lies in the folder of
    the books, which may have come from others; so we neither read one nor make one.

    Where a file may not be read, or a pattern takes in a folder, that is the fault of
    the books, which then have nothing else in them.

    Args:
        main: The main file.
        amend: Tries something else in them; what is written stays as it is.
    """
    name = os.path.abspath(main)  # noqa: PTH100 -- as Beancount, which follows no link
    try:
        entries, errors, options = _loaded(name, amend)
        return entries, placed(errors, options["include"]), options
    except ArithmeticError:
        # Beancount itself stops at what cannot be added up.
        found = loader._parse_recursive([(name, True)], None)  # noqa: SLF001 -- as above
        faults: list[Any] = [*beyond_any_sum(found[0])]
        if not faults:
            text = Text(
                "Et tall i bøkene blir for stort når det ganges ut, så ingenting i"
                " bøkene er lest. Se etter antall, kurser og kostpriser med mange"
                " sifre."
            )
            faults.append(loader.LoadError(data.new_metadata(name, 1), text))
        options = {**OPTIONS_DEFAULTS, "filename": name, "include": found[2]["include"]}
        return [], [*found[1], *faults], options
    except OSError as error:
        reason = Text(
            "Fikk ikke lest filen ({reason}), så ingenting i bøkene er lest.",
            reason=reason_of(error),
        )
        place = data.new_metadata(str(error.filename or name), 1)
        options = {**OPTIONS_DEFAULTS, "filename": name, "include": [name]}
        return [], [loader.LoadError(place, reason)], options


def _loaded(name: str, amend: Amend | None) -> Loaded:
    """The books, step by step as Beancount does where something is tried in them."""
    if amend is None:
        return loader._load([(name, True)], None, None, None)  # noqa: SLF001 -- as Fava
    parsed = loader._parse_recursive([(name, True)], None)  # noqa: SLF001 -- likewise
    entries, errors, options = amend(parsed)
    entries.sort(key=data.entry_sortkey)
    entries, faults = booking.book(entries, options)  # type: ignore[no-untyped-call]
    before = list(sys.path)
    try:
        sys.path[0:0] = options.get("pythonpath", [])
        entries, errors = loader.run_transformations(
            entries, [*errors, *faults], options, None
        )
    finally:
        sys.path[:] = before
    found = validation.validate(entries, options)  # type: ignore[no-untyped-call]
    return entries, [*errors, *found], options


def read_still(main: Path, amend: Amend | None = None) -> tuple[Loaded, Stamps]:
    """The books, and what the disk said of each of their files before it was read.

    Which files there are that lie elsewhere, or behind a linked folder, is known only
    when the books have been read; they are then read once more.
    """
    return stood_still(main, lambda: read_books(main, amend))


def stood_still(
    main: Path, read: Callable[[], Loaded], known: Iterable[Path] = ()
) -> tuple[Loaded, Stamps]:
    """The same, however they are read.

    Args:
        main: The main file.
        read: Reads them.
        known: Files that they had before.
    """
    before = stamps(main) | {path: stamp(path) for path in known}
    for _ in range(_MOST_READINGS):
        found = read()
        unknown = {Path(name) for name in found[2]["include"]} - before.keys()
        if not unknown:
            break
        before |= {path: stamp(path) for path in unknown}
    return found, before


def stamps(main: Path) -> Stamps:
    """What the disk says of the files that books are usually made of."""
    folder = main.parent.resolve()
    found = [path for path in folder.parent.glob("*.y*ml") if path.is_file()]
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place) / name for name in names]
    return {path: stamp(path) for path in found}


def stamp(path: Path) -> Stamp:
    """What the disk says of a file; nothing of one that is not there.  Never raises."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


class Sources(list[str]):
    """The files that books were read from, in the place of Beancount's ``include``."""

    def __init__(self, main: str, names: Iterable[str]) -> None:
        """Keep which main file they belong to.

        Args:
            main: The main file, as Beancount was asked for it.
            names: Absolute paths.
        """
        super().__init__(names)
        self.main = main

    def __reduce__(self) -> tuple[Callable[..., list[str]], tuple[Any, ...]]:
        """How the cache keeps them: with the place and the programme."""
        return _kept, (self.main, list(self), listing(self.main), __version__)


def _kept(main: str, names: list[str], lay_there: str, version: str) -> list[str]:
    """The files as the cache has them; with one that never was, if it does not hold.

    Who unpickles is Beancount's loader, which has been asked for a main file.  Where
    that cannot be seen, the books are read anew.
    """
    here = inspect.currentframe()
    asker = None if here is None else here.f_back
    asked = None if asker is None else asker.f_locals.get("toplevel_filename")
    if asked == main and version == __version__ and lay_there == listing(main):
        return Sources(main, names)
    return [*names, _ELSEWHERE]


def listing(main: str) -> str:
    """The names of all files beside and below a main file, one a line.

    A file that is new may be taken in by a pattern, or be one that nothing takes in.
    """
    folder = Path(main).parent
    names = (path.relative_to(folder).as_posix() for path in _files(folder))
    return "\n".join(sorted(names))


def comes_first(plugin: str, options_map: dict[str, Any]) -> bool:
    """Whether no other plugin can have changed what Beancount read in the files."""
    return [name for name, _ in options_map.get("plugin", ())][:1] == [plugin]


@frozen
class UnreadFile:
    """A file of vouchers that nothing takes in (*fil som ikke er med*).

    Attributes:
        path: The whole path.
        name: The path from the folder of the main file, all of it to be seen.
    """

    path: str
    name: str


def _named(name: str) -> str:
    """The name of a file on one line, all of it to be seen."""
    return "\ufffd".join(visible(name).splitlines())


def unread_files(
    main: Path, included: Iterable[str], rules: Path
) -> tuple[UnreadFile, ...]:
    """Every ``.beancount`` file in the folder of the books that nothing includes.

    What other books in the folder take in is theirs: a file that loads our plugin, or
    gives itself a title, is the main file of books.  Hidden files are nobody's.

    Args:
        main: The main file.
        included: The files that the books were read from.
        rules: The agreements; where they lie above the ledger, files that lie beside
            them or in folders there are looked for too.
    """
    names = {*included, str(main)}
    others = [p for p in _candidates(main.parent, rules.parent) if str(p) not in names]
    if not others:  # most books: nobody need ask where a link leads
        return ()
    taken = {_real(name) for name in names}
    found = {real: path for path in others if (real := _real(str(path))) not in taken}
    for real in list(found):
        if real in found and _is_main(found[real]):
            taken |= _taken_in(found[real], taken)
    return tuple(
        UnreadFile(str(path), _named(Path(seen_from(path, main.parent)).as_posix()))
        for real, path in sorted(found.items())
        if real not in taken
    )


def forgotten(
    unread: Iterable[UnreadFile], included: Iterable[str]
) -> tuple[UnreadFile, ...]:
    """Those that seem to be forgotten, so that each answer with sums tells of them.

    Beside books of one file may lie a copy of them or what was written out of them:
    there it is left to who checks the books.

    Args:
        unread: The files that nothing takes in.
        included: The files that the books were read from.
    """
    of_several = sum(name.casefold().endswith(ENDING) for name in included) > 1
    return tuple(file for file in unread if of_several or "/" in file.name)


def _candidates(folder: Path, above: Path) -> Iterator[Path]:
    """Files of vouchers; above the ledger as far as the folders beside it."""
    places = [_files(folder)]
    if above == folder.parent:
        beside = (p for p in _sorted(above) if p.is_dir() and p.name != folder.name)
        shown = (p for p in beside if not p.name.startswith("."))
        places += [_own_files(above), *map(_own_files, shown)]
    for files in places:
        yield from (path for path in files if path.name.casefold().endswith(ENDING))


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder that is not hidden.

    Of a folder that stands elsewhere and is linked to, its own files only: nobody knows
    how much there is below it.
    """
    for path in _sorted(folder):
        if path.name.startswith("."):
            continue
        if is_link(path) and path.is_dir():
            yield from _own_files(path)
        elif path.is_dir():
            yield from _files(path)
        else:
            yield path


def _own_files(folder: Path) -> Iterator[Path]:
    for path in _sorted(folder):
        if path.is_file() and not path.name.startswith("."):
            yield path


def _sorted(folder: Path) -> list[Path]:
    """What is in a folder; of one that may not be read, nothing."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _real(name: str) -> str:
    return os.path.realpath(name)


def _is_main(path: Path) -> bool:
    """Whether a file is the main file of books."""
    options = _options(path)
    plugins = [name for name, _ in options["plugin"]]
    return PLUGIN in plugins or options["title"] != OPTIONS_DEFAULTS["title"]


_OF_THE_FILE = {"commodities", "dcontext", "filename", "input_hash"}
"""What parsing a file sets itself, whatever the file says."""


def decides_for_all(options: Mapping[str, Any]) -> bool:
    """Whether a file takes in others, or says what only the main file of books does.

    Args:
        options: What parsing it alone gave.
    """
    names = OPTIONS_DEFAULTS.keys() - _OF_THE_FILE
    return any(options[name] != OPTIONS_DEFAULTS[name] for name in names)


def _taken_in(main: Path, known: set[str]) -> set[str]:
    """What a main file takes in, itself too; what is known is not read again."""
    found: set[str] = set()
    waiting = [str(main)]
    while waiting:
        name = waiting.pop()
        if _real(name) in found | known:
            continue
        found.add(_real(name))
        folder = os.path.dirname(name)  # noqa: PTH120 -- as Beancount does
        for pattern in _options(Path(name))["include"]:
            wanted = os.path.join(folder, pattern)  # noqa: PTH118 -- likewise
            waiting += glob.glob(wanted, recursive=True)  # noqa: PTH207 -- likewise
    return found


def _options(path: Path) -> dict[str, Any]:
    """What a file says of itself; one that cannot be read says nothing."""
    try:
        _, _, options = parser.parse_file(str(path))
    except (OSError, ValueError):
        return dict(OPTIONS_DEFAULTS)
    found: dict[str, Any] = options
    return found

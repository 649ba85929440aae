"""The books, made of files that were booked before and of those that are new.

What is the same file is not parsed or booked again; the plugins, and Beancount's passes
over the whole books, are run as always.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader
from beancount.core import data
from beancount.parser import booking

from fellesbok.entries.book_files import PLUGIN
from fellesbok.entries.load_places import placed
from fellesbok.frozen import frozen
from fellesbok.kept_loads.booked_files import booked
from fellesbok.kept_loads.booked_files import is_local
from fellesbok.kept_loads.booked_files import key_of
from fellesbok.kept_loads.booked_files import opened
from fellesbok.kept_loads.booked_files import part_of
from fellesbok.kept_loads.checked import are_known
from fellesbok.kept_loads.checked import are_the_usual
from fellesbok.kept_loads.checked import transformed
from fellesbok.kept_loads.checked import validated
from fellesbok.kept_loads.ground import NoGroundError
from fellesbok.kept_loads.ground import Told
from fellesbok.noted import digest_of
from fellesbok.noted import told as telling

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from fellesbok.entries.book_files import Loaded
    from fellesbok.kept_loads.booked_files import Opened
    from fellesbok.kept_loads.booked_files import Part


@frozen
class Assembled:
    """Books that were loaded, and what of them can be kept.

    Attributes:
        loaded: What Beancount's loader gives.
        told: What was read.
        parts: Each file by itself, in Beancount's order; none where the books can only
            be booked as a whole.
        base: The plain transactions of the files, one file after another; none where a
            plugin may have changed them.
    """

    loaded: Loaded
    told: Told
    parts: list[Part]
    base: list[Any]


@frozen
class _File:
    """One file as it was met.

    Attributes:
        name: Its path.
        digest: Of its bytes.
        entries: Booked if it was known, else as they were parsed.
        errors: Of the parser.
        options: Of the parser.
        kept: What was known of it.
    """

    name: str
    digest: str
    entries: list[Any]
    errors: list[Any]
    options: dict[str, Any]
    kept: tuple[Part, Opened] | None

    @property
    def is_booked(self) -> bool:
        """Whether its entries need no booking."""
        return self.kept is not None


class _Files(Told):
    """Gives what is known of a file, and remembers what is new."""

    def __init__(self, known: Mapping[str, Part]) -> None:
        super().__init__()
        self._known = known
        self._is_done = False
        self.found: list[_File] = []
        self.top: dict[str, Any] = {}

    def parse(self, name: str, content: bytes, parse: Callable[[], Loaded]) -> Loaded:
        """What stands in a file, booked already where it is known.

        Raises:
            NoGroundError: It is the main file, and names a plugin that is not known.
        """
        if self._is_done:
            after: Loaded = super().parse(name, content, parse)
            return after
        digest = digest_of(content)
        kept = self._kept(name, digest)
        if kept is None:
            entries, errors, options = parse()
        else:
            part = kept[1]
            entries, errors, options = part.entries, part.errors, part.options
        if not self.top and not are_known(options):
            raise NoGroundError(name)  # before the other files are parsed in vain
        # Beancount puts what it knows of all files in the options of the first.
        own = options if kept is not None and self.top else deepcopy(options)
        self.top = self.top or own
        self.found.append(_File(name, digest, entries, list(errors), own, kept))
        self.has_parsed(name, digest, entries, options)
        return list(entries), errors, options

    def _kept(self, name: str, digest: str) -> tuple[Part, Opened] | None:
        """What is known of a file, if it is the same, and would be booked the same."""
        part = self._known.get(name)
        if part is None or part.digest != digest:
            return None
        if self.top and part.key != key_of(self.top):
            return None
        return part, opened(part)

    def done(self) -> None:
        """What is parsed from now on is no file of the books."""
        self._is_done = True


def assembled(name: str, known: Mapping[str, Part]) -> Assembled:
    """The books.

    Args:
        name: The main file, whole.
        known: What is kept of files, by their names.

    Raises:
        NoGroundError: They must be loaded by Beancount.
        Exception: What is kept was not kept by us.
    """
    files = _Files(known)
    with telling(files):
        entries, errors, options = loader._parse_recursive([(name, True)], None)  # noqa: SLF001 -- as Fava loads
        files.done()
        if not are_the_usual():
            raise NoGroundError(name)
        is_ours = files.order[:1] == [name]  # its options decide what vouchers become
        told_of = sum(len(found.entries) for found in files.found)
        if options["pythonpath"] or not is_ours or len(entries) != told_of:
            raise NoGroundError(name)  # something was read by others than us
        if all(found.is_booked or is_local(found.entries) for found in files.found):
            made, entries, faults = _booked_by_file(files)
        else:
            made, entries, faults = _booked_together(files, entries, options)
        return _whole(entries, [*errors, *faults], options, files, made)


def _booked_by_file(
    files: _Files,
) -> tuple[list[tuple[Part, Opened]], list[Any], list[Any]]:
    """Each file that can be kept, all entries in order, and the faults of booking.

    Raises:
        NoGroundError: Several files have faults, which are told in order of days.
    """
    made: list[tuple[Part, Opened]] = []
    entries: list[Any] = []
    faults: list[Any] = []
    for each in files.found:
        if each.kept is not None:
            made.append(each.kept)
            entries += each.entries
            continue
        found, wrong = booked(each.entries, files.top)
        entries += found
        if wrong and faults:
            raise NoGroundError(each.name)
        faults += wrong
        if not wrong:
            of_file = found, each.errors, each.options
            made.append(part_of(each.name, each.digest, of_file, files.top))
    entries.sort(key=data.entry_sortkey)
    return made, entries, faults


def _booked_together(
    files: _Files, entries: list[Any], options: dict[str, Any]
) -> tuple[list[tuple[Part, Opened]], list[Any], list[Any]]:
    """No file by itself, all entries, and the faults: a lot is of another voucher.

    Raises:
        NoGroundError: A file is booked already.
    """
    if any(found.is_booked for found in files.found):
        raise NoGroundError(options["filename"])
    entries.sort(key=data.entry_sortkey)
    entries, faults = booking.book(entries, options)  # type: ignore[no-untyped-call]
    return [], entries, faults


def _whole(
    entries: list[Any],
    errors: list[Any],
    options: dict[str, Any],
    files: _Files,
    made: list[tuple[Part, Opened]],
) -> Assembled:
    """The passes over the whole books.

    Some of Beancount's plugins change the very vouchers that they are given.  Only
    where ours is alone are these still what is kept of their files, and known.
    """
    is_ours_alone = {plugin for plugin, _ in options["plugin"]} <= {PLUGIN}
    unchanged = [found for _, found in made] if is_ours_alone else []
    known = {
        id(entry.postings)
        for found in unchanged
        for entry in found.entries
        if type(entry) is data.Transaction
    }
    entries, errors = transformed(entries, errors, options)
    facts = [found.facts for found in unchanged]
    errors += validated(entries, options, facts, known)
    errors = placed(errors, options["include"])
    options["input_hash"] = loader.compute_input_hash(options["include"])  # type: ignore[no-untyped-call]
    base = [entry for found in unchanged for entry in found.plain]
    loaded = entries, errors, options
    return Assembled(loaded, files, [part for part, _ in made], base)

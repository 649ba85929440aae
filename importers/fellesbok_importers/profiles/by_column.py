"""Column profiles: read from YAML with every fault and its line, presets by name.

A preset says what is attested of a format.  A region's own profile builds on one
(``like: gbat10``) and adds what only the region knows: the host and the source.
"""

from __future__ import annotations

import re
from functools import cache
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from pydantic import ValidationError

from fellesbok.messages import Text
from fellesbok.rules.document import Document
from fellesbok.rules.document import read_document
from fellesbok.rules.scalars import yes_or_no_names
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles.column_schema import UNITS
from fellesbok_importers.profiles.column_schema import ProfileModel
from fellesbok_importers.profiles.own_form import OWN_FORM
from fellesbok_importers.profiles.own_form import own_form_sense

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

Profile = ProfileModel

_NEEDED = {
    "vouchers": ("voucher", "date"),
    "budget": (),
    "totals": ("art",),
}
SIGNED = (("attested_by", "attested_on"), ("approved_by", "approved_on"))
"""The columns of who and when, for each ``Approval`` in its order."""

_NAMED = re.compile(r"[a-z0-9][a-z0-9-]*")


@cache
def preset_names() -> tuple[str, ...]:
    """The names of the profiles that come with fellesbok."""
    folder = resources.files("fellesbok_importers") / "profiles"
    return tuple(
        sorted(
            file.name.removesuffix(".yaml")
            for file in folder.iterdir()
            if file.name.endswith(".yaml")
        )
    )


def find_profile(named: str, folder: Path | None = None) -> Profile:
    """A profile by path, by name in the books' ``profiles`` folder, or a preset.

    Raises:
        RejectedError: There is none, or it has faults; holds all of them.
    """
    path = Path(named)
    if path.suffix in {".yaml", ".yml"}:
        return read_profile(path)
    own = folder / "profiles" / f"{named}.yaml" if folder else None
    if own is not None and _NAMED.fullmatch(named) and own.is_file():
        return read_profile(own)
    if named in preset_names():
        return _preset_profile(named)
    known = ", ".join(preset_names())
    expected = Text("Profilen finnes ikke. Ferdige profiler: {known}.", known=known)
    raise RejectedError.of(named, expected)


def read_profile(path: Path) -> Profile:
    """The profile in a YAML file.

    Raises:
        RejectedError: The file is faulty; holds every fault with its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        expected = Text("Finner ikke filen.")
    except UnicodeDecodeError:
        expected = Text("Filen er ikke lagret som UTF-8.")
    else:
        return profile_of(text, str(path))
    raise RejectedError.of(path, expected)


def profile_of(text: str, path: str) -> Profile:
    """The profile in a YAML text; ``path`` is for the messages.

    Raises:
        RejectedError: The text is faulty; holds every fault with its line.
    """
    document = read_document(text, path, partial(yes_or_no_names, ProfileModel))
    if not document.faults and not isinstance(document.tree, dict):
        document.fault(1, "Filen skal ha felter med navn.")
    if document.faults:
        raise RejectedError(
            Fault(path, fault.line, None, "", Text("{said}", said=fault.message))
            for fault in document.faults
        )
    tree: Any = document.tree
    base = tree.get("like")
    if isinstance(base, str) and base in preset_names():
        tree = _merged(_preset(base)[0].tree, tree)
    return _checked(document, tree)


@cache
def _preset_profile(name: str) -> Profile:
    """A profile that comes with fellesbok; who asks for the importers asks for all."""
    return _checked(*_preset(name))


@cache
def _preset(name: str) -> tuple[Document, Any]:
    """A profile that comes with fellesbok, as it was written."""
    file = resources.files("fellesbok_importers") / "profiles" / f"{name}.yaml"
    document = read_document(file.read_text(encoding="utf-8"), f"{name}.yaml")
    return document, document.tree


def _merged(base: Any, own: Any) -> Any:  # noqa: ANN401 -- as YAML has it
    """The base with everything that the own profile says put over it."""
    if isinstance(base, dict) and isinstance(own, dict):
        return base | {name: _merged(base.get(name), own[name]) for name in own}
    return own


def _checked(document: Document, tree: Any) -> Profile:  # noqa: ANN401 -- as YAML has it
    """The profile, if nothing is wrong with its shape or its sense."""
    try:
        profile = ProfileModel.model_validate(tree)
    except ValidationError as error:
        found = error.errors(include_url=False)
        raise RejectedError([_shape(document, fault) for fault in found]) from None
    faults = list(_sense(document, profile))
    if faults:
        raise RejectedError(faults)
    return profile


def _shape(document: Document, fault: Mapping[str, Any]) -> Fault:
    """A fault of shape in words, at its line."""
    where = tuple(fault["loc"])
    field = ".".join(str(step) for step in where)
    found = fault["input"] if isinstance(fault["input"], str) else ""
    match fault["type"]:
        case "refused":
            found, expected = "", fault["ctx"]["text"]
        case "literal_error":
            possible = ", ".join(re.findall("'([^']*)'", fault["ctx"]["expected"]))
            expected = Text("Mulige verdier: {possible}.", possible=possible)
        case "missing":
            found, expected = "", Text("Feltet mangler.")
        case "extra_forbidden":
            expected = Text("Dette er ikke et kjent felt her.")
        case _:
            expected = Text("Verdien passer ikke her.")
    return Fault(document.path, document.line_of(where), field, found, expected)


def _sense(document: Document, profile: Profile) -> Iterator[Fault]:
    """Faults of sense: fields that need each other."""

    def fault(field: str, expected: Text) -> Fault:
        line = document.line_of(tuple(field.split(".")))
        return Fault(document.path, line, field, "", expected)

    base = profile.like
    if base is not None and base not in preset_names():
        known = ", ".join(preset_names())
        yield fault("like", Text("Ferdige profiler: {known}.", known=known))
    if profile.use in OWN_FORM:
        yield from own_form_sense(profile, fault)
    else:
        yield from _sense_of_columns(profile, fault)


def _sense_of_columns(profile: Profile, fault: Any) -> Iterator[Fault]:  # noqa: ANN401 -- a closure
    """Faults of sense of a profile that reads columns."""
    columns = profile.columns
    for name in _NEEDED[profile.use]:
        if getattr(columns, name) is None and not (name == "art" and _string(profile)):
            yield fault(f"columns.{name}", Text("Kolonnen må oppgis."))
    one = columns.amount is not None
    two = columns.debit is not None and columns.credit is not None
    if one == two or (one and (columns.debit or columns.credit)):
        yield fault("columns", Text("Oppgi enten amount, eller både debit og credit."))
    if (columns.account_string is None) != (profile.account_string is None):
        yield fault(
            "account_string",
            Text("Kontostrengen må ha både en kolonne og ledd i rekkefølge."),
        )
    yield from _sense_of_year(profile, fault)
    yield from _sense_of_signed(profile, fault)
    if profile.use == "vouchers" and UNITS[profile.amounts_in] != 1:
        yield fault("amounts_in", Text("Bilag er i kroner."))
    if columns.side is not None and not one:
        yield fault("columns.side", Text("Siden hører til amount, ikke til to beløp."))
    if profile.use != "totals" and not (columns.ansvar or _string(profile)):
        yield fault("columns.ansvar", Text("Kolonnen må oppgis."))
    if profile.use != "totals" and profile.booking.source is None:
        text = Text("Navnet på kildesystemet må oppgis; det gjør bilaget til seg selv.")
        yield fault("booking.source", text)
    yield from _places(profile, fault)


def _sense_of_year(profile: Profile, fault: Any) -> Iterator[Fault]:  # noqa: ANN401 -- a closure
    """A budget is of a year, which the file says or the profile does."""
    columns = profile.columns
    if profile.use != "budget":
        if profile.year is not None:
            yield fault("year", Text("Feltet hører til use: budget."))
    elif not (columns.year or columns.date or profile.year):
        text = Text("Oppgi columns.year eller columns.date, eller året selv (year).")
        yield fault("columns", text)
    elif profile.year is not None and (columns.year or columns.date):
        text = Text("Oppgi året selv eller en kolonne for det, ikke begge.")
        yield fault("year", text)


def _sense_of_signed(profile: Profile, fault: Any) -> Iterator[Fault]:  # noqa: ANN401 -- a closure
    """Who signed a voucher is nothing without when, nor the other way."""
    columns = profile.columns
    named = {name: getattr(columns, name) for pair in SIGNED for name in pair}
    for pair in SIGNED:
        if sum(named[name] is not None for name in pair) == 1:
            lacking = next(name for name in pair if named[name] is None)
            first, second = pair
            text = Text(
                "Oppgi både hvem og når: {first} og {second}.",
                first=first,
                second=second,
            )
            yield fault(f"columns.{lacking}", text)
    if profile.use != "vouchers" and any(named.values()):
        first = next(name for name, column in named.items() if column)
        yield fault(f"columns.{first}", Text("Bare bilag attesteres og anvises."))
    if profile.booking.people and not any(named.values()):
        text = Text("Feltet hører til attested_by og approved_by under columns.")
        yield fault("booking.people", text)


def _string(profile: Profile) -> bool:
    return profile.columns.account_string is not None


def _places(profile: Profile, fault: Any) -> Iterator[Fault]:  # noqa: ANN401 -- a closure
    """Columns that are named where there are no names, or placed where none are."""
    form = {"fixed": r"\d{1,3}-\d{1,3}", "csv": r"\d{1,3}", "xlsx": r"\d{1,3}"}
    needed = profile.file.kind == "fixed" or profile.file.header_row is None
    if profile.file.header_row is None and profile.file.header_rows > 1:
        text = Text("Kolonnenavn over flere rader begynner på header_row.")
        yield fault("file.header_rows", text)
    for name, column in profile.columns.model_dump(exclude_none=True).items():
        if needed and not re.fullmatch(form[profile.file.kind], column):
            yield fault(
                f"columns.{name}",
                Text("Uten kolonnerad må kolonnen være et nummer, slik som 3."),
            )

"""A rules file → its agreements, or every fault of shape and of fit (*avtalefilen*)."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING
from typing import Any

from pydantic import ValidationError

from fellesbok.errors import FileFault
from fellesbok.messages import Text
from fellesbok.rules.answer_schema import AnswersModel
from fellesbok.rules.build import build
from fellesbok.rules.document import Document
from fellesbok.rules.document import FileLine
from fellesbok.rules.document import read_document
from fellesbok.rules.examined import Examined
from fellesbok.rules.examined import as_text
from fellesbok.rules.examined import statistic_path
from fellesbok.rules.fit import to_supply
from fellesbok.rules.mend import mend
from fellesbok.rules.mend import stand_ins
from fellesbok.rules.merging import FROM
from fellesbok.rules.of_examples import check_examples
from fellesbok.rules.proposal import AS_WRITTEN
from fellesbok.rules.scalars import yes_or_no_names
from fellesbok.rules.schema import RulesModel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.rules.examined import Read
    from fellesbok.rules.proposal import Proposal


def examine(path: Path, proposal: Proposal, read: Read) -> Examined:
    """The agreements in a rules file, or every fault in it in the order of lines.

    Args:
        path: The file.
        proposal: What is tried in the place of what stands in it.
        read: How it is read, and what it names.
    """
    document = Document(str(path))
    try:
        text = as_text(read(path))
    except OSError:
        document.fault(1, "Finner ikke filen.")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        document.fault(line, "Filen er ikke lagret som UTF-8.")
    else:
        words = partial(yes_or_no_names, RulesModel)
        document = read_document(text, str(path), words, proposal.texts)
    agreement = None
    to_rewrite: tuple[FileFault, ...] = ()
    lacking: tuple[FileFault, ...] = ()
    if isinstance(document.tree, dict):
        agreement = _agreement(document, proposal, read)
        if agreement is not None:
            is_tried = proposal != AS_WRITTEN
            to_rewrite = check_examples(agreement, document, is_tried=is_tried)
            if is_tried:
                lacking = to_supply(agreement, document)
    elif not document.faults:
        document.without_fields()
    faults = tuple(sorted(set(document.faults)))
    named = _named(document)
    files = (path, *sorted({p for _, p in named if p is not None and p.is_file()}))
    sound = None if faults else agreement
    return Examined(sound, faults, files, named, to_rewrite, lacking)


def answers_of(document: Document) -> AnswersModel | None:
    """The answers that a region's first books are made of, if their shape is right."""
    try:
        return AnswersModel.model_validate(document.tree)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            _note(document, fault)
        return None


def _named(document: Document) -> tuple[tuple[str, Path | None], ...]:
    """The files of statistics that a rules file names, and where each is."""
    named = document.tree.get("statistics") if isinstance(document.tree, dict) else None
    statistics = named.values() if isinstance(named, dict) else []
    files = [s.get("file") for s in statistics if isinstance(s, dict)]
    found = sorted({file for file in files if isinstance(file, str)})
    return tuple((file, statistic_path(document.path, file)) for file in found)


def _agreement(document: Document, proposal: Proposal, read: Read) -> Agreement | None:
    """The agreement if there is no fault; every fault goes to the document.

    Faults of shape are mended for the moment, so that faults of fit in the rest of the
    file are found in the same run.
    """
    tree: Any = document.tree
    for _ in range(_MOST_ROUNDS):
        try:
            rules = RulesModel.model_validate(tree)
        except ValidationError as error:
            faults = error.errors(include_url=False)
            if tree is document.tree:
                for fault in faults:
                    _note(document, fault)
            tree = mend(tree, faults)
            document.unfit.update(stand_ins(document.tree, tree))
        else:
            return build(rules, document, proposal, read)
    return None


def _note(document: Document, fault: Mapping[str, Any]) -> None:
    """A fault of shape, said in words that need no knowledge of programming."""
    *_, last = where = tuple(fault["loc"])
    kind = fault["type"]
    way = document.written(where)
    if way in document.unfit:
        return
    line = document.line_of(way)
    names = [s for s in (where if kind == "missing" else way) if isinstance(s, str)]
    field = names[-1] if names else ""
    if kind == "missing" and isinstance(line, FileLine):
        terms = _terms_tried(document, where)
        if terms is not None and not _found_by_day(document, line, *terms):
            return
    if kind == "refused":
        text = fault["ctx"]["text"]
        if last != "[key]":  # where the name itself is wrong, the text says it
            text = Text("{field}: {text}", field=field, text=text)
        document.faults.append(FileFault(document.place(line)[0], int(line), text))
    elif kind == "literal_error":
        document.fault(
            line,
            "{field}: «{found}» er ikke en mulig verdi. Mulige verdier: {possible}.",
            field=field,
            found=fault["input"],
            possible=", ".join(re.findall("'([^']+)'", fault["ctx"]["expected"])),
        )
    else:
        document.fault(line, _SHAPE.get(kind, _OTHER), field=field)


def _terms_tried(
    document: Document, where: tuple[Any, ...]
) -> tuple[Mapping[str, Any], list[str]] | None:
    """The terms of a proposal that lack a field, and the days of the others there are.

    ``None`` where it is no field of terms, or where the cooperation has no others.
    """
    match where:
        case ("cooperations", slug, "versions", int(number), str()):
            tree: Any = document.tree
            terms = tree["cooperations"][slug]["versions"]
            days = [
                str(each[FROM])
                for n, each in enumerate(terms)
                if n != number and isinstance(each, dict) and FROM in each
            ]
            return (terms[number], days) if days else None
    return None


def _found_by_day(
    document: Document, line: int, terms: Mapping[str, Any], days: list[str]
) -> bool:
    """Tell that terms are found by their day; whether these have one, and are new."""
    known = ", ".join(days)
    if FROM not in terms:
        document.fault(
            line,
            "Vilkår i et forslag finnes ved dagen de gjelder fra. Skriv «from»:"
            " {known}, eller en annen dag for nye vilkår.",
            known=known,
        )
        return False
    document.fault(
        line,
        "Ingen vilkår gjelder fra {day}, så disse er nye og må være hele. Det finnes"
        " vilkår fra {known}.",
        day=terms[FROM],
        known=known,
    )
    return True


_MOST_ROUNDS = 4
_OTHER = "«{field}» har en verdi som ikke passer."
_SHAPE = {
    "missing": "«{field}» mangler.",
    "extra_forbidden": "«{field}» er ikke et kjent felt her.",
    "dict_type": "«{field}» skal være en liste med navn og verdi.",
    "list_type": "«{field}» skal være en liste.",
    "model_type": "«{field}» skal ha felter under seg.",
    "too_short": "«{field}» er tom.",
    "union_tag_not_found": (
        "«{field}» er ingen kjent slags nøkkel. En nøkkel er et navn, eller har ett av"
        " feltene parts, statistic, shares, weights, amounts, price, base, groups,"
        " bounded, steps, threshold, not_stated, nothing_shared."
    ),
}

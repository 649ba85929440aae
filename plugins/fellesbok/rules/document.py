"""YAML text → plain text, lists and mappings, with the line of every value.

Every scalar stays the text that was written: YAML's own reading would turn ``0301``
into 193, ``NO`` into false and ``0.1`` into a float.  Such values are refused unless
they are quoted, so that no other reader of the file sees another figure than we do;
a yes or a no may stand where one is meant, which all readers of YAML understand alike.
The room does not know what the file is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

import yaml

from fellesbok.errors import FileFault
from fellesbok.messages import Text
from fellesbok.unseen import unseen

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

Location = tuple[str | int, ...]

_PLAIN_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_SAFE_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"}
_MOST_CHARACTERS = 5_000_000
_DEEPEST = 60
_MOST_UNSEEN = 20
_TOO_DEEP = "Filen er nøstet for dypt."
_PROBLEMS = (
    (
        "mapping values are not allowed",
        "Filen er ikke gyldig YAML: et kolon her kan ikke leses uten anførselstegn.",
    ),
    (
        "'\\t'",
        "Filen er ikke gyldig YAML: innrykk er mellomrom, ikke tabulator.",
    ),
    (
        "expected <block end>",
        "Filen er ikke gyldig YAML: innrykket passer ikke med linjene over.",
    ),
    (
        "unexpected end of stream",
        "Filen er ikke gyldig YAML: et anførselstegn er ikke lukket.",
    ),
    (
        "expected ',' or",
        "Filen er ikke gyldig YAML: et komma mangler, eller en klamme er ikke lukket.",
    ),
)


@dataclass
class Document:
    """A YAML file as it was written.

    Attributes:
        path: Where it was read from, for messages.
        tree: Its contents; every scalar is text.
        lines: The line of each value, by the way to it.
        faults: Everything that makes the text unfit, with its line.
        unfit: The ways to values that have a fault already.
        yes_or_no: Gives the names of the fields whose value is yes or no; asked where a
            value may be one.
    """

    path: str
    tree: object = None
    lines: dict[Location, int] = field(default_factory=dict)
    faults: list[FileFault] = field(default_factory=list)
    unfit: set[Location] = field(default_factory=set)
    yes_or_no: Callable[[], frozenset[str]] = frozenset

    def written(self, location: Sequence[str | int]) -> Location:
        """The way to a value, or to the nearest thing around it that was written.

        Steps that are not in the file are left out: a schema adds some of its own.
        """
        ways: list[Location] = [()]
        for step in location:
            ways += [(*way, step) for way in ways if (*way, step) in self.lines]
        return max(reversed(ways), key=len)

    def line_of(self, location: Sequence[str | int]) -> int:
        """The line of a value, or of the nearest thing around it that was written."""
        return self.lines.get(self.written(location), 1)

    def fault(self, line: int, template: str, /, **values: object) -> None:
        """Note a fault on a line."""
        self.faults.append(FileFault(self.path, line, Text(template, **values)))


def read_document(
    text: str, path: str, yes_or_no: Callable[[], frozenset[str]] = frozenset
) -> Document:
    """Read YAML text; faults are noted in the document, never raised."""
    document = Document(path, yes_or_no=yes_or_no)
    if len(text) > _MOST_CHARACTERS:
        document.fault(1, "Filen er for stor til å være en avtalefil.")
        return document
    for place in unseen(text):
        if text[place] <= "\x1f":
            continue  # the YAML reader says so
        document.fault(
            text.count("\n", 0, place) + 1,
            "Her er et tegn som ikke kan ses (U+{code}), og som kan få teksten til å se"
            " ut som en annen. Ta det bort.",
            code=f"{ord(text[place]):04X}",
        )
        if len(document.faults) >= _MOST_UNSEEN:
            break
    try:
        node = composed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        document.fault(mark.line + 1 if mark else 1, _problem(str(error.problem)))
        return document
    except yaml.reader.ReaderError as error:
        document.fault(
            text.count("\n", 0, error.position) + 1,
            "Filen har et tegn som ikke kan stå i YAML (nummer {number}).",
            number=error.character,
        )
        return document
    except RecursionError:
        document.fault(1, _TOO_DEEP)
        return document
    if node is None:
        document.fault(1, "Filen er tom.")
        return document
    document.tree = _value(document, node, (), set())
    return document


def composed(text: str) -> yaml.Node | None:
    """The nodes of a text, by libyaml where it is found, which is five times as quick.

    What libyaml has a fault in, or what is nested so deeply that libyaml's binding
    would end the whole process, is read by PyYAML's own reader: it says what is wrong
    in words that we know.

    Raises:
        yaml.YAMLError: The text is not YAML.
        RecursionError: It is nested too deeply.
    """
    if yaml.__with_libyaml__:
        try:
            if _is_shallow(text):
                return yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.YAMLError:
            pass
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _is_shallow(text: str) -> bool:
    """Whether nothing lies deeper than it may; events come without recursion."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return True


def _problem(problem: str) -> str:
    """What a person calls the fault that the YAML reader has found."""
    return next(
        (words for known, words in _PROBLEMS if known in problem),
        "Filen er ikke gyldig YAML herfra.",
    )


def _value(
    document: Document, node: yaml.Node, way: Location, seen: set[int]
) -> object:
    """The plain value of a node; its line is noted on the way."""
    line = node.start_mark.line + 1
    document.lines.setdefault(way, line)
    if id(node) in seen:
        document.fault(
            line, "YAML-ankere (& og *) brukes ikke her: gi nøkkelen et navn."
        )
        document.unfit.add(way)
        return ""
    if len(way) > _DEEPEST:
        document.fault(line, _TOO_DEEP)
        document.unfit.add(way)
        return ""
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(document, node, way, seen)
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(document, item, (*way, number), seen)
            for number, item in enumerate(node.value)
        ]
    scalar: Any = node  # there are no other kinds
    return _scalar(document, scalar, way)


def _mapping(
    document: Document, node: yaml.MappingNode, way: Location, seen: set[int]
) -> Mapping[str, object]:
    """A mapping; a name that stands twice is a fault on both lines."""
    found: dict[str, object] = {}
    first_line: dict[str, int] = {}
    for name_node, value_node in node.value:
        line = name_node.start_mark.line + 1
        if not isinstance(name_node, yaml.ScalarNode):
            document.fault(line, "Et feltnavn må være tekst.")
            continue
        name = name_node.value
        if name in found:
            document.fault(
                line,
                "«{name}» står to ganger: her og på linje {first}.",
                name=name,
                first=first_line[name],
            )
            continue
        first_line[name] = line
        document.lines[(*way, name)] = line
        found[name] = _value(document, value_node, (*way, name), seen)
    return found


def _scalar(document: Document, node: yaml.ScalarNode, way: Location) -> str:
    """The text as written; refused where YAML itself would read something else."""
    text: str = node.value
    if node.style or node.tag in _SAFE_TAGS:
        return text
    if (
        node.tag == "tag:yaml.org,2002:bool"
        and way[-1:]
        and way[-1] in document.yes_or_no()
    ):
        return text
    line = node.start_mark.line + 1
    if node.tag == "tag:yaml.org,2002:null":
        document.unfit.add(way)
        document.fault(
            line,
            "Verdien er tom. Skriv verdien, «not_stated» om den ikke er oppgitt, eller"
            " ta bort feltet.",
        )
    elif not (node.tag == "tag:yaml.org,2002:int" and _PLAIN_INTEGER.fullmatch(text)):
        document.fault(
            line,
            "{text} leses av YAML som noe annet enn det som står. Sett"
            ' anførselstegn: "{text}".',
            text=text,
        )
    return text

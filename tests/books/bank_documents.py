"""Bank statements of the made-up region, in the real format.

What is made here, and what lies in ``intake_documents`` and ``intake_year``, was held
against the schemas of ISO 20022 for camt.053 and camt.054 when it was made.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

ACCOUNT = "86011117947"
SPACE = "urn:iso:std:iso:20022:tech:xsd:camt."
MADE = "<CreDtTm>2018-12-31T23:59:59</CreDtTm>"
PAYMENT = (
    "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>DMCT</SubFmlyCd>"
    "</Fmly></Domn></BkTxCd>"
)


@dataclass(frozen=True)
class Paid:
    """One entry: positive where money comes in; ``parts`` are those of a batch.

    ``remitted`` are the claims that it says it pays, by KID, each with an amount or
    nothing; ``own`` is the detail's own reference, ``charges`` stand on the
    detail.  ``booked`` stands for the booking date.
    """

    amount: str
    day: str = "2018-03-05"
    reference: str = ""
    kid: str = ""
    text: str = ""
    name: str = ""
    account: str = ""
    returned: bool = False
    parts: tuple[Paid, ...] = ()
    remitted: tuple[tuple[str, str], ...] = ()
    own: str = ""
    charges: str = ""
    currency: str = "NOK"
    booked: str | None = None
    status: str = "BOOK"


def statement(
    *entries: Paid,
    opening: str = "0.00",
    first: str = "2018-03-01",
    last: str = "2018-03-31",
    account: str = ACCOUNT,
    closing: str = "",
) -> str:
    """A statement whose closing balance follows from its entries."""
    total = sum((Decimal(entry.amount) for entry in entries), Decimal(opening))
    balances = _balance("OPBD", Decimal(opening), first)
    balances += _balance("CLBD", Decimal(closing or total), last)
    return _document("053.001.08", "BkToCstmrStmt", "Stmt", account, balances, entries)


def notice(*entries: Paid, account: str = ACCOUNT) -> str:
    """A notice, which has no balances."""
    kind = "BkToCstmrDbtCdtNtfctn"
    return _document("054.001.08", kind, "Ntfctn", account, "", entries)


def report(*entries: Paid, account: str = ACCOUNT) -> str:
    """A report of the day so far, which may still change."""
    kind = "BkToCstmrAcctRpt"
    return _document("052.001.08", kind, "Rpt", account, "", entries)


def together(*documents: str) -> str:
    """The statements of several documents in one."""
    first, *rest = documents
    end = first.index("</Stmt>") + len("</Stmt>")
    more = (text[text.index("<Stmt>") : text.index("</Stmt>") + 7] for text in rest)
    return f"{first[:end]}\n{''.join(more)}{first[end:]}"


def _document(  # noqa: PLR0913, PLR0917 -- the parts of the document, in its order
    version: str,
    holder: str,
    kind: str,
    account: str,
    balances: str,
    entries: tuple[Paid, ...],
) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{SPACE}{version}"><{holder}><GrpHdr><MsgId>1</MsgId>{MADE}</GrpHdr>
  <{kind}><Id>utskrift</Id>{MADE}
    <Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>NOK</Ccy></Acct>{balances}
    {"".join(map(_entry, entries))}
  </{kind}></{holder}></Document>
"""


def _balance(kind: str, amount: Decimal, day: str) -> str:
    return f"""
    <Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{_amount(amount)}
      <Dt><Dt>{day}</Dt></Dt></Bal>"""


def _amount(amount: Decimal, currency: str = "NOK") -> str:
    sign = "DBIT" if amount < 0 else "CRDT"
    return f'<Amt Ccy="{currency}">{abs(amount)}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'


def _entry(paid: Paid) -> str:
    reference = paid.reference and f"<AcctSvcrRef>{paid.reference}</AcctSvcrRef>"
    returned = "<RvslInd>true</RvslInd>" if paid.returned else ""
    details = "".join(map(_detail, paid.parts or (paid,)))
    booked = f"<BookgDt><Dt>{paid.day}</Dt></BookgDt>"
    booked = booked if paid.booked is None else paid.booked
    return f"""
    <Ntry>{_amount(Decimal(paid.amount))}{returned}
      <Sts><Cd>{paid.status}</Cd></Sts>{booked}{reference}
      {PAYMENT}
      <NtryDtls>{details}</NtryDtls></Ntry>"""


def _detail(paid: Paid) -> str:
    party = "Cdtr" if paid.amount.startswith("-") else "Dbtr"
    name = paid.name and f"<{party}><Pty><Nm>{paid.name}</Nm></Pty></{party}>"
    account = paid.account and (
        f"<{party}Acct><Id><Othr><Id>{paid.account}</Id></Othr></Id></{party}Acct>"
    )
    parties = f"<RltdPties>{name}{account}</RltdPties>" if name or account else ""
    kid = paid.kid and (f"<Strd><CdtrRefInf><Ref>{paid.kid}</Ref></CdtrRefInf></Strd>")
    kid += "".join(_remitted(*each) for each in paid.remitted)
    own = paid.own and f"<Refs><AcctSvcrRef>{paid.own}</AcctSvcrRef></Refs>"
    charges = paid.charges and (
        f'<Chrgs><Rcrd><Amt Ccy="NOK">{paid.charges}</Amt></Rcrd></Chrgs>'
    )
    said = (paid.text and f"<Ustrd>{paid.text}</Ustrd>") + kid
    return f"""
        <TxDtls>{own}{_amount(Decimal(paid.amount), paid.currency)}{charges}{parties}
          {said and f"<RmtInf>{said}</RmtInf>"}</TxDtls>"""


def _remitted(kid: str, amount: str) -> str:
    """One of the claims that a payment says it pays; a minus is a credit note."""
    name = "CdtNoteAmt" if amount.startswith("-") else "RmtdAmt"
    value = amount.lstrip("-")
    of = value and (f'<RfrdDocAmt><{name} Ccy="NOK">{value}</{name}></RfrdDocAmt>')
    return f"<Strd>{of}<CdtrRefInf><Ref>{kid}</Ref></CdtrRefInf></Strd>"

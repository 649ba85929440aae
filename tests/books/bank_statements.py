"""A bank statement, entry by entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = "86011117947"


SPACE_053 = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."


def entry(
    amount: str, sign: str = "CRDT", *, more: str = "", status: str = "BOOK"
) -> str:
    """One entry; ``more`` is what the bank tells of it."""
    return f"""
      <Ntry>
        <Amt Ccy="NOK">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>
        <Sts>{status}</Sts><BookgDt><Dt>2018-03-05</Dt></BookgDt>
        <AcctSvcrRef>{amount}{sign}</AcctSvcrRef>{more}
      </Ntry>"""


def balance(kind: str, amount: str, day: str) -> str:
    return f"""
      <Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>
        <Amt Ccy="NOK">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>
        <Dt><Dt>{day}</Dt></Dt></Bal>"""


def statement(
    *entries: str,
    opening: str = "100.00",
    closing: str = "100.00",
    space: str = f"{SPACE_053}02",
    account: str = NUMBER,
) -> str:
    kind, holder = ("Stmt", "BkToCstmrStmt")
    balances = balance("OPBD", opening, "2018-03-01") + balance(
        "CLBD", closing, "2018-03-31"
    )
    if "054" in space:
        kind, holder, balances = "Ntfctn", "BkToCstmrDbtCdtNtfctn", ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{space}"><{holder}><GrpHdr><MsgId>1</MsgId></GrpHdr>
  <{kind}><Id>utskrift-1</Id>
    <Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>NOK</Ccy></Acct>
    {balances}{"".join(entries)}
  </{kind}></{holder}></Document>"""


GOOD = statement(entry("1.00"), closing="101.00")


def paid(reference: str, name: str = "Kommunen", amount: str = "") -> str:
    """What is told of one payment."""
    value = f'<Amt Ccy="NOK">{amount}</Amt>' if amount else ""
    return f"""<TxDtls>{value}
        <RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties>
        <RmtInf><Ustrd>{reference}</Ustrd></RmtInf></TxDtls>"""


def details(*payments: str) -> str:
    return f"<NtryDtls>{''.join(payments)}</NtryDtls>"


def saved(folder: Path, text: str | bytes) -> Path:
    path = folder / "utskrift.xml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path

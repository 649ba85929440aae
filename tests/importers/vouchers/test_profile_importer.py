"""What beangulp asks every importer of ours."""

from __future__ import annotations

from beancount.parser.parser import parse_string

from fellesbok_importers.vouchers.from_table import VoucherImporter
from fellesbok_importers.vouchers.identity import DUPLICATE
from lists_of_people import AGREEMENT
from lists_of_people import a_profile

TEXT = """
2018-01-05 * "Bok"
  kilde: "liste/2018/7"
  Expenses:IKT  10.00 NOK
  Assets:Bank  -10.00 NOK
"""


def test_an_importer_has_the_name_of_its_kind_and_its_profile() -> None:
    importer = VoucherImporter("nordvik", a_profile(), AGREEMENT)
    assert importer.name == f"{VoucherImporter.kind}.nordvik"


def test_what_the_books_have_is_marked_whatever_day_and_amount_are_near() -> None:
    importer = VoucherImporter("nordvik", a_profile(), AGREEMENT)
    (there,), _, _ = parse_string(TEXT)
    entries, _, _ = parse_string(f"{TEXT}{TEXT.replace('2018/7', '2018/8')}")
    importer.deduplicate(entries, [there])
    assert [DUPLICATE in entry.meta for entry in entries] == [True, False]

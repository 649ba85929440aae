"""Terms of grants: what the warnings of the year's end say, as remarks.

Figures beside the year's money are told of by rules of their own (``stated``,
``grants``), and what these tell is not told twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries.declared import KEY_FIGURE
from fellesbok.grants import warnings
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import remark
from fellesbok.lint.stated import CAP
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.grants.warnings import GrantWarning
    from fellesbok.lint.year import Year


def grant_terms(year: Year) -> Iterator[Remark]:
    """Cap, deadlines, own share, period, commitment and unused money."""
    for warning in year.grant_warnings:
        if not _is_told_already(year, warning):
            what = Text("{title}: {text}", title=warning.grant.title, text=warning.text)
            part = warning.grant.slug
            if warning.day is not None:
                part = f"{part} {warning.day}"
            yield remark(warning.rule, what, warning.amount, warning.place, part=part)


def _is_told_already(year: Year, warning: GrantWarning) -> bool:
    """Whether a rule for figures beside the year's money tells it."""
    if not warning.grant.is_memo:
        return False
    if warning.rule in {warnings.CAP, warnings.TERMS}:
        caps = {str(told.meta.get(CAP)) for told in year.declared[KEY_FIGURE]}
        return warning.grant.earned_on in caps
    return warning.rule in {warnings.COMMITMENT, warnings.UNUSED}

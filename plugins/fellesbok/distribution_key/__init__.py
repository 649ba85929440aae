"""Distribution keys (*fordelingsnøkler*): who is entitled to bear how much, exactly.

A key is a small tree of frozen values; ``evaluate`` gives the exact entitlement of each
payer in øre as a fraction, and keeps the tree with its figures, so that every share can
be explained step by step.  Nothing is rounded here.

A key either *shares a cost* (the entitlements add up to the amount) or *sets amounts*
(fixed contributions that do not depend on the cost).  The room uses the standard
library alone.
"""

from __future__ import annotations

from fellesbok.distribution_key.amounts import FixedAmounts
from fellesbok.distribution_key.amounts import PricePerUnit
from fellesbok.distribution_key.amounts import SizeSteps
from fellesbok.distribution_key.evaluation import CannotKeepBoundsError
from fellesbok.distribution_key.evaluation import CannotShareError
from fellesbok.distribution_key.evaluation import Circumstances
from fellesbok.distribution_key.evaluation import DistributionKey
from fellesbok.distribution_key.evaluation import Evaluation
from fellesbok.distribution_key.evaluation import MissingFigureError
from fellesbok.distribution_key.evaluation import Observation
from fellesbok.distribution_key.evaluation import ServiceYear
from fellesbok.distribution_key.evaluation import Statistic
from fellesbok.distribution_key.evaluation import StatisticDate
from fellesbok.distribution_key.evaluation import YearRule
from fellesbok.distribution_key.evaluation import added
from fellesbok.distribution_key.identity import as_text
from fellesbok.distribution_key.identity import as_value
from fellesbok.distribution_key.lots import Lot
from fellesbok.distribution_key.lots import Span
from fellesbok.distribution_key.lots import exact_sum
from fellesbok.distribution_key.named import Assumption
from fellesbok.distribution_key.named import Named
from fellesbok.distribution_key.named import Reading
from fellesbok.distribution_key.named import assumptions_of
from fellesbok.distribution_key.named import ignores_cost
from fellesbok.distribution_key.named import inner_keys
from fellesbok.distribution_key.named import named_in_groups
from fellesbok.distribution_key.named import sets_amounts
from fellesbok.distribution_key.named import unshared
from fellesbok.distribution_key.named import uses
from fellesbok.distribution_key.named import with_named
from fellesbok.distribution_key.named import without_names
from fellesbok.distribution_key.sharing import EQUAL
from fellesbok.distribution_key.sharing import ByStatistic
from fellesbok.distribution_key.sharing import Combined
from fellesbok.distribution_key.sharing import Equal
from fellesbok.distribution_key.sharing import Group
from fellesbok.distribution_key.sharing import Groups
from fellesbok.distribution_key.sharing import Shares
from fellesbok.distribution_key.sharing import Weights
from fellesbok.distribution_key.sharing import share_lots
from fellesbok.distribution_key.unshared import NothingShared
from fellesbok.distribution_key.unshared import NotStated
from fellesbok.distribution_key.yearly import BasePlusRest
from fellesbok.distribution_key.yearly import Bounded
from fellesbok.distribution_key.yearly import Threshold

__all__ = [
    "EQUAL",
    "Assumption",
    "BasePlusRest",
    "Bounded",
    "ByStatistic",
    "CannotKeepBoundsError",
    "CannotShareError",
    "Circumstances",
    "Combined",
    "DistributionKey",
    "Equal",
    "Evaluation",
    "FixedAmounts",
    "Group",
    "Groups",
    "Lot",
    "MissingFigureError",
    "Named",
    "NotStated",
    "NothingShared",
    "Observation",
    "PricePerUnit",
    "Reading",
    "ServiceYear",
    "Shares",
    "SizeSteps",
    "Span",
    "Statistic",
    "StatisticDate",
    "Threshold",
    "Weights",
    "YearRule",
    "added",
    "as_text",
    "as_value",
    "assumptions_of",
    "exact_sum",
    "ignores_cost",
    "inner_keys",
    "named_in_groups",
    "sets_amounts",
    "share_lots",
    "unshared",
    "uses",
    "with_named",
    "without_names",
]

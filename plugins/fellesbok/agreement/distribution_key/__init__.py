"""Distribution keys (*fordelingsnøkler*): who is entitled to bear how much, exactly.

A key is a small tree of frozen values; ``evaluate`` gives the exact entitlement of each
payer in øre as a fraction, and keeps the tree with its figures, so that every share can
be explained step by step.  Nothing is rounded here.

A key either *shares a cost* (the entitlements add up to the amount) or *sets amounts*
(fixed contributions that do not depend on the cost).  The room uses the standard
library alone.

Comes in: a tree of the key, an amount in øre, and the figures of the payers.
Goes out: the exact entitlement of each, and the tree with its figures.
Handbook: docs/agreements.md
"""

from __future__ import annotations

from fellesbok.agreement.distribution_key.cost_sharing import EQUAL
from fellesbok.agreement.distribution_key.cost_sharing import ByStatistic
from fellesbok.agreement.distribution_key.cost_sharing import Combined
from fellesbok.agreement.distribution_key.cost_sharing import Equal
from fellesbok.agreement.distribution_key.cost_sharing import Group
from fellesbok.agreement.distribution_key.cost_sharing import Groups
from fellesbok.agreement.distribution_key.cost_sharing import Shares
from fellesbok.agreement.distribution_key.cost_sharing import Weights
from fellesbok.agreement.distribution_key.cost_sharing import share_lots
from fellesbok.agreement.distribution_key.evaluation import CannotKeepBoundsError
from fellesbok.agreement.distribution_key.evaluation import CannotShareError
from fellesbok.agreement.distribution_key.evaluation import Circumstances
from fellesbok.agreement.distribution_key.evaluation import DistributionKey
from fellesbok.agreement.distribution_key.evaluation import Evaluation
from fellesbok.agreement.distribution_key.evaluation import MissingFigureError
from fellesbok.agreement.distribution_key.evaluation import Observation
from fellesbok.agreement.distribution_key.evaluation import ServiceYear
from fellesbok.agreement.distribution_key.evaluation import Statistic
from fellesbok.agreement.distribution_key.evaluation import StatisticDate
from fellesbok.agreement.distribution_key.evaluation import YearRule
from fellesbok.agreement.distribution_key.evaluation import added
from fellesbok.agreement.distribution_key.fixed_amounts import FixedAmounts
from fellesbok.agreement.distribution_key.fixed_amounts import PricePerUnit
from fellesbok.agreement.distribution_key.fixed_amounts import SizeSteps
from fellesbok.agreement.distribution_key.lots import NO_DAY
from fellesbok.agreement.distribution_key.lots import Lot
from fellesbok.agreement.distribution_key.lots import Span
from fellesbok.agreement.distribution_key.lots import exact_sum
from fellesbok.agreement.distribution_key.lots import times
from fellesbok.agreement.distribution_key.named import Assumption
from fellesbok.agreement.distribution_key.named import Named
from fellesbok.agreement.distribution_key.named import OnStatistic
from fellesbok.agreement.distribution_key.named import Reading
from fellesbok.agreement.distribution_key.named import assumptions_of
from fellesbok.agreement.distribution_key.named import ignores_cost
from fellesbok.agreement.distribution_key.named import inner_keys
from fellesbok.agreement.distribution_key.named import is_not_stated
from fellesbok.agreement.distribution_key.named import named_in_groups
from fellesbok.agreement.distribution_key.named import sets_amounts
from fellesbok.agreement.distribution_key.named import unshared
from fellesbok.agreement.distribution_key.named import uses
from fellesbok.agreement.distribution_key.named import with_named
from fellesbok.agreement.distribution_key.named import without_names
from fellesbok.agreement.distribution_key.sameness import as_text
from fellesbok.agreement.distribution_key.sameness import as_value
from fellesbok.agreement.distribution_key.unshared import NothingShared
from fellesbok.agreement.distribution_key.unshared import NotStated
from fellesbok.agreement.distribution_key.yearly import BasePlusRest
from fellesbok.agreement.distribution_key.yearly import Bounded
from fellesbok.agreement.distribution_key.yearly import Threshold

__all__ = [
    "EQUAL",
    "NO_DAY",
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
    "OnStatistic",
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
    "is_not_stated",
    "named_in_groups",
    "sets_amounts",
    "share_lots",
    "times",
    "unshared",
    "uses",
    "with_named",
    "without_names",
]

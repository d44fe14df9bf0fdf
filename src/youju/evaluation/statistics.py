"""How sure a mean is, and whether two runs differ: bootstrap over the cases, with a fixed seed.

The same values give the same interval, always. Knows nothing of what the values measure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.95
_DRAWS = 2000
_SEED = 20240229
_EQUAL = 1e-9  # values that differ by less are one: 0.1 + 0.2 and 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean and the bounds between which the bootstrap finds it in 95 % of its draws."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """The same cases before and after: how the mean moved, and which cases moved it."""

    shared: int  # cases that have a value in both
    before: float
    after: float
    difference: Interval  # after less before
    up: tuple[str, ...]  # the cases whose value rose, in the order of `after`
    down: tuple[str, ...]


def interval(values: Sequence[float], clusters: Sequence[str] | None = None) -> Interval:
    """The mean with its percentile bootstrap interval; raise ValueError for no values.

    Cases of one cluster (a question and its variants) are drawn together, as they are not
    independent: drawn one by one they would make the interval too narrow. Where all values are
    equal the interval is a point: that says that nothing was seen to vary, not that nothing can.
    With a handful of cases it is too narrow as well.
    """
    if not values:
        raise ValueError("a mean needs values")
    sums, sizes = _clustered(values, clusters or [str(i) for i in range(len(values))])
    draws = np.random.default_rng(_SEED).integers(len(sums), size=(_DRAWS, len(sums)))
    means = sums[draws].sum(axis=1) / sizes[draws].sum(axis=1)
    tail = (1 - LEVEL) / 2 * 100
    low, high = np.percentile(means, [tail, 100 - tail])
    return Interval(mean=float(sums.sum() / sizes.sum()), low=float(low), high=float(high))


def paired(
    before: Mapping[str, float],
    after: Mapping[str, float],
    clusters: Mapping[str, str] | None = None,
) -> Paired:
    """Compare case by case; raise ValueError where no case has a value in both.

    A case that only one run has tells nothing of a difference and is left out: whoever calls has
    to say how many those are. `clusters` names for a case the one that it is a variant of.
    """
    shared = [case for case in after if case in before]
    if not shared:
        raise ValueError("two runs without a case in common cannot be compared")
    moves = {case: after[case] - before[case] for case in shared}
    families = [(clusters or {}).get(case, case) for case in shared]
    return Paired(
        shared=len(shared),
        before=sum(before[case] for case in shared) / len(shared),
        after=sum(after[case] for case in shared) / len(shared),
        difference=interval(list(moves.values()), families),
        up=tuple(case for case in shared if moves[case] > _EQUAL),
        down=tuple(case for case in shared if moves[case] < -_EQUAL),
    )


def _clustered(
    values: Sequence[float], clusters: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The sum of the values of each cluster, and how many they are."""
    _, member_of = np.unique(np.asarray(clusters), return_inverse=True)
    sums = np.bincount(member_of, weights=values).astype(np.float64)
    return sums, np.bincount(member_of).astype(np.float64)

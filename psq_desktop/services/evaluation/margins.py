"""How far a survey's share may be from everybody's: only for random samples. Pure."""

from __future__ import annotations

from math import sqrt

from psq_desktop.french import number, typeset
from psq_desktop.models.kinds import Sampling

Z95 = 1.96  # of the normal distribution, for 95 %
FEW = 30  # answers below which the normal approximation is not used


def margin(share: float, n: int, population: int | None, sampling: Sampling) -> float | None:
    """Half of the 95 % interval of a share, in points: 1.96 · √(p(1−p)/n), corrected for a finite population.

    The correction is √((N−n)/(N−1)). None without a random sample, under 30 answers, or at 0 and 1, where the
    formula gives nothing that is worth telling.
    """
    if sampling is not Sampling.RANDOM or n < FEW or not 0 < share < 1:
        return None
    half = Z95 * sqrt(share * (1 - share) / n)
    if population is not None and population > 1:
        half *= sqrt(max(population - n, 0) / (population - 1))
    return 100 * half


def interval_words(sampling: Sampling, n: int, population: int | None) -> str:
    """The formula behind a margin, or why there is none."""
    if sampling is not Sampling.RANDOM:
        why = {
            Sampling.QUOTA: "des quotas ne sont pas un tirage au sort",
            Sampling.OPEN: "ceux qui répondent se choisissent eux-mêmes",
            Sampling.EVERYBODY: "tout le monde était interrogé, rien n’est tiré au sort",
        }[sampling]
        return typeset(f"Sans intervalle : {why}.")
    if n < FEW:
        return typeset(f"Sans intervalle : moins de {FEW} réponses.")
    words = "Intervalle à 95 % : ± 1,96 × √(p(1 − p)/n)"
    if population is not None:
        words += f" × √((N − n)/(N − 1)), N = {number(population)}"
    return typeset(f"{words}, tirage simple supposé.")


def apart(first: float, second: float, margins: tuple[float | None, float | None]) -> bool | None:
    """Whether two shares in points differ by more than chance explains; None when one has no margin."""
    one, two = margins
    if one is None or two is None:
        return None
    return abs(second - first) > sqrt(one**2 + two**2)

"""Why two waves of a survey may not compare, in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from psq_desktop.french import number, typeset
from psq_desktop.models.kinds import Sampling, SurveyMode
from psq_desktop.services.evaluation import margins
from psq_desktop.services.words import word

_MOVED = 0.05  # of a population


@dataclass(frozen=True, slots=True)
class Wave:
    """What decides whether a wave compares; ``share`` is its headline in percent with its ``margin``."""

    number: int
    n: int
    mode: SurveyMode
    sampling: Sampling
    population: int | None
    wording: str = ""
    share: float | None = None
    margin: float | None = None


def cautions(before: Wave | None, after: Wave) -> tuple[str, ...]:
    """Sentences, the heaviest first; none when the waves compare."""
    told = []
    if before is not None:
        if before.mode is not after.mode:
            told.append(f"Mode changé depuis la vague {before.number} : {_then(before.mode, after.mode)}.")
        if before.sampling is not after.sampling:
            told.append(f"Choix des personnes changé : {_then(before.sampling, after.sampling)}.")
        if after.wording:
            told.append(f"Formulation changée : {after.wording.rstrip('.')}.")
        if _population_moved(before.population, after.population):
            told.append(f"Population changée : {_people(before.population)}, puis {_people(after.population)}.")
    few = [wave for wave in (before, after) if wave is not None and wave.n < margins.FEW]
    if few:
        counts = ", ".join(f"vague {wave.number} : {number(wave.n)}" for wave in few)
        told.append(f"Moins de {margins.FEW} réponses ({counts}), sans extrapolation.")
    if before is not None and within(before, after):
        told.append(f"L’écart avec la vague {before.number} est dans la marge d’erreur.")
    return tuple(typeset(sentence) for sentence in told)


def within(before: Wave, after: Wave) -> bool:
    """Whether the headlines differ by no more than chance explains."""
    if before.share is None or after.share is None:
        return False
    return margins.apart(before.share, after.share, (before.margin, after.margin)) is False


def _then(before: SurveyMode | Sampling, after: SurveyMode | Sampling) -> str:
    return f"{word(before).lower()}, puis {word(after).lower()}"


def _population_moved(before: int | None, after: int | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(after - before) > _MOVED * before


def _people(count: int | None) -> str:
    return "inconnue" if count is None else f"{number(count)} personnes"

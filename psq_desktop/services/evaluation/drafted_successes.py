"""« Réussites »: targets met, progress ahead of time, commitments kept, decisions done, posts filled, equipment."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from psq_desktop.french import NBSP, figure, percent
from psq_desktop.models.decision import FollowUp
from psq_desktop.models.kinds import CommitmentState, DecisionState, Pace
from psq_desktop.models.means import EquipmentItem, RetainedPost
from psq_desktop.models.objective import Commitment
from psq_desktop.services import facts
from psq_desktop.services.deciding import decisions
from psq_desktop.services.evaluation.note_rows import NoteFigure
from psq_desktop.services.evaluation.quarters import LEVEL, Draft, Quarter, agreed, joined, lowered, opened
from psq_desktop.services.preparing.agenda import ref
from psq_desktop.services.steering.progress_rows import Figure

_AHEAD = 10  # points of progress before time


def targets(quarter: Quarter) -> Iterator[Draft]:
    """Objectives whose main indicator is at its target."""
    for row in quarter.objectives:
        main = row.figure
        if row.pace is Pace.REACHED and main is not None and main.value is not None and main.target is not None:
            yield Draft(
                f"target:{row.id}",
                f"Objectif {row.code}, {row.title} : la cible est atteinte, avec {_value(main, main.value)} pour "
                f"{_value(main, main.target)} visés ({lowered(main.title)}).",
                f"Objectif {row.code}, indicateur principal, {quarter.on}",
                (
                    NoteFigure(f"{row.code} {main.title}", main.value, main.unit, quarter.on),
                    NoteFigure(f"{row.code} cible", main.target, main.unit, quarter.on),
                ),
            )


def _value(main: Figure, value: float) -> str:
    if main.levels and 1 <= round(value) <= len(main.levels):
        return f"« {main.levels[round(value) - 1]} »"
    return figure(value, main.decimals, main.unit)


def ahead(quarter: Quarter) -> Iterator[Draft]:
    """Objectives that go faster than time."""
    found = [
        (row, facts.points(row.progress, row.elapsed))
        for row in quarter.objectives
        if row.pace is not Pace.REACHED and row.progress is not None and row.elapsed is not None
    ]
    fast = sorted(((row, lead) for row, lead in found if lead >= _AHEAD), key=lambda each: -each[1])
    if not fast:
        return
    told = [f"« {row.code}{NBSP}{row.title} » (+{lead} points)" for row, lead in fast[:4]]
    yield Draft(
        "ahead",
        f"{opened(len(fast), 'un objectif avance', 'objectifs avancent')} plus vite que le temps : {joined(told)}.",
        f"Objectifs : avancement et temps écoulé, {quarter.on}",
        tuple(quarter.state(f"{row.code} avance sur le temps", lead, "points") for row, lead in fast),
    )


def commitments(quarter: Quarter) -> Iterator[Draft]:
    """Commitments of partners kept, of those taken."""
    seen = [row.id for row in quarter.objectives]
    rows = quarter.session.execute(
        select(Commitment.state, Commitment.partner_id).where(Commitment.objective_id.in_(seen))
    )
    states = [(state, partner) for state, partner in rows]
    kept, taken = facts.kept_share(state for state, _ in states)
    if not kept:
        return
    partners = len({partner for state, partner in states if state is CommitmentState.KEPT})
    yield Draft(
        "commitments",
        f"{opened(kept, 'un engagement de partenaire est tenu', 'engagements de partenaires sont tenus')} sur {taken}, "
        f"soit {percent(kept / taken)} ; {agreed(partners, 'partenaire y a', 'partenaires y ont')} contribué.",
        f"Objectifs : engagements des partenaires, {quarter.now}",
        (quarter.present("Engagements tenus", kept), quarter.present("Engagements pris", taken)),
    )


def decisions_done(quarter: Quarter) -> Iterator[Draft]:
    """Decisions of the committee that were carried out in the quarter."""
    query = select(FollowUp).where(
        FollowUp.state == DecisionState.DONE, FollowUp.on.between(quarter.first, quarter.as_of)
    )
    found = [each.decision for each in quarter.session.scalars(query)]
    done = {each.number: ref(each.kind, each.number) for each in found if decisions.level(each).rank <= LEVEL.rank}
    if done:
        words = opened(len(done), "une décision du comité a été exécutée", "décisions du comité ont été exécutées")
        yield Draft(
            "decisions",
            f"{words} : {joined([done[number] for number in sorted(done)])}.",
            f"Registre des décisions, {quarter.label}",
            (quarter.figure("Décisions exécutées", len(done)),),
        )


def posts(quarter: Quarter) -> Iterator[Draft]:
    """Reinforced posts to which somebody came."""
    query = select(RetainedPost.filled_on)
    came = sum(quarter.holds(day) for day in quarter.session.scalars(query))
    if came:
        yield Draft(
            "posts",
            f"{opened(came, 'un poste fidélisé a été pourvu', 'postes fidélisés ont été pourvus')}.",
            f"Postes fidélisés : arrivées, {quarter.label}",
            (quarter.figure("Postes pourvus", came),),
        )


def equipment(quarter: Quarter) -> Iterator[Draft]:
    """Equipment that came into service."""
    query = select(EquipmentItem).where(EquipmentItem.in_service > 0).order_by(EquipmentItem.in_service_on)
    found = [each for each in quarter.session.scalars(query) if quarter.holds(each.in_service_on)]
    if found:
        told = [f"{lowered(each.title)} ({each.in_service} sur {each.granted})" for each in found]
        yield Draft(
            "equipment",
            f"Du matériel est entré en service (nombre en service sur nombre accordé) : {joined(told)}.",
            f"Matériel mis en service, {quarter.label}",
            tuple(quarter.figure(f"{each.title}, en service", each.in_service) for each in found),
        )


RULES = (targets, ahead, commitments, decisions_done, posts, equipment)

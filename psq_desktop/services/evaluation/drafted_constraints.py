"""« Difficultés »: alerts, posts without anybody, ceilings near, help and decisions that are late, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from psq_desktop.french import NBSP, date_long, plural
from psq_desktop.models.kinds import OutlookState, PostState, SupportState
from psq_desktop.models.means import EquipmentItem, RetainedPost, TrainingNeed
from psq_desktop.services.deciding import decisions
from psq_desktop.services.evaluation.note_rows import NoteFigure
from psq_desktop.services.evaluation.quarters import LEVEL, Draft, Quarter, agreed, joined, lowered, opened
from psq_desktop.services.facts import Gap
from psq_desktop.services.means import posts
from psq_desktop.services.reserves import reservists
from psq_desktop.services.steering import supports
from psq_desktop.services.words import word


def gaps(quarter: Quarter) -> Iterator[Draft]:
    """Objectives that their pilot believes in, and that the figures contradict."""
    for row in quarter.objectives:
        if row.gap is not None:
            yield Draft(
                f"gap:{row.id}",
                f"Objectif {row.code}, {row.title} : déclaré « {word(row.outlook)} », mais {_lag(row.gap)}.",
                f"Objectif {row.code} : alerte d’écart, {quarter.on}",
                tuple(_lag_figures(row.code, row.gap, quarter)),
            )


def _lag(gap: Gap) -> str:
    parts = []
    if gap.points is not None:
        parts.append(f"l’avancement est en retard de {-gap.points} points sur le temps")
    if gap.silent_days is not None:
        parts.append(f"rien n’a été transmis depuis {plural(gap.silent_days, 'jour')}")
    return joined(parts)


def _lag_figures(code: str, gap: Gap, quarter: Quarter) -> Iterator[NoteFigure]:
    if gap.points is not None:
        yield quarter.state(f"{code} retard sur le temps", -gap.points, "points")
    if gap.silent_days is not None:
        yield quarter.state(f"{code} silence", gap.silent_days, "j")


def in_trouble(quarter: Quarter) -> Iterator[Draft]:
    """Objectives that their pilot declares compromised, or for which help is needed."""
    for state, words in (
        (OutlookState.COMPROMISED, ("un objectif est déclaré compromis", "objectifs sont déclarés compromis")),
        (OutlookState.SUPPORT_NEEDED, ("un objectif demande des appuis", "objectifs demandent des appuis")),
    ):
        found = [row for row in quarter.objectives if row.outlook is state]
        if found:
            told = joined([f"« {row.code}{NBSP}{row.title} »" for row in found])
            yield Draft(
                f"outlook:{state.value}",
                f"{opened(len(found), *words)} par {'son pilote' if len(found) == 1 else 'leurs pilotes'} : {told}."
                if state is OutlookState.COMPROMISED
                else f"{opened(len(found), *words)} : {told}.",
                f"Objectifs : météo déclarée par les pilotes, {quarter.on}",
                (quarter.state(f"Objectifs : {word(state).lower()}", len(found)),),
            )


def vacant_posts(quarter: Quarter) -> Iterator[Draft]:
    """Reinforced posts without anybody, and for how long."""
    known = quarter.session.scalars(select(RetainedPost)).all()
    vacant = [
        post
        for post in known
        if posts.state_on(post.filled_on, post.vacant_since, quarter.as_of) is not PostState.FILLED
        and (post.vacant_since is None or post.vacant_since <= quarter.as_of)
    ]
    if not vacant:
        return
    dated = [post.vacant_since for post in vacant if post.vacant_since is not None]
    coming = sum(post.filled_on is not None and post.filled_on > quarter.as_of for post in vacant)
    announced = f", dont {agreed(coming, 'arrivée prévue', 'arrivées prévues')}" if coming else ""
    lead = "depuis" if len(vacant) == 1 else "le plus ancien depuis"
    since = f", {lead} le {date_long(min(dated), weekday=False)}" if dated else ""
    yield Draft(
        "vacant",
        f"{opened(len(vacant), 'un poste fidélisé est vacant', 'postes fidélisés sont vacants')} sur {len(known)} "
        f"{quarter.on}{announced}{since}.",
        f"Postes fidélisés, {quarter.on}",
        (quarter.state("Postes vacants", len(vacant)), quarter.state("Postes fidélisés", len(known))),
    )


def ceilings(quarter: Quarter) -> Iterator[Draft]:
    """Reservists who will have used all their days before their year ends: how many, never who."""
    known = reservists.search(quarter.session, quarter.as_of)
    near = [row.forecast.reached_on for row in known if not row.state.over and row.forecast.reached_on is not None]
    if near:
        words = agreed(len(near), "réserviste atteindra son plafond", "réservistes atteindront leur plafond")
        month = date_long(min(near), weekday=False).split(maxsplit=1)[1]
        yield Draft(
            "ceilings",
            f"À ce rythme, {words} de jours avant la fin de l’année de contrat, "
            f"{'' if len(near) == 1 else 'le premier '}en {month}.",
            f"Réserves : jours faits et plafonds, {quarter.on}",
            (quarter.state("Réservistes qui atteindront leur plafond", len(near)),),
        )


def help_awaited(quarter: Quarter) -> Iterator[Draft]:
    """Requests for support without an answer."""
    shown = {row.id for row in quarter.objectives}
    asked = [
        each
        for each in supports.search(quarter.session, quarter.as_of)
        if each.state is SupportState.ASKED and each.asked_on <= quarter.as_of and each.objective_id in shown
    ]
    if not asked:
        return
    codes = sorted({quarter.code(each.objective_id).removeprefix(f"objectif{NBSP}") for each in asked})
    chair = sum(each.escalated_on is not None for each in asked)
    before = f", dont {chair} devant la présidence" if chair else ""
    lead = "depuis" if len(asked) == 1 else "la plus ancienne depuis"
    yield Draft(
        "supports",
        f"{opened(len(asked), 'une demande d’appui attend', 'demandes d’appui attendent')} une réponse{before} "
        f"(objectif{'s' if len(codes) > 1 else ''} {joined(codes)}), {lead} le "
        f"{date_long(asked[0].asked_on, weekday=False)}.",
        f"Objectifs : demandes d’appui sans réponse, {quarter.now}",
        (quarter.present("Demandes d’appui sans réponse", len(asked)),),
    )


def late_decisions(quarter: Quarter) -> Iterator[Draft]:
    """Decisions whose day has passed."""
    late = [
        row
        for row in decisions.register(quarter.session, quarter.as_of)
        if row.late_days > 0 and not row.state.closed and row.disclosure.rank <= LEVEL.rank
        and row.meeting_date <= quarter.as_of
    ]  # fmt: skip
    if late:
        worst = max(late, key=lambda row: row.late_days)
        lead = f"de {plural(worst.late_days, 'jour')}"
        yield Draft(
            "late",
            f"{opened(len(late), 'une décision du comité est en retard', 'décisions du comité sont en retard')} "
            f"{lead if len(late) == 1 else f', la plus ancienne ({worst.ref}) {lead}'}.".replace(" ,", ","),
            f"Registre des décisions, {quarter.on}",
            (
                quarter.state("Décisions en retard", len(late)),
                quarter.state("Plus long retard", worst.late_days, "j"),
            ),
        )


def training_needs(quarter: Quarter) -> Iterator[Draft]:
    """Training asked for, and neither planned nor refused."""
    query = select(TrainingNeed).where(TrainingNeed.session_id.is_(None), TrainingNeed.refused_on.is_(None))
    open_ = [need for need in quarter.session.scalars(query) if need.asked_on <= quarter.as_of]
    if open_:
        people = sum(need.people for need in open_)
        yield Draft(
            "needs",
            f"{opened(len(open_), 'un besoin de formation reste', 'besoins de formation restent')} sans session, pour "
            f"{plural(people, 'personne')} : {joined([lowered(need.theme) for need in open_])}.",
            f"Besoins de formation, {quarter.on}",
            (quarter.state("Besoins sans session", len(open_)), quarter.state("Personnes concernées", people)),
        )


def equipment_awaited(quarter: Quarter) -> Iterator[Draft]:
    """Equipment granted that has not come."""
    query = select(EquipmentItem).where(EquipmentItem.delivered < EquipmentItem.granted).order_by(EquipmentItem.id)
    found = [
        each
        for each in quarter.session.scalars(query)
        if each.refused_on is None and each.granted_on is not None and each.granted_on <= quarter.as_of
    ]
    if found:
        told = [f"{lowered(item.title)} ({item.delivered} sur {item.granted})" for item in found]
        yield Draft(
            "awaited",
            f"Du matériel accordé n’est pas encore livré (nombre livré sur nombre accordé) : {joined(told)}.",
            f"Matériel accordé et livré, {quarter.now}",
            tuple(quarter.present(f"{item.title}, à livrer", item.granted - item.delivered) for item in found),
        )


RULES = (
    gaps, in_trouble, vacant_posts, ceilings, help_awaited, late_decisions, training_needs, equipment_awaited,
)  # fmt: skip

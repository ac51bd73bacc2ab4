"""« Initiatives »: contacts with residents, steps taken, missions of the reserve, training, controls, mobile forces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, select

from psq_desktop.french import date_long, number, plural
from psq_desktop.models.fieldwork import JointControl, OutreachAction
from psq_desktop.models.kinds import ControlState, MeasureState, OutreachKind, Period, ShiftState, TrainingAudience
from psq_desktop.models.means import MobileSupport
from psq_desktop.models.objective import Measure
from psq_desktop.models.reserve import DutyShift, ReservistTraining, TrainingSession
from psq_desktop.services import periods
from psq_desktop.services.evaluation.quarters import Draft, Quarter, agreed, joined, lowered, opened, quoted
from psq_desktop.services.fieldwork import control_figures
from psq_desktop.services.reserves.clock import minutes

_KINDS = {
    OutreachKind.MEETING: ("réunion", "réunions"),
    OutreachKind.OFFICE_HOURS: ("permanence", "permanences"),
    OutreachKind.WALK: ("marche dans le quartier", "marches dans le quartier"),
    OutreachKind.SOCIAL_NETWORK: ("échange sur les réseaux sociaux", "échanges sur les réseaux sociaux"),
    OutreachKind.MAILBOX: ("adresse dédiée", "adresses dédiées"),
    OutreachKind.SCHOOL: ("rencontre en milieu scolaire", "rencontres en milieu scolaire"),
    OutreachKind.OTHER: ("autre contact", "autres contacts"),
}
_USUAL = (OutreachKind.MEETING, OutreachKind.OFFICE_HOURS, OutreachKind.OTHER)


def contacts(quarter: Quarter) -> Iterator[Draft]:
    """How many contacts with residents, of which kinds, how many people."""
    query = select(OutreachAction).where(OutreachAction.cancelled.is_(False)).order_by(OutreachAction.day)
    held = [action for action in quarter.session.scalars(query) if quarter.holds(action.day)]
    if not held:
        return
    counts = Counter(action.kind for action in held)
    kinds = joined([plural(counts[kind], *_KINDS[kind]) for kind in OutreachKind if counts[kind]])
    people = sum(action.people or 0 for action in held)
    met = agreed(people, "personne y a été rencontrée", "personnes y ont été rencontrées")
    yield Draft(
        "contacts",
        f"{opened(len(held), 'un contact a été pris', 'contacts ont été pris')} avec les habitants : {kinds}."
        + (f" {met}." if people else ""),
        f"Contacts avec les habitants, {quarter.label}",
        (
            quarter.figure("Contacts avec les habitants", len(held)),
            *(quarter.figure(f"dont {_KINDS[kind][1]}", counts[kind]) for kind in OutreachKind if counts[kind]),
            quarter.figure("Personnes rencontrées", people),
        ),
    )


def first_of_its_kind(quarter: Quarter) -> Iterator[Draft]:
    """What had not been tried before: the first contact of a kind, but for the usual ones."""
    query = select(OutreachAction).where(OutreachAction.cancelled.is_(False)).order_by(OutreachAction.day)
    first: dict[OutreachKind, OutreachAction] = {}
    for action in quarter.session.scalars(query):
        first.setdefault(action.kind, action)
    new = [action for kind, action in first.items() if kind not in _USUAL and quarter.holds(action.day)]
    if new:
        told = [f"« {each.title} » ({date_long(each.day, weekday=False, year=False)})" for each in new]
        yield Draft(
            "first",
            f"Des contacts d’un genre nouveau ont été tentés : {joined(told)}." if len(new) > 1
            else f"Un contact d’un genre nouveau a été tenté : {told[0]}.",
            "Contacts avec les habitants : premiers de leur genre",
            (quarter.figure("Contacts d’un genre nouveau", len(new)),),
        )  # fmt: skip


def steps(quarter: Quarter) -> Iterator[Draft]:
    """Measures of objectives that came to their end."""
    codes = {row.id: row.code for row in quarter.objectives}
    query = select(Measure).where(Measure.state == MeasureState.DONE).order_by(Measure.done_on.desc(), Measure.id)
    done = [m for m in quarter.session.scalars(query) if m.objective_id in codes and quarter.holds(m.done_on)]
    if done:
        yield Draft(
            "measures",
            f"{opened(len(done), 'une mesure a abouti', 'mesures ont abouti')} : "
            f"{quoted([(m.text, quarter.code(m.objective_id)) for m in done])}.",
            f"Objectifs : mesures faites, {quarter.label}",
            (quarter.figure("Mesures abouties", len(done)),),
        )


def missions(quarter: Quarter) -> Iterator[Draft]:
    """What the reserves did: missions, people engaged, hours."""
    counted = DutyShift.state.in_((ShiftState.DONE, ShiftState.VALIDATED))
    query = select(DutyShift).where(counted, DutyShift.day.between(quarter.first, quarter.as_of))
    shifts = quarter.session.scalars(query).all()
    if not shifts:
        return
    people = len({shift.reservist_id for shift in shifts})
    hours = round(sum(map(_minutes, shifts)) / 60)
    yield Draft(
        "missions",
        f"Les réserves ont assuré {plural(len(shifts), 'vacation')} dans le quartier, soit {number(hours)} heures "
        f"({agreed(people, 'réserviste', 'réservistes')}).",
        f"Réserves : vacations faites, {quarter.label}",
        (
            quarter.figure("Vacations faites", len(shifts)),
            quarter.figure("Heures", hours, "h"),
            quarter.figure("Réservistes engagés", people),
        ),
    )


def _minutes(shift: DutyShift) -> int:
    """As reported, or else as planned."""
    if shift.done_minutes is not None:
        return shift.done_minutes
    return minutes(shift.day, shift.starts, shift.ends_on, shift.ends)


def trainings(quarter: Quarter) -> Iterator[Draft]:
    """Training sessions that were held, and how many followed them."""
    query = select(TrainingSession).where(TrainingSession.done.is_(True)).order_by(TrainingSession.day)
    held = [each for each in quarter.session.scalars(query) if quarter.holds(each.day)]
    if not held:
        return
    came = select(func.count(ReservistTraining.id)).where(
        ReservistTraining.session_id.in_([each.id for each in held]), ReservistTraining.attended.is_(True)
    )
    posts = sum(each.attended or 0 for each in held if each.audience is not TrainingAudience.RESERVE)
    people = posts + (quarter.session.scalar(came) or 0)
    followed = f", suivie{'s' if len(held) > 1 else ''} par {plural(people, 'personne')}" if people else ""
    yield Draft(
        "trainings",
        f"{opened(len(held), 'une formation a été donnée', 'formations ont été données')}{followed} : "
        f"{quoted([(each.title, '') for each in held])}.",
        f"Formations, {quarter.label}",
        (quarter.figure("Formations données", len(held)), quarter.figure("Personnes formées", people)),
    )


def controls(quarter: Quarter) -> Iterator[Draft]:
    """Joint controls that are done: those that are planned stay under embargo."""
    query = select(JointControl).where(JointControl.state == ControlState.DONE).order_by(JointControl.day)
    done = [each for each in quarter.session.scalars(query) if quarter.holds(each.day)]
    counted, where = _counted_controls(quarter)
    if not done:
        yield from _told_by_indicator(quarter, counted, where)
        return
    more = f" L’{where} en compte {number(counted)}." if counted > len(done) else ""
    checked = sum(each.checked or 0 for each in done)
    outcomes = sum(outcome.count for each in done for outcome in each.outcomes)
    seen = f", {agreed(checked, 'lieu contrôlé', 'lieux contrôlés')}" if checked else ""
    suites = f" et {agreed(outcomes, 'suite donnée', 'suites données')}" if checked and outcomes else ""
    yield Draft(
        "controls",
        f"{opened(len(done), 'un contrôle inter-services a été mené', 'contrôles inter-services ont été menés')} "
        f"({joined([lowered(each.theme) for each in done])}){seen}{suites}.{more}",
        f"Contrôles inter-services réalisés, {quarter.label}",
        (
            quarter.figure("Contrôles réalisés", len(done)),
            quarter.figure("Lieux contrôlés", checked),
            quarter.figure("Suites données", outcomes),
        ),
    )


def _counted_controls(quarter: Quarter) -> tuple[int, str]:
    """What the indicator of a shown objective says: it may know of controls that were never entered here."""
    key, found, told = control_figures.operations(quarter.session, quarter.known)
    code = quarter.code(key)
    if found is None or not code:
        return 0, ""
    return told.get(quarter.last, 0), f"indicateur « {found.title} » ({code})"


def _told_by_indicator(quarter: Quarter, counted: int, where: str) -> Iterator[Draft]:
    if counted:
        words = opened(counted, "un contrôle inter-services a été mené", "contrôles inter-services ont été menés")
        yield Draft(
            "controls",
            f"{words}, selon l’{where}.",
            f"Relevé {periods.label(Period.QUARTER, quarter.last)} de l’{where}",
            (quarter.figure("Contrôles réalisés", counted),),
        )


def mobile_forces(quarter: Quarter) -> Iterator[Draft]:
    """Support that came."""
    given = (MobileSupport.granted.is_(True), MobileSupport.cancelled.is_(False))
    came = MobileSupport.starts_on.between(quarter.first, quarter.as_of)
    found = quarter.session.scalars(select(MobileSupport).where(*given, came).order_by(MobileSupport.starts_on)).all()
    if not found:
        return
    days = sum((min(each.ends_on, quarter.as_of) - each.starts_on).days + 1 for each in found)
    yield Draft(
        "mobile",
        f"Des forces mobiles ont renforcé le quartier pendant {plural(days, 'jour')} : "
        f"{joined([lowered(each.title) for each in found])}.",
        f"Appui de forces mobiles, {quarter.label}",
        (quarter.figure("Appuis de forces mobiles", len(found)), quarter.figure("Jours de présence", days, "j")),
    )


RULES = (contacts, first_of_its_kind, steps, missions, trainings, controls, mobile_forces)

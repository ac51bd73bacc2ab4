"""Training sessions: when, for whom, who came in numbers, what it gives."""

from __future__ import annotations

import datetime as dt

from psq_desktop.french import date_long, date_short, figure, plural, relative_days
from psq_desktop.services.kinds import TrainingAudience, TrainingState
from psq_desktop.services.means import trainings
from psq_desktop.services.means.means_rows import NeedRow, SessionRow
from psq_desktop.views import badges
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.kit import NONE, AvatarText, BadgeCell, Cell, Column, Text, TwoLines
from psq_desktop.views.registers.question import Question, asking
from psq_desktop.views.registers.register import (
    ALL,
    Action,
    Block,
    Callout,
    Entry,
    Fact,
    Figure,
    Filter,
    FormWords,
    RecordForm,
    Register,
    Sheet,
    linked_objective,
)
from psq_desktop.views.registers.specs import objective_spec
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.training_parts.attendance import ATTEND, ENLIST
from psq_desktop.wording import word, words

TO_REPORT = BadgeCell("À confirmer", "clock-exclamation", "warning", "Le jour est passé : a-t-elle eu lieu ?")


def _asked(row: SessionRow) -> bool:
    return row.state is TrainingState.ASKED


def _planned(row: SessionRow) -> bool:
    return row.state is TrainingState.PLANNED


def _done(row: SessionRow) -> bool:
    return row.done


def _unreported(row: SessionRow) -> bool:
    return row.unreported


def _for_posts(row: SessionRow) -> bool:
    return not row.done and row.audience is not TrainingAudience.RESERVE


def _to_report(row: SessionRow) -> bool:
    return _for_posts(row) and row.unreported


def _to_come(row: SessionRow) -> bool:
    return _for_posts(row) and not row.unreported


def state(row: SessionRow) -> BadgeCell:
    """Its state; a day that is past without a report asks for one."""
    if row.unreported:
        return TO_REPORT
    return BadgeCell("À fixer", "calendar-question", "warning") if _asked(row) else badges.badge_cell(row.state)


# --- the list


def _day(row: SessionRow) -> Cell:
    if row.day is None:
        return Text("jour à fixer", tone="text2")
    return TwoLines(date_short(row.day), f"{figure(row.hours)} h" if row.hours else "")


def _title(row: SessionRow) -> Cell:
    return TwoLines(row.title, row.place)


def _audience(row: SessionRow) -> Cell:
    return Text(word(row.audience), tone="text2")


def _provider(row: SessionRow) -> Cell:
    return AvatarText(row.provider, row.provider) if row.provider_id is not None else NONE


def people_words(row: SessionRow) -> str:
    """« 6 sur 8 places », « 12 places »."""
    came = (row.attended or 0) + sum(each.attended for each in row.reservists)
    if row.done and (row.attended is not None or row.reservists):
        return f"{came} sur {row.places}" if row.places else plural(came, "présent")
    listed = f"{len(row.reservists)} inscrits" if len(row.reservists) > 1 else plural(len(row.reservists), "inscrit")
    if row.places:
        return (
            f"{len(row.reservists)} / {plural(row.places, 'place')}" if row.reservists else plural(row.places, "place")
        )
    return listed if row.reservists else "—"


def _people(row: SessionRow) -> Cell:
    return Text(people_words(row))


def _gives(row: SessionRow) -> Cell:
    if row.skill_id is None:
        return NONE
    return TwoLines(row.skill, f"pour {row.skill_months} mois" if row.skill_months else "sans limite", weight=400)


def _needs(row: SessionRow) -> Cell:
    return Text(str(len(row.needs)), 600) if row.needs else NONE


COLUMNS: tuple[Column[SessionRow], ...] = (
    Column("Jour", 118, _day),
    Column("Session et lieu", 236, _title, stretch=True),
    Column("Public", 130, _audience, optional=4),
    Column("Formateur", 112, _provider, optional=5),
    Column("Participants", 116, _people),
    Column("Compétence", 130, _gives, optional=1),
    Column("Besoins", 74, _needs, right=True, optional=3),
    Column("État", 138, state),
)


def _searched(row: SessionRow) -> str:
    return "\n".join(
        (row.title, row.place, row.provider, row.provider_name, row.skill, word(row.audience), state(row).text)
    )


def figures(rows: tuple[SessionRow, ...], today: dt.date) -> tuple[Figure, ...]:
    """To come, done this year, hours, to confirm."""
    coming = [row for row in rows if _planned(row) and not row.unreported and row.day is not None]
    done = [row for row in rows if row.done and row.day is not None and row.day.year == today.year]
    came = sum((row.attended or 0) + sum(each.attended for each in row.reservists) for row in done)
    open_, late = sum(map(_asked, rows)), sum(row.unreported for row in rows)
    next_ = (
        f"la prochaine {relative_days((coming[0].day - today).days)}" if coming and coming[0].day else "aucune à venir"
    )
    told = f"{open_} sans jour, {late} sans bilan" if open_ + late else "tout est à jour"
    hours = sum(row.hours or 0 for row in done)
    return (
        Figure("Sessions à venir", str(len(coming)), "", next_),
        Figure(f"Tenues en {today.year}", str(len(done)), "", f"{figure(hours)} h de formation" if hours else ""),
        Figure("Personnes formées", str(came), f"en {today.year}", "postes fidélisés et réserve, en nombre"),
        Figure("À fixer ou à confirmer", str(open_ + late), "", told),
    )  # fmt: skip


def counted(rows: tuple[SessionRow, ...], _today: dt.date) -> str:
    """« 4 sessions · 2 tenues »."""
    return f"{plural(len(rows), 'session')} de formation · {plural(sum(map(_done, rows)), 'tenue')}"


# --- the sheet


def sheet(row: SessionRow, _today: dt.date) -> Sheet:
    """One session: the needs it answers, the reservists on its list, by code."""
    ask = Callout(
        "warning", "A-t-elle eu lieu ?", "Son jour est passé ; les besoins qu’elle couvre restent ouverts.", "done"
    )
    return Sheet(
        "Session de formation", row.title, (state(row), BadgeCell(word(row.audience), "users", "neutral")),
        (
            *((Block(callout=ask, rule=False),) if row.unreported else ()),
            Block(facts=_facts(row)),
            Block("Besoins couverts", entries=tuple(map(_need, row.needs))),
            Block("Réservistes inscrits", entries=_reservists(row)),
            Block("Remarque", text=row.note),
        ),
        "Les présents des postes fidélisés sont un nombre : aucun nom.",
    )  # fmt: skip


def _facts(row: SessionRow) -> tuple[Fact, ...]:
    found = [Fact("Jour", date_long(row.day) if row.day else "à fixer", "text" if row.day else "warning")]
    if row.hours is not None:
        found.append(Fact("Durée", f"{figure(row.hours)} h"))
    if row.place:
        found.append(Fact("Lieu", row.place))
    if row.provider_id is not None:
        found.append(Fact("Formateur", row.provider_name, route=Route("partners", row.provider_id)))
    if row.places is not None:
        found.append(Fact("Places", str(row.places)))
    if row.attended is not None:
        found.append(Fact("Présents des postes", str(row.attended)))
    if row.skill_id is not None:
        months = f", {row.skill_months} mois" if row.skill_months else ""
        found.append(Fact("Donne la compétence", f"{row.skill}{months}"))
    return (*found, linked_objective(row.objective_id, row.objective, row.objective_title))


def _need(need: NeedRow) -> Entry:
    icon, tone = badges.look(need.state)
    detail = f"{need.post_code or 'tous les postes'}, {plural(need.people, 'agent')}"
    return Entry(icon, need.theme, detail, tone=tone, route=Route("district", need.id, "needs"))


def _reservists(row: SessionRow) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            "circle-check" if each.attended else "circle-dashed", f"{each.code} {each.display}",
            value="présent" if each.attended else "attendu" if not row.done else "absent",
            tone="success" if each.attended else "neutral",
        )
        for each in row.reservists
    )  # fmt: skip


# --- the form


def _lines(workspace: Workspace) -> Lines:
    return (
        (FieldSpec("title", "Session", required=True, placeholder="Techniques de médiation", share=2),
         FieldSpec("audience", "Public", "choice", choices=words(TrainingAudience))),
        (FieldSpec("day", "Jour", "day"), FieldSpec("hours", "Durée, en heures", "number", placeholder="7"),
         FieldSpec("places", "Places", "whole")),
        (FieldSpec("place", "Lieu"), FieldSpec("provider_id", "Formateur", "partner")),
        (FieldSpec("skill_id", "Compétence donnée", "choice", share=2),
         FieldSpec("skill_months", "Valable, en mois", "whole", hint="Vide : sans limite.")),
        (FieldSpec("done", "La session a eu lieu", "flag"),
         FieldSpec("attended", "Présents des postes", "whole", hint="Un nombre, sans nom.")),
        (objective_spec(workspace),),
        (FieldSpec("note", "Remarque", "lines", hint="Sans nom de personne."),),
    )  # fmt: skip


_NAMES = (
    "title", "audience", "day", "hours", "places", "place", "provider_id", "skill_id", "skill_months", "done",
    "attended", "objective_id", "note",
)  # fmt: skip


def _shown(row: SessionRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in _NAMES}


def _copied(row: SessionRow) -> dict[str, object]:
    return {**_shown(row), "day": None, "done": False, "attended": None}


def _blank(_today: dt.date) -> dict[str, object]:
    return {"audience": TrainingAudience.POSTS, "skill_id": None}


SESSION_FORM = RecordForm(
    FormWords("Nouvelle session", "Créer la session", "Session créée", "Modifier la session", "Session modifiée"),
    _lines, _shown, trainings.create, trainings.update, blank=_blank, copied=_copied, first="title",
    choices={"skill_id": trainings.skill_choices},
)  # fmt: skip


def _done_lines(_workspace: Workspace) -> Lines:
    return (
        (FieldSpec("attended", "Présents des postes fidélisés", "whole", hint="Un nombre, sans nom. Vide : inconnu."),),
    )


def _expected(row: SessionRow, _today: dt.date) -> dict[str, object]:
    return {"attended": sum(need.people for need in row.needs) or None}


def _about(row: SessionRow) -> str:
    return f"{row.title}, {date_long(row.day, weekday=False)}" if row.day else row.title


DONE = Question(
    "La session a eu lieu", "Noter la session", "Session tenue : les besoins qu’elle couvre sont refermés",
    _done_lines, trainings.set_done, _expected, _about,
)  # fmt: skip

DONE_WORDS = "Elle a eu lieu…"
SESSIONS = Register(
    key="trainings",
    title="Sessions de formation",
    icon="certificate",
    tables=(
        "training_session", "training_need", "reservist_training", "reservist", "retained_post", "skill", "partner",
        "partner_name", "objective", "axis",
    ),
    search=trainings.search,
    columns=COLUMNS,
    searched=_searched,
    called=lambda row: f"« {row.title} »",
    sheet=sheet,
    invitation="Notez les sessions de formation du quartier : leur jour, leur public, ce qu’elles apportent. "
    "Une session tenue referme les besoins qu’elle couvre.",
    hint="Choisissez une session dans la liste : les besoins qu’elle couvre s’affichent ici.",
    filters=(
        Filter(ALL, "Toutes"),
        Filter("asked", "À fixer", _asked),
        Filter("planned", "Programmées", _planned),
        Filter("unreported", "À confirmer", _unreported),
        Filter("done", "Tenues", _done),
    ),
    counted=counted,
    figures=figures,
    figure_count=4,
    form=SESSION_FORM,
    remove=trainings.remove,
    removed="supprimée",
    actions=(
        Action("done", DONE_WORDS, "circle-check", asking(DONE), _to_report, primary=True),
        ENLIST,
        ATTEND,
        Action("early", DONE_WORDS, "circle-check", asking(DONE), _to_come),
    ),
)  # fmt: skip

"""What heads of service ask their people to learn."""

from __future__ import annotations

import datetime as dt

from psq_desktop.french import date_long, date_short, plural
from psq_desktop.services.kinds import Priority, TrainingState
from psq_desktop.services.means import needs, posts, trainings
from psq_desktop.services.means.means_rows import NeedRow
from psq_desktop.views import badges
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.kit import NONE, Cell, Column, Text, TwoLines
from psq_desktop.views.registers.question import Question, asking
from psq_desktop.views.registers.register import (
    ALL,
    Action,
    Block,
    Callout,
    Fact,
    Figure,
    Filter,
    FormWords,
    RecordForm,
    Register,
    Sheet,
)
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.wording import word, words

ALL_POSTS = "Tous les postes"


def _asked(row: NeedRow) -> bool:
    return row.state is TrainingState.ASKED


def _planned(row: NeedRow) -> bool:
    return row.state is TrainingState.PLANNED


def _done(row: NeedRow) -> bool:
    return row.state is TrainingState.DONE


def _refused(row: NeedRow) -> bool:
    return row.state is TrainingState.REFUSED


def _late(row: NeedRow) -> bool:
    return row.late_days > 0


def _open(row: NeedRow) -> bool:
    return _asked(row) or _planned(row)


# --- the list


def _theme(row: NeedRow) -> Cell:
    return TwoLines(row.theme, row.post_code or ALL_POSTS)


def _people(row: NeedRow) -> Cell:
    return Text(str(row.people), 600)


def _priority(row: NeedRow) -> Cell:
    return badges.badge_cell(row.priority)


def _asked_on(row: NeedRow) -> Cell:
    return Text(date_short(row.asked_on), tone="text2")


def _wanted(row: NeedRow) -> Cell:
    if row.wanted_by is None:
        return NONE
    if row.late_days:
        return TwoLines(date_short(row.wanted_by), f"dépassé de {plural(row.late_days, 'jour')}", "danger", 400)
    return Text(date_short(row.wanted_by))


def _session(row: NeedRow) -> Cell:
    if not row.session_title:
        return NONE
    return TwoLines(row.session_title, date_short(row.session_day) if row.session_day else "jour à fixer", weight=400)


def _state(row: NeedRow) -> Cell:
    return badges.badge_cell(row.state)


COLUMNS: tuple[Column[NeedRow], ...] = (
    Column("Thème et poste", 190, _theme, stretch=True),
    Column("Agents", 70, _people, right=True),
    Column("Priorité", 116, _priority, optional=2),
    Column("Demandée le", 118, _asked_on, optional=3),
    Column("Souhaitée avant", 136, _wanted),
    Column("Session", 170, _session, stretch=True, optional=1),
    Column("État", 138, _state),
)


def _searched(row: NeedRow) -> str:
    return "\n".join((row.theme, row.post_code or ALL_POSTS, row.session_title, word(row.state), word(row.priority)))


def figures(rows: tuple[NeedRow, ...], today: dt.date) -> tuple[Figure, ...]:
    """Open, planned, late, done this year."""
    waiting = [row for row in rows if _open(row)]
    planned, late = sum(map(_planned, rows)), [row for row in waiting if row.late_days]
    people = sum(each.people for each in waiting)
    done = [row for row in rows if _done(row) and row.session_day and row.session_day.year == today.year]
    trained = sum(each.people for each in done)
    return (
        Figure("Besoins ouverts", str(len(waiting)), "", f"pour {plural(people, 'agent')}"),
        Figure("Programmés", str(planned), f"sur {len(waiting)}", "", planned / len(waiting) if waiting else 0.0),
        Figure("En retard", str(len(late)), "", "date souhaitée dépassée" if late else "aucune date dépassée"),
        Figure(f"Satisfaits en {today.year}", str(len(done)), "", f"pour {plural(trained, 'agent')}"),
    )  # fmt: skip


def counted(rows: tuple[NeedRow, ...], _today: dt.date) -> str:
    """« 5 besoins · 3 ouverts »."""
    waiting = sum(map(_open, rows))
    return f"{plural(len(rows), 'besoin')} de formation · {plural(waiting, 'ouvert')}"


def sheet(row: NeedRow, _today: dt.date) -> Sheet:
    """One need and its session."""
    facts = [
        Fact("Pour", row.post_code or ALL_POSTS, route=Route("district", row.post_id, "posts") if row.post_id else None)
    ]
    facts += [Fact("Agents", str(row.people)), Fact("Demandée le", date_long(row.asked_on, weekday=False))]
    if row.wanted_by is not None:
        facts.append(
            Fact("Souhaitée avant le", date_long(row.wanted_by, weekday=False), "danger" if row.late_days else "text")
        )
    if row.refused_on is not None:
        facts.append(Fact("Refusée le", date_long(row.refused_on, weekday=False)))
    if row.session_id is not None:
        facts.append(Fact("Session", row.session_title, route=Route("district", row.session_id, "trainings")))
        facts.append(Fact("Jour", date_long(row.session_day) if row.session_day else "à fixer"))
    late = Callout("warning", f"Date souhaitée dépassée de {plural(row.late_days, 'jour')}")
    high = (badges.badge_cell(row.priority),) if row.priority is not Priority.NORMAL else ()
    return Sheet(
        "Besoin de formation", row.theme, (badges.badge_cell(row.state), *high),
        (
            *((Block(callout=late, rule=False),) if row.late_days else ()),
            Block(facts=tuple(facts)),
            Block("Remarque", text=row.note),
        ),
    )  # fmt: skip


# --- the form


def _lines(_workspace: Workspace) -> Lines:
    return (
        (FieldSpec("theme", "Thème", required=True, placeholder="Médiation et désescalade"),),
        (FieldSpec("post_id", "Poste", "choice", hint="Sans nom : le code du poste.", share=3),
         FieldSpec("people", "Agents", "whole", required=True),
         FieldSpec("priority", "Priorité", "choice", choices=words(Priority))),
        (FieldSpec("asked_on", "Demandée le", "day", required=True),
         FieldSpec("wanted_by", "Souhaitée avant le", "day")),
        (FieldSpec("session_id", "Session", "choice", share=2), FieldSpec("refused_on", "Refusée le", "day")),
        (FieldSpec("note", "Remarque", "lines", hint="Sans nom de personne."),),
    )  # fmt: skip


_NAMES = ("theme", "post_id", "people", "priority", "asked_on", "wanted_by", "session_id", "refused_on", "note")


def _shown(row: NeedRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in _NAMES}


def _copied(row: NeedRow) -> dict[str, object]:
    return {**_shown(row), "session_id": None, "refused_on": None}


def _blank(today: dt.date) -> dict[str, object]:
    return {"asked_on": today, "priority": Priority.NORMAL}


NEED_FORM = RecordForm(
    FormWords("Nouveau besoin", "Ajouter le besoin", "Besoin ajouté", "Modifier le besoin", "Besoin modifié"),
    _lines, _shown, needs.create, needs.update, blank=_blank, copied=_copied, first="theme",
    choices={"post_id": posts.choices, "session_id": trainings.choices},
)  # fmt: skip


def _refusal_lines(_workspace: Workspace) -> Lines:
    return ((FieldSpec("on", "Refusée le", "day", required=True),),)


def _today(_row: NeedRow, today: dt.date) -> dict[str, object]:
    return {"on": today}


def _about(row: NeedRow) -> str:
    return row.theme


REFUSAL = Question("Noter un refus", "Noter le refus", "Refus noté", _refusal_lines, needs.refuse, _today, _about)


def _plan(tab: RegisterTab, row: NeedRow) -> None:
    tab.edit()


NEEDS = Register(
    key="needs",
    title="Besoins de formation",
    icon="school",
    tables=("training_need", "training_session", "retained_post"),
    search=needs.search,
    columns=COLUMNS,
    searched=_searched,
    called=lambda row: f"« {row.theme} »",
    sheet=sheet,
    invitation="Notez ce que les chefs de service demandent pour leurs agents : le thème, combien, pour quand. "
    "Une session tenue referme les besoins qu’elle couvre.",
    hint="Choisissez un besoin dans la liste : son poste et sa session s’affichent ici.",
    filters=(
        Filter(ALL, "Tous"),
        Filter("asked", "Demandés", _asked),
        Filter("planned", "Programmés", _planned),
        Filter("late", "En retard", _late),
        Filter("done", "Faits", _done),
        Filter("refused", "Refusés", _refused),
    ),
    counted=counted,
    figures=figures,
    figure_count=4,
    form=NEED_FORM,
    remove=needs.remove,
    actions=(
        Action("plan", "Choisir une session…", "calendar-plus", _plan, _asked, primary=True),
        Action("refuse", "Noter un refus…", "ban", asking(REFUSAL), _open),
    ),
)

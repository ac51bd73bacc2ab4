"""« Renforts »: retained posts by code, never a name; and the support of mobile forces."""

from __future__ import annotations

import datetime as dt

from psq_desktop.french import date_long, date_short, plural
from psq_desktop.services.kinds import PostState, TrainingState
from psq_desktop.services.means import posts
from psq_desktop.services.means.means_rows import NeedRow, PostRow
from psq_desktop.views import badges
from psq_desktop.views.district.mobile import MOBILE
from psq_desktop.views.district.posts_form import ARRIVAL, DEPARTURE, FORM, NO_NAME
from psq_desktop.views.district.training_needs import NEED_FORM
from psq_desktop.views.kit import NONE, BadgeCell, Badges, Cell, Column, Text, TwoLines
from psq_desktop.views.registers.dialog import RegisterDialog
from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.registers.question import asking
from psq_desktop.views.registers.register import (
    ALL,
    Action,
    Block,
    Entry,
    Fact,
    Figure,
    Filter,
    Register,
    Sheet,
    linked_objective,
)
from psq_desktop.views.registers.switch import SwitchTab
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.tokens import Token
from psq_desktop.wording import word

SOON = 90  # days before somebody may leave


def _vacant(row: PostRow) -> bool:
    return row.state is PostState.VACANT


def _coming(row: PostRow) -> bool:
    return row.state is PostState.COMING


def _filled(row: PostRow) -> bool:
    return row.state is PostState.FILLED


def _empty(row: PostRow) -> bool:
    """Nobody holds it yet, whether or not somebody is to come: what is counted as vacant, in the note too."""
    return row.state is not PostState.FILLED


def _open_needs(row: PostRow) -> tuple[NeedRow, ...]:
    return tuple(each for each in row.needs if each.state in (TrainingState.ASKED, TrainingState.PLANNED))


# --- the list


def since_words(row: PostRow) -> str:
    """« depuis 98 jours », « le 14 déc. 2026 »."""
    if row.state is PostState.COMING and row.filled_on is not None:
        return f"le {date_short(row.filled_on)}"
    if row.state is PostState.FILLED and row.filled_on is not None:
        return f"depuis le {date_short(row.filled_on)}"
    return f"depuis {plural(row.vacant_days, 'jour')}" if row.vacant_days is not None else "date inconnue"


def _code(row: PostRow) -> Cell:
    return Text(row.code, 600, "text2")


def _title(row: PostRow) -> Cell:
    return TwoLines(row.title, row.profile)


def _unit(row: PostRow) -> Cell:
    return TwoLines(row.unit or row.partner or "—", row.hours, weight=400)


def _state(row: PostRow) -> Cell:
    return badges.badge_cell(row.state)


def _since(row: PostRow) -> Cell:
    if _vacant(row):
        return Text(plural(row.vacant_days, "jour") if row.vacant_days is not None else "date inconnue", 500, "warning")
    return Text(date_short(row.filled_on)) if row.filled_on is not None else NONE


def _stays(row: PostRow) -> Cell:
    return Text(date_short(row.stays_until), tone="text2") if row.stays_until and _filled(row) else NONE


def _needs(row: PostRow) -> Cell:
    found = _open_needs(row)
    if not found:
        return NONE
    words = ", ".join(each.theme for each in found)
    return Badges((BadgeCell(str(len(found)), "school", "warning"),), f"{plural(len(found), 'besoin')} : {words}")


COLUMNS: tuple[Column[PostRow], ...] = (
    Column("Code", 64, _code),
    Column("Poste et profil", 176, _title, stretch=True),
    Column("Service et horaires", 222, _unit, optional=2),
    Column("État", 138, _state),
    Column("Depuis", 112, _since),
    Column("Engagé jusqu’au", 126, _stays, optional=3),
    Column("Formation", 84, _needs, optional=4),
)


def _searched(row: PostRow) -> str:
    return "\n".join(
        (row.code, row.title, row.profile, row.unit, row.partner, row.partner_name, row.hours, word(row.state))
    )


def figures(rows: tuple[PostRow, ...], today: dt.date) -> tuple[Figure, ...]:
    """Held out of all, vacant since when, soon to arrive, needs for training."""
    held, vacant = sum(map(_filled, rows)), [row for row in rows if _empty(row)]
    days = [row.vacant_days for row in vacant if row.vacant_days is not None]
    coming = sorted(row.filled_on for row in rows if _coming(row) and row.filled_on is not None)
    leaving = [row for row in rows if _filled(row) and row.stays_until and 0 <= (row.stays_until - today).days <= SOON]
    needs = sum(len(_open_needs(row)) for row in rows)
    told = [f"dont {_arrivals(len(coming))}"] if coming else []
    told.append(f"en moyenne {plural(round(sum(days) / len(days)), 'jour')}" if days else "aucune vacance datée")
    share = held / len(rows) if rows else 0.0
    ends = f"{plural(len(leaving), 'engagement')} à échéance sous {SOON} jours" if leaving else ""
    ends = ends or f"aucun départ annoncé sous {SOON} jours"
    return (
        Figure(
            "Postes pourvus", str(held), f"sur {len(rows)}", ends, share,
            "accent" if held == len(rows) else "warning",
        ),
        Figure(
            "Postes vacants", str(len(vacant)), f"depuis {plural(max(days), 'jour')} au plus" if days else "",
            ", ".join(told),
        ),
        Figure(
            "Arrivées prévues", str(len(coming)), f"la prochaine le {date_short(coming[0])}" if coming else "",
            "un poste annoncé n’est pas encore pourvu" if coming else "aucune arrivée annoncée",
        ),
        Figure("Besoins de formation", str(needs), "sur ces postes", "demandés ou programmés, pas encore tenus"),
    )  # fmt: skip


def _arrivals(count: int) -> str:
    return plural(count, "arrivée prévue", "arrivées prévues")


def counted(rows: tuple[PostRow, ...], _today: dt.date) -> str:
    """« 12 postes fidélisés · 9 pourvus · 3 vacants, dont 1 arrivée prévue »."""
    held, vacant, coming = (sum(map(each, rows)) for each in (_filled, _empty, _coming))
    words = (
        plural(len(rows), "poste fidélisé", "postes fidélisés"),
        plural(held, "pourvu"),
        plural(vacant, "vacant") + (f", dont {_arrivals(coming)}" if coming else ""),
    )
    return " · ".join(words)


# --- the sheet


def sheet(row: PostRow, today: dt.date) -> Sheet:
    """A post, its dates, what its holder must still learn."""
    goal = linked_objective(row.objective_id, row.objective, row.objective_title)
    return Sheet(
        row.code, row.title, (badges.badge_cell(row.state), *_cautions(row, today)),
        (
            Block(text=row.profile),
            Block(facts=(*_dates(row, today), *_place(row), goal)),
            Block("Besoins de formation", entries=tuple(map(_need_entry, row.needs))),
            Block("Remarque", text=row.note),
        ),
        NO_NAME,
    )  # fmt: skip


def _cautions(row: PostRow, today: dt.date) -> tuple[BadgeCell, ...]:
    if _vacant(row) and row.vacant_days is not None:
        return (BadgeCell(plural(row.vacant_days, "jour"), "clock", "warning", since_words(row)),)
    if _filled(row) and row.stays_until is not None and (row.stays_until - today).days <= SOON:
        return (BadgeCell("Départ proche", "clock-exclamation", "warning"),)
    return ()


def _dates(row: PostRow, today: dt.date) -> tuple[Fact, ...]:
    found: list[Fact] = []
    if row.filled_on is not None:
        found.append(Fact("Arrivée", date_long(row.filled_on, weekday=False)))
    if row.vacant_since is not None:
        label = "Vacant depuis le" if row.vacant_since <= today else "Vacant à partir du"
        found.append(Fact(label, date_long(row.vacant_since, weekday=False), "warning"))
    if row.stays_until is not None:
        near = (row.stays_until - today).days <= SOON
        tone: Token = "warning" if near else "text"
        found.append(Fact("Engagé jusqu’au", date_long(row.stays_until, weekday=False), tone))
    return tuple(found)


def _place(row: PostRow) -> tuple[Fact, ...]:
    pairs = (("Service", row.unit), ("Partenaire", row.partner_name), ("Horaires", row.hours))
    return tuple(
        Fact(label, value, route=Route("partners", row.partner_id) if label == "Partenaire" else None)
        for label, value in pairs
        if value
    )


def _need_entry(need: NeedRow) -> Entry:
    icon, tone = badges.look(need.state)
    detail = word(need.state) + (f", en retard de {plural(need.late_days, 'jour')}" if need.late_days else "")
    return Entry(icon, need.theme, detail, tone=tone, route=Route("district", need.id, "needs"))


# --- what can be done


def _ask_training(tab: RegisterTab, row: PostRow) -> None:
    RegisterDialog(tab.workspace, NEED_FORM, None, tab.window(), values={"post_id": row.id, "people": 1}).open()


def _not_filled(row: PostRow) -> bool:
    return not _filled(row)


POSTS = Register(
    key="posts",
    title="Postes fidélisés",
    icon="users-group",
    tables=("retained_post", "training_need", "training_session", "partner", "partner_name", "objective", "axis"),
    search=posts.search,
    columns=COLUMNS,
    searched=_searched,
    called=lambda row: f"Poste {row.code}",
    sheet=sheet,
    invitation="Décrivez les postes renforcés du quartier : leur profil, leur arrivée, leurs vacances, "
    "et ce que leurs titulaires doivent apprendre. Aucun nom n’est demandé.",
    hint="Choisissez un poste dans la liste : ses dates et ses besoins de formation s’affichent ici.",
    filters=(
        Filter(ALL, "Tous"),
        Filter("filled", "Pourvus", _filled),
        Filter("coming", "Arrivées", _coming),
        Filter("vacant", "Vacants", _empty),
    ),
    counted=counted,
    figures=figures,
    figure_count=4,
    form=FORM,
    remove=posts.remove,
    actions=(
        Action("arrival", "Noter une arrivée…", "user-check", asking(ARRIVAL), _not_filled, primary=True),
        Action("departure", "Noter un départ…", "door-enter", asking(DEPARTURE), _filled, primary=True),
        Action("training", "Demander une formation…", "school", _ask_training),
    ),
    rule="Un poste est connu par son code : le programme ne garde pas le nom de la personne qui le tient.",
    rule_icon="eye-off",
)


def tab(workspace: Workspace) -> RegisterPart:
    """Both registers."""
    parts = (("Postes fidélisés", RegisterTab(workspace, POSTS)), ("Forces mobiles", RegisterTab(workspace, MOBILE)))
    return SwitchTab(workspace, "Renforts", parts)

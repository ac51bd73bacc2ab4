"""Invented rows and columns for the gallery, the audit and the table tests."""

from __future__ import annotations

from dataclasses import dataclass

from psq_desktop.services.kinds import (
    AttendanceStatus,
    DecisionState,
    MeetingState,
    Reply,
)
from psq_desktop.views import badges
from psq_desktop.views.kit import (
    NONE,
    AvatarText,
    BadgeCell,
    Badges,
    BarCell,
    Column,
    Group,
    IconCell,
    Text,
    TwoLines,
)
from psq_desktop.views.places import NavEntry

NAV = (
    NavEntry("home", "Accueil", "home", shortcut="Ctrl+1"),
    NavEntry("meetings", "Séances", "calendar-event", "Pilotage", "Ctrl+2"),
    NavEntry("partners", "Partenaires", "building-community", "Pilotage", "Ctrl+3"),
    NavEntry("decisions", "Décisions", "gavel", "Pilotage", "Ctrl+4"),
    NavEntry("backups", "Sauvegardes", "database-export", foot=True),
    NavEntry("settings", "Paramètres", "settings", shortcut="Ctrl+,", foot=True),
)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    id: int
    day: str
    hour: str
    kind: str
    place: str
    state: MeetingState
    present: str
    present_sub: str
    decisions: str
    decisions_sub: str


_SEATS = "présents ou représentés"
MEETINGS: tuple[MeetingLine | Group, ...] = (
    Group("2026", "4 séances"),
    MeetingLine(
        6,
        "jeudi 10 décembre",
        "9 h 30",
        "Plénière",
        "Salle Opale",
        MeetingState.SUMMONED,
        "9 réponses sur 16",
        "6 viennent, 2 suppléés",
        "—",
        "ordre du jour prêt",
    ),
    MeetingLine(
        5,
        "jeudi 24 septembre",
        "9 h 30",
        "Plénière",
        "Salle Opale",
        MeetingState.IN_VALIDATION,
        "13 sur 16",
        _SEATS,
        "7",
        "toutes ouvertes",
    ),
    MeetingLine(
        4,
        "jeudi 18 juin",
        "14 h 00",
        "Plénière",
        "Hôtel de ville",
        MeetingState.APPROVED,
        "12 sur 16",
        _SEATS,
        "9",
        "7 ouvertes",
    ),
    MeetingLine(
        3,
        "jeudi 26 mars",
        "9 h 30",
        "Plénière",
        "Salle Opale",
        MeetingState.SEALED,
        "14 sur 16",
        _SEATS,
        "6",
        "2 ouvertes",
    ),
    Group("2025", "2 séances"),
    MeetingLine(
        2,
        "jeudi 18 décembre",
        "9 h 30",
        "Plénière",
        "Centre social",
        MeetingState.SEALED,
        "11 sur 15",
        _SEATS,
        "8",
        "2 ouvertes",
    ),
    MeetingLine(
        1,
        "jeudi 25 septembre",
        "10 h 00",
        "Installation",
        "Salle Opale",
        MeetingState.SEALED,
        "15 sur 15",
        _SEATS,
        "5",
        "toutes closes",
    ),
)
MEETING_COLUMNS: tuple[Column[MeetingLine], ...] = (
    Column("Date", 142, lambda m: TwoLines(m.day, m.hour, weight=600)),
    Column("Instance", 150, lambda m: TwoLines("Comité de suivi QRR", m.kind), optional=2),
    Column("N°", 54, lambda m: Text(f"n° {m.id}", 600, "text2")),
    Column("Lieu", 110, lambda m: Text(m.place), stretch=True, optional=1),
    Column("État", 130, lambda m: badges.badge_cell(m.state)),
    Column("Présence", 156, lambda m: TwoLines(m.present, m.present_sub, weight=400)),
    Column("Décisions", 124, lambda m: TwoLines(m.decisions, m.decisions_sub, weight=600)),
)


@dataclass(frozen=True, slots=True)
class DecisionLine:
    id: str
    title: str
    acronym: str
    pilot: str
    due: str
    delay: str
    state: DecisionState
    carried: int
    meeting: int


_S = DecisionState
DECISIONS: tuple[DecisionLine | Group, ...] = (
    Group("En retard", "3 décisions"),
    DecisionLine(
        "D-31",
        "Poser la serrure du local, hall 4",
        "LO",
        "Logis d’Opale",
        "13 nov. 2026",
        "depuis 6 jours",
        _S.IN_PROGRESS,
        0,
        5,
    ),
    DecisionLine(
        "D-27",
        "Recenser les épaves des parkings",
        "VC",
        "Ville de Calais",
        "30 oct. 2026",
        "depuis 20 jours",
        _S.CARRIED_OVER,
        1,
        4,
    ),
    DecisionLine(
        "D-22",
        "Ouvrir l’accès piéton de la rue du Stade",
        "DSD",
        "DSDEN 62",
        "16 oct. 2026",
        "depuis 34 jours",
        _S.CARRIED_OVER,
        2,
        4,
    ),
    Group("Cette semaine", "2 décisions"),
    DecisionLine(
        "D-28", "Fixer les permanences d’hiver", "VC", "Ville de Calais", "20 nov. 2026", "demain", _S.IN_PROGRESS, 0, 4
    ),
    DecisionLine(
        "A-30",
        "Envoyer la liste des arrêts à équiper",
        "OM",
        "Opale Mobilités",
        "22 nov. 2026",
        "dans 3 jours",
        _S.DONE,
        0,
        5,
    ),
    Group("À venir", "2 décisions"),
    DecisionLine(
        "D-35",
        "Prolonger la ligne du soir jusqu’à 23 h 30",
        "OM",
        "Opale Mobilités",
        "18 déc. 2026",
        "dans 29 jours",
        _S.OPEN,
        0,
        5,
    ),
    DecisionLine(
        "D-24",
        "Installer deux caméras place de l’Europe",
        "VC",
        "Ville de Calais",
        "31 déc. 2026",
        "dans 42 jours",
        _S.ABANDONED,
        3,
        4,
    ),
    Group("À compléter", "1 décision sans pilote ni échéance", "1 décision", folded=True),
    DecisionLine("D-32", "Afficher le numéro du gardien", "", "", "", "", _S.OPEN, 0, 5),
)


def _carried(line: DecisionLine) -> Text | BadgeCell:
    return (
        BadgeCell(f"{line.carried} fois", "repeat", "danger" if line.carried > 1 else "neutral")
        if line.carried
        else NONE
    )


DECISION_COLUMNS: tuple[Column[DecisionLine], ...] = (
    Column("N°", 58, lambda d: Text(d.id, 600, "accent_text")),
    Column("Décision", 160, lambda d: Text(d.title, 500, lines=2), stretch=True),
    Column(
        "Pilote",
        172,
        lambda d: AvatarText(d.acronym, d.pilot) if d.pilot else BadgeCell("À désigner", "user-question", "warning"),
    ),
    Column(
        "Échéance",
        122,
        lambda d: (
            TwoLines(d.due, d.delay, "danger" if d.delay.startswith("depuis") else "text2", 400)
            if d.due
            else BadgeCell("À fixer", "calendar-question", "warning")
        ),
    ),
    Column("État", 118, lambda d: badges.badge_cell(d.state)),
    Column("Reports", 84, _carried, optional=1),
    Column("Séance", 66, lambda d: Text(f"n° {d.meeting}", tone="text2"), optional=2),
)


@dataclass(frozen=True, slots=True)
class SeatLine:
    id: int
    acronym: str
    partner: str
    name: str
    role: str
    reply: Reply | None
    status: AttendanceStatus
    share: float


_A = AttendanceStatus
LAST = (_A.PRESENT, _A.EXCUSED, None, _A.ABSENT, _A.REPRESENTED)
SEATS: tuple[SeatLine | Group, ...] = (
    Group("État", "3 membres"),
    SeatLine(1, "SPC", "Sous-préfecture", "M. Philippe Garnier", "titulaire, préside", Reply.COMING, _A.EXPECTED, 1.0),
    SeatLine(2, "DIPN", "DIPN 62", "Cdt Aline Vasseur", "titulaire", Reply.COMING, _A.PRESENT, 1.0),
    SeatLine(3, "DOU", "Douanes", "Mme Zoé Carlin", "titulaire", None, _A.EXPECTED, 0.6),
    Group("Collectivités", "2 membres"),
    SeatLine(4, "VC", "Ville de Calais", "M. Yannick Pollet", "titulaire", Reply.COMING, _A.GUEST, 1.0),
    SeatLine(5, "D62", "Département 62", "Mme Lou Armand", "titulaire", Reply.EXCUSED, _A.EXCUSED, 0.4),
    SeatLine(6, "HD", "Habitat du Détroit", "Mme Sarah Fournier", "suppléante", Reply.REPRESENTED, _A.REPRESENTED, 0.8),
    SeatLine(7, "LO", "Logis d’Opale", "M. Rémi Tual", "titulaire", None, _A.ABSENT, 0.4),
)
SEAT_COLUMNS: tuple[Column[SeatLine], ...] = (
    Column("Partenaire", 180, lambda s: AvatarText(s.acronym, s.partner)),
    Column("Représentant", 150, lambda s: TwoLines(s.name, s.role), stretch=True),
    Column("Présence", 118, lambda s: BarCell(s.share, f"{s.share:.0%}".replace("%", " %"), text_first=True)),
    Column("Réponse", 132, lambda s: badges.reply_cell(s.reply)),
    Column("5 dernières", 108, lambda s: badges.attendance_dots(LAST)),
    Column("À l’émargement", 132, lambda s: badges.badge_cell(s.status)),
    Column("", 40, lambda s: IconCell("lock", "Restreint", "danger"), optional=1),
    Column("Rôles", 120, lambda s: Badges((BadgeCell("Pilote", "gavel", "info"),)), optional=2),
)

"""Pages made of the shared widgets with invented data: for the gallery and the audit."""

from __future__ import annotations

from datetime import time

from PySide6.QtWidgets import QGridLayout, QWidget

from psq_desktop.services.kinds import (
    MeetingState,
)
from psq_desktop.views import badges, theme
from psq_desktop.views.first_start import FirstStart
from psq_desktop.views.kit import (
    STRETCH,
    TWO_LINES,
    Avatar,
    Badge,
    Bar,
    Button,
    Card,
    CardHead,
    Chip,
    Chips,
    ChoiceField,
    EmptyState,
    FilterField,
    IconButton,
    IconLine,
    KeyFigure,
    Label,
    Note,
    Pair,
    Panel,
    Part,
    RowsModel,
    StackedBar,
    TableCard,
    TableView,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.shell.frame import Shell
from psq_desktop.views.shell.search import SearchEntry
from psq_desktop.views.tokens import Tone
from tests.views.kit.kit_page import kit_page
from tests.views.kit.samples import (
    DECISION_COLUMNS,
    DECISIONS,
    MEETING_COLUMNS,
    MEETINGS,
    NAV,
)


def meetings_page() -> QWidget:
    table = TableView(RowsModel(MEETING_COLUMNS, MEETINGS), "Séances", row_height=TWO_LINES)
    table.fit_height()
    table.select(6)
    chips = Chips(
        (
            Chip("all", "Toutes", 6),
            Chip("next", "À venir", 1),
            Chip("minutes", "Compte rendu en cours", 1),
            Chip("sealed", "Scellées", 3),
        ),
        "Séances affichées",
    )
    tools = row(chips, FilterField(), spacing=6, margins=(12, 9, 12, 9), grow=0)
    left = column(TableCard(tools, hairline(), table), _attendance(), spacing=12, grow=1)
    return boxed(row(left, _meeting_panel(), spacing=12, margins=theme.PAGE_MARGINS, grow=0))


def _attendance() -> Card:
    tones: tuple[Tone, ...] = ("success", "info", "neutral", "danger")
    words = (("Présents", "check"), ("Représentés", "user-share"), ("Excusés", "mail"), ("Absents", "x"))
    legend = [Badge(w, i, t, height=20, points=8.5) for (w, i), t in zip(words, tones, strict=True)]
    data = (
        ("n° 5 · 24 sept.", (10, 3, 2, 1)),
        ("n° 4 · 18 juin", (10, 2, 2, 2)),
        ("n° 3 · 26 mars", (13, 1, 1, 1)),
        ("n° 2 · 18 déc.", (9, 2, 2, 2)),
        ("n° 1 · 25 sept.", (13, 2, 0, 0)),
    )
    grid = QGridLayout()
    grid.setContentsMargins(16, 6, 12, 8)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, theme.px(112))
    for line, (name, counts) in enumerate(data):
        parts = tuple(Part(n, w, t) for n, (w, _), t in zip(counts, words, tones, strict=True))
        grid.addWidget(Label(name, 9.5), line, 0)
        grid.addWidget(StackedBar(parts), line, 1)
        grid.addWidget(Label(f"{round(100 * (counts[0] + counts[1]) / sum(counts))} %", 9.5, 600), line, 2)
    head = CardHead("Présence par séance", "taux calculé à la date de chaque séance", *legend)
    return Card(head, boxed(grid), grow=1)


def _meeting_panel() -> Panel:
    top = row(
        Label("Séance n° 6", 9, 600, "text2"),
        STRETCH,
        IconButton("chevron-up", "Séance précédente", shortcut="Alt+↑"),
        IconButton("chevron-down", "Séance suivante", shortcut="Alt+↓"),
        IconButton("dots-vertical", "Plus d’actions"),
        spacing=4,
    )
    steps: tuple[tuple[str, Tone, str, str], ...] = (
        ("circle-check", "success", "Date et lieu", "10 décembre, 9 h 30, salle Opale"),
        ("circle-check", "success", "Ordre du jour", "7 points, 80 min, fin 10 h 50"),
        ("circle-dashed", "neutral", "Convocations", "14 envoyées, 2 à envoyer"),
        ("circle-dashed", "neutral", "Réponses", "9 sur 16, relance le 3 décembre"),
    )
    lines = [
        IconLine(i, t, a, b, *((Button("Envoyer", kind="small"),) if a == "Convocations" else ()))
        for i, t, a, b in steps
    ]
    return Panel(
        top,
        Label("Comité de suivi QRR", 12.5, 700),
        row(badges.badge(MeetingState.SUMMONED), Badge("J−21", "calendar"), STRETCH, spacing=6),
        hairline(),
        Label("Préparation", 10, 600),
        Bar(0.5, "Préparation"),
        *lines,
        hairline(),
        Pair("Présidence", "M. Philippe Garnier"),
        Pair("Secrétariat", "Mme Claire Lemaire"),
        Pair("Reprises du n° 5", "5 décisions"),
        STRETCH,
        foot=(Button("Ouvrir la séance", "arrow-right", "primary"), Button("Ouvrir le mode séance", "broadcast")),
        spacing=10,
    )


def decisions_page() -> QWidget:
    table = TableView(RowsModel(DECISION_COLUMNS, DECISIONS), "Registre des décisions", row_height=43)
    table.select("D-22")
    chips = Chips(
        (
            Chip("open", "Ouvertes", 18),
            Chip("late", "En retard", 3),
            Chip("week", "Cette semaine", 2),
            Chip("none", "Sans pilote", 1),
        ),
        "Décisions affichées",
    )
    partners = ChoiceField("Partenaire", ((None, "Tous les partenaires"), (1, "Ville de Calais")), 180)
    tools = row(chips, partners, FilterField(width=110), spacing=5, margins=(12, 9, 12, 9), grow=0)
    top = row(Label("Décision D-22", 9, 600, "text2"), STRETCH, IconButton("dots-vertical", "Plus d’actions"))
    pilot = row(Label("Pilote", 9.5, 400, "text2"), STRETCH, Avatar("DSD", 22), Label("DSDEN 62", 9.5, 600), spacing=6)
    panel = Panel(
        top,
        Label("Ouvrir l’accès piéton de la rue du Stade aux heures de sortie", 12.5, 700, wrap=True),
        row(
            Badge("En retard", "alert-octagon", "danger"),
            Badge("Reconduite 2 fois", "repeat", "danger"),
            STRETCH,
            spacing=6,
        ),
        hairline(),
        pilot,
        Pair("Associés", "Ville de Calais, Département 62"),
        Pair("Échéance", "vendredi 16 octobre 2026"),
        hairline(),
        Label("Historique", 10, 600),
        IconLine(
            "gavel",
            "accent",
            "Décidée, séance n° 4",
            "échéance au 4 septembre",
            Label("18 juin", 8.5, 400, "text3"),
            weight=500,
        ),
        IconLine(
            "repeat",
            "warning",
            "Reconduite au 24 septembre",
            "avis de la voirie attendu",
            Label("4 sept.", 8.5, 400, "text3"),
            weight=500,
        ),
        hairline(),
        Note("info", "Proposée à la séance n° 6", "Elle figure dans les suites données, point 2."),
        STRETCH,
        foot=(
            row(Button("Reporter", "calendar-due"), Button("Marquer tenue", "check")),
            Button("Préparer la relance", "mail-forward", "primary"),
        ),
    )
    return boxed(
        row(TableCard(tools, hairline(), table, grow=2), panel, spacing=12, margins=theme.PAGE_MARGINS, grow=0)
    )


def home_page() -> QWidget:
    figures = [
        KeyFigure("Prochaine séance", "calendar-event"),
        KeyFigure("Décisions ouvertes", "gavel", bar=True),
        KeyFigure("Réponses reçues", "mail-opened", bar=True),
    ]
    figures[0].set_values("J−21", "jeudi 10 décembre", "9 h 30 · 9 réponses sur 16")
    figures[1].set_values("18", "dont 3 en retard", "2 à échéance cette semaine", 0.62)
    figures[2].set_values("9", "sur 16", "7 sans réponse", 9 / 16)
    todo: tuple[tuple[str, Tone, str, str, str], ...] = (
        (
            "alert-octagon",
            "danger",
            "3 décisions ont dépassé leur échéance",
            "D-31 Logis d’Opale · D-27 Ville de Calais · D-22 DSDEN 62",
            "Relancer",
        ),
        ("inbox", "warning", "3 retours en retard de 3 jours", "Logis d’Opale · DSDEN 62 · Mission locale", "Relancer"),
        (
            "file-import",
            "info",
            "Vérifier le classeur rendu par « Habitat du Détroit »",
            "5 valeurs modifiées · 1 conflit · 1 à corriger",
            "Vérifier",
        ),
        (
            "send",
            "accent",
            "2 convocations restent à envoyer pour le 10 décembre",
            "Délai conseillé de 15 jours : avant le mercredi 25 novembre",
            "Envoyer",
        ),
        (
            "file-check",
            "success",
            "Relire le compte rendu du 24 septembre",
            "5 points à revoir avant la validation par la présidence",
            "Relire",
        ),
    )
    lines: list[QWidget] = []
    for icon, tone, title, detail, verb in todo:
        lines += [
            IconLine(icon, tone, title, detail, Button(verb), box=32, size=10, margins=(16, 8, 12, 8)),
            hairline(),
        ]
    left = Card(
        CardHead("À faire", "5 éléments, par urgence", Button("Tout afficher", kind="ghost")), *lines[:-1], STRETCH
    )
    partners = (
        ("VC", "Ville de Calais", (1, 1, 1, 1)),
        ("DIPN", "DIPN 62", (0, 2, 1, 0)),
        ("HD", "Habitat du Détroit", (1, 1, 0, 0)),
    )
    looks: tuple[tuple[str, str, Tone], ...] = (
        ("Tenue", "circle-check", "success"),
        ("En cours", "progress", "info"),
        ("Reconduite", "repeat", "warning"),
        ("En retard", "alert-octagon", "danger"),
    )
    grid = QGridLayout()
    theme.space(grid, 8, (16, 12, 16, 12))
    grid.setColumnStretch(2, 1)
    for line, (acronym, name, counts) in enumerate(partners):
        parts = tuple(Part(n, w, t, i) for n, (w, i, t) in zip(counts, looks, strict=True))
        grid.addWidget(Avatar(acronym, 24), line, 0)
        grid.addWidget(Label(name, 9.5), line, 1)
        grid.addWidget(StackedBar(parts, underlined=True), line, 2)
    right = Card(
        CardHead("Décisions par partenaire", "en cours", Button("Registre", "gavel", "ghost")),
        grid,
        hairline(),
        STRETCH,
    )
    body = row(left, right, spacing=12)
    body.setStretch(0, 58)
    body.setStretch(1, 42)
    return boxed(column(row(*figures, spacing=12), body, spacing=12, margins=theme.PAGE_MARGINS, grow=1))


def empty_page() -> QWidget:
    text = (
        "Créez la première séance : l’ordre du jour, la convocation et la feuille d’émargement "
        "seront préparés à partir du modèle « Comité de suivi »."
    )
    actions = (("Nouvelle séance", "plus"), ("Explorer avec des données d’exemple", "sparkles"))
    card = Card(EmptyState("calendar-plus", "Aucune séance pour l’instant", text, actions))
    return boxed(column(card, margins=theme.PAGE_MARGINS, grow=0))


PAGES = {
    "home": (home_page, "home", "Bonjour Claire", "Jeudi 19 novembre 2026 · semaine 47"),
    "seances": (meetings_page, "meetings", "Séances", "6 séances · Comité de suivi QRR, Beau-Marais et Centre-ville"),
    "decisions": (
        decisions_page,
        "decisions",
        "Décisions",
        "35 depuis septembre 2025 · 18 ouvertes · 15 tenues · 2 abandonnées",
    ),
    "kit": (kit_page, "meetings", "Comité de suivi QRR, séance n° 6", ""),
    "empty": (empty_page, "meetings", "Séances", ""),
}


def framed(name: str) -> Shell:
    """A shell with one of the pages."""
    make, key, title, subtitle = PAGES[name]
    shell = Shell(NAV, "Calais — Beau-Marais")
    shell.show_page(make())
    shell.set_current(key)
    if name == "kit":
        shell.set_heading(title, crumbs=("Séances", "2026"), badge=badges.badge(MeetingState.SUMMONED))
    else:
        shell.set_heading(title, subtitle)
    shell.set_count("decisions", 3)
    shell.set_saved_at(time(14, 32))
    shell.set_base_info("Base : concertation-calais.psq · 6 séances · 28 décisions · 16 partenaires")
    shell.set_backup_info("Dernière sauvegarde : aujourd’hui 12 h 00")
    shell.set_fictional(True)
    shell.set_actions(
        (Button("Exporter", "file-export"), Button("Nouvelle séance", "plus", "primary", shortcut="Ctrl+N"))
    )
    shell.set_search_entries(
        (
            SearchEntry("Nouvelle séance", "new-meeting", "Ctrl+N", "plus"),
            SearchEntry("Décisions en retard", "late", icon="gavel"),
            SearchEntry("Habitat du Détroit", "partner-6", "partenaire", "building-community"),
        )
    )
    return shell


def first_start() -> FirstStart:
    return FirstStart()

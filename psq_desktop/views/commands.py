"""The commands of the menus, as data: the menu bar, Ctrl+K and the shortcut sheet are made from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the menus; ``run`` is a method of the window. ``base``: only with an open base.

    ``taken``: the key that its screen takes itself, for the menu to tell.
    """

    key: str
    menu: str
    text: str
    run: str
    keys: tuple[str, ...] = ()
    base: bool = True
    icon: str = "arrow-right"
    separator: bool = False
    taken: str = ""


# On an AZERTY digit row Ctrl+1 needs Maj: the unshifted characters are bound too.
AZERTY_DIGITS = tuple(zip("123456789", "&é\"'(-è_ç", strict=True))

COMMANDS = (
    Command("new_base", "&Fichier", "Créer une base…", "create_base", base=False, icon="database-plus"),
    Command("open_base", "&Fichier", "Ouvrir une base…", "open_base", ("Ctrl+O",), base=False, icon="folder-open"),
    Command("demo", "&Fichier", "Explorer avec des données d’exemple", "explore", base=False, icon="sparkles"),
    Command("save", "&Fichier", "Enregistrer", "save_now", ("Ctrl+S",), icon="device-floppy", separator=True),
    Command("close_base", "&Fichier", "Fermer la base", "leave_base", ("Ctrl+W",), icon="x"),
    Command("quit", "&Fichier", "Quitter", "close", ("Ctrl+Q",), base=False, icon="logout", separator=True),
    Command("undo", "É&dition", "Annuler", "undo", ("Ctrl+Z",), icon="arrow-back-up"),
    Command("redo", "É&dition", "Rétablir", "redo", ("Ctrl+Y", "Ctrl+Shift+Z"), icon="arrow-forward-up"),
    Command("new", "É&dition", "Nouveau", "create_new", ("Ctrl+N",), icon="plus", separator=True),
    Command("filter", "É&dition", "Filtrer la liste", "focus_filter", ("Ctrl+F",), icon="filter"),
    Command("search", "É&dition", "Rechercher ou agir", "focus_search", ("Ctrl+K",), icon="search"),
    Command("new_meeting", "&Séance", "Nouvelle séance…", "create_meeting", icon="calendar-plus"),
    Command("preview", "&Séance", "Aperçu du compte rendu", "preview_minutes", ("Ctrl+P",), icon="eye"),
    Command("export", "&Séance", "Exporter le compte rendu…", "export_minutes", ("Ctrl+E",), icon="file-export"),
    Command("summon", "&Séance", "Préparer les convocations…", "act_on_meeting", icon="send", separator=True),
    Command("postpone", "&Séance", "Reporter la séance…", "act_on_meeting", icon="calendar-off"),
    Command("dossier", "&Séance", "Dossier de séance…", "act_on_meeting", icon="file-text"),
    Command("brief", "&Séance", "Note pour la présidence…", "act_on_meeting", icon="user-star"),
    Command("live", "&Séance", "Mode séance", "act_on_meeting", icon="broadcast", separator=True),
    Command("project", "&Séance", "Projeter", "act_on_meeting", ("F5",), icon="presentation"),
    Command("black", "&Séance", "Écran noir", "blacken", ("Ctrl+Shift+B",), icon="eye-off"),
    Command("next_item", "&Séance", "Point suivant", "act_on_meeting", icon="arrow-right", taken="Ctrl+→"),
    Command("previous_item", "&Séance", "Point précédent", "act_on_meeting", icon="arrow-left", taken="Ctrl+←"),
    Command("decision", "&Séance", "Nouvelle décision", "act_on_meeting", icon="gavel", separator=True, taken="F7"),
    Command("action", "&Séance", "Nouvelle action", "act_on_meeting", icon="clipboard-check", taken="F8"),
    Command("speech", "&Séance", "Intervention", "act_on_meeting", icon="microphone", taken="F9"),
    Command("vote", "&Séance", "Vote à main levée", "act_on_meeting", icon="hand-stop"),
    Command("presence", "&Séance", "Présences", "act_on_meeting", icon="user-check", taken="Ctrl+M"),
    Command("pause", "&Séance", "Suspendre, reprendre", "act_on_meeting", icon="player-pause", taken="Ctrl+Maj+P"),
    Command("read_back", "&Séance", "Relire les décisions", "act_on_meeting", icon="eye-check"),
    Command("remind_decisions", "Dé&cisions", "Relancer les retards…", "act_on_decisions", icon="mail-forward"),
    Command("export_register", "Dé&cisions", "Exporter le registre affiché…", "act_on_decisions", icon="file-export"),
    Command("new_objective", "&Objectifs", "Nouvel objectif…", "create_objective", icon="target-arrow"),
    Command("axes", "&Objectifs", "Axes stratégiques…", "edit_axes", icon="stack-2"),
    Command("matrix", "&Objectifs", "Matrice", "show_matrix", icon="grid-dots"),
    Command("preview_progress", "&Objectifs", "Aperçu des objectifs…", "preview_progress", icon="eye", separator=True),
    Command(
        "export_progress", "&Objectifs", "Exporter le tableau d’avancement…", "export_progress", icon="file-export"
    ),
    Command("export_matrix", "&Objectifs", "Exporter la matrice…", "export_matrix", icon="file-export"),
    Command("export_sheets", "&Objectifs", "Exporter les fiches-actions…", "export_action_sheets", icon="file-export"),
    Command("new_campaign", "&Retours", "Nouvelle campagne…", "create_campaign", icon="plus"),
    Command("receive", "&Retours", "Recevoir des classeurs…", "receive_files", icon="file-import"),
    Command("late_returns", "&Retours", "Retours en retard", "show_late_returns", icon="alert-octagon"),
    Command("prepare_round", "&Retours", "Préparer les envois…", "act_on_round", icon="send", separator=True),
    Command("remind_round", "&Retours", "Relancer les retards…", "act_on_round", icon="mail-forward"),
    Command("edit_round", "&Retours", "Modifier la campagne…", "act_on_round", icon="pencil", separator=True),
    Command("remove_round", "&Retours", "Supprimer la campagne", "act_on_round", icon="trash"),
    Command("new_reservist", "Réser&ves", "Nouveau réserviste…", "act_on_reserves", icon="user-plus"),
    Command("new_mission", "Réser&ves", "Nouvelle mission…", "act_on_reserves", icon="calendar-plus"),
    Command("enter_shift", "Réser&ves", "Saisir une vacation…", "act_on_reserves", icon="clock"),
    Command("validate_hours", "Réser&ves", "Valider les heures…", "act_on_reserves", icon="checks"),
    Command(
        "ask_availability", "Réser&ves", "Demander les disponibilités…", "act_on_reserves", icon="send", separator=True
    ),
    Command("receive_availability", "Réser&ves", "Recevoir des disponibilités…", "act_on_reserves", icon="file-import"),
    Command("fill_missions", "Réser&ves", "Affecter automatiquement", "act_on_reserves", icon="wand"),
    Command("export_roster", "Réser&ves", "Exporter le registre nominatif…", "act_on_reserves", icon="file-export"),
    Command("unmask", "Réser&ves", "Démasquer, masquer les noms", "act_on_reserves", icon="eye", separator=True),
    Command("skill_list", "Réser&ves", "Compétences de la réserve…", "act_on_reserves", icon="certificate"),
    Command("reserve_rules", "Réser&ves", "Règles de la réserve…", "act_on_reserves", icon="adjustments"),
    Command("new_posts", "Dis&positif", "Nouveau poste fidélisé…", "act_on_district", icon="user-plus"),
    Command("new_mobile", "Dis&positif", "Nouveau renfort de forces mobiles…", "act_on_district", icon="calendar-plus"),
    Command("new_needs", "Dis&positif", "Nouveau besoin de formation…", "act_on_district", icon="school"),
    Command("new_trainings", "Dis&positif", "Nouvelle session de formation…", "act_on_district", icon="certificate"),
    Command("new_equipment", "Dis&positif", "Nouvelle demande d’équipement…", "act_on_district", icon="device-tablet"),
    Command("new_controls", "Dis&positif", "Programmer un contrôle…", "act_on_district", icon="shield-check"),
    Command("new_outreach", "Dis&positif", "Nouveau contact de population…", "act_on_district", icon="speakerphone"),
    Command("public_sheet", "Dis&positif", "Fiche publique…", "act_on_district", icon="file-text"),
    Command("new_liaisons", "Dis&positif", "Nouveau référent sécurité…", "act_on_district", icon="id-badge-2"),
    Command("new_victims", "Dis&positif", "Nouveau mois d’accueil…", "act_on_district", icon="heart-handshake"),
    Command("new_surveys", "Dis&positif", "Nouvelle enquête…", "act_on_district", icon="chart-bar"),
    Command("new_wave", "Dis&positif", "Saisir une vague d’enquête…", "act_on_district", icon="clipboard-plus"),
    Command("note", "Dis&positif", "Note trimestrielle", "act_on_district", icon="file-text", separator=True),
    Command("back", "&Affichage", "Écran précédent", "go_back", ("Alt+Left",), icon="arrow-left"),
    Command("forward", "&Affichage", "Écran suivant", "go_forward", ("Alt+Right",), icon="arrow-right"),
    Command("pane", "&Affichage", "Volet suivant", "next_pane", ("F6",), icon="stack-2"),
    Command("bigger", "&Affichage", "Agrandir le texte", "zoom_in", ("Ctrl++", "Ctrl+="), base=False, icon="zoom-in"),
    Command("smaller", "&Affichage", "Réduire le texte", "zoom_out", ("Ctrl+-",), base=False, icon="minus"),
    Command("normal", "&Affichage", "Taille normale", "zoom_reset", ("Ctrl+0", "Ctrl+à"), base=False, icon="search"),
    Command("full", "&Affichage", "Plein écran", "toggle_full_screen", ("F11",), base=False, icon="maximize"),
    Command("committee", "&Outils", "Instance et formations…", "edit_committee", icon="building-community"),
    Command("settings", "&Outils", "Paramètres…", "open_settings", ("Ctrl+,",), base=False, icon="settings"),
    Command("help", "A&ide", "Aide de cet écran", "show_help", ("F1",), base=False, icon="help-circle"),
    Command("shortcuts", "A&ide", "Raccourcis clavier", "show_shortcuts", ("Shift+F1",), base=False, icon="keyboard"),
    Command("about", "A&ide", "À propos de Concertation", "show_about", base=False, icon="info-circle"),
)
# Keys that screens take themselves, for the shortcut sheet: group, what they do, keys.
SCREEN_KEYS = (
    ("Dans une liste", "Modifier", "F2"),
    ("Dans une liste", "Ouvrir", "Entrée"),
    ("Dans une liste", "Supprimer", "Suppr"),
    ("Dans une liste", "Ligne précédente, suivante", "Alt+↑, Alt+↓"),
    ("Dans le dispositif", "Dupliquer", "Ctrl+D"),
    ("Dans le dispositif", "Onglet suivant, précédent", "Ctrl+Tab, Ctrl+Maj+Tab"),
    ("Dans une séance", "Nouvelle décision", "F7"),
    ("Dans une séance", "Nouvelle action", "F8"),
    ("Dans une séance", "Partie suivante, précédente", "Ctrl+Tab, Ctrl+Maj+Tab"),
    ("Dans une séance", "Déplacer un point, ou point précédent, suivant", "Alt+↑, Alt+↓"),
    ("Dans une séance", "Enregistrer la décision saisie", "Ctrl+Entrée"),
    ("En séance", "Point suivant, précédent", "Ctrl+→, Ctrl+←"),
    ("En séance", "Intervention d’un participant", "F9"),
    ("En séance", "Présences", "Ctrl+M"),
    ("En séance", "Suspendre, reprendre", "Ctrl+Maj+P"),
    ("En séance", "Décision, action ou vote dans les notes", "/décision, /action, /vote"),
    ("À l’écran projeté", "Écran noir", "B"),
    ("Dans le compte rendu", "Gras, italique", "Ctrl+B, Ctrl+I"),
    ("Dans les objectifs", "Enregistrer le relevé ou le formulaire", "Ctrl+Entrée"),
    ("Dans la matrice", "Se déplacer, ouvrir l’objectif", "Flèches, Entrée"),
    ("Dans la matrice", "Copier en tableau", "Ctrl+C"),
    ("Dans la matrice", "Revenir à la liste", "Échap"),
    ("Dans les retours", "Se déplacer entre les partenaires", "Flèches"),
    ("Dans les retours", "Faire ce que la carte propose", "Entrée"),
    ("Dans les réserves", "Partie suivante, précédente", "Ctrl+Tab, Ctrl+Maj+Tab"),
    ("Affichage", "Thème suivant", "Ctrl+Maj+T"),
)
MENUS = (
    "&Fichier", "É&dition", "&Affichage", "&Séance", "Dé&cisions", "&Objectifs", "&Retours", "Réser&ves", "Dis&positif",
    "&Outils", "A&ide",
)  # fmt: skip

"""Invented meetings to export. ``python -m tests.exports.documents FOLDER`` writes one of every file."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, time
from pathlib import Path

from psq_desktop.richtext import RichText, from_markup
from psq_desktop.services.kinds import (
    AgendaKind,
    AttendanceStatus,
    DecisionKind,
    DecisionState,
    DisclosureLevel,
    MinutesState,
    SummonsKind,
)
from psq_desktop.services.minuting.minutes_rows import (
    AttendanceLine,
    DecisionLine,
    ItemLine,
    MeetingDocument,
    NextMeeting,
)
from psq_desktop.services.preparing.summons_rows import SummonsDocument, SummonsItem

COLLEGES = (
    "État", "Autorité judiciaire", "Collectivités", "Bailleurs sociaux", "Transporteurs",
    "Éducation nationale", "Associations", "Habitants", "Organismes",
)  # fmt: skip

PRESENT, REPRESENTED = AttendanceStatus.PRESENT, AttendanceStatus.REPRESENTED
EXCUSED, ABSENT, GUEST = AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT, AttendanceStatus.GUEST


def seat(
    college: str,
    partner: str,
    person: str,
    status: AttendanceStatus = PRESENT,
    *,
    acronym: str = "",
    role: str = "Titulaire",
    by: str = "",
    arrived: time | None = None,
    left: time | None = None,
) -> AttendanceLine:
    return AttendanceLine(
        college=college,
        partner=partner,
        acronym=acronym,
        person=person,
        role=role,
        status=status,
        represented_by=by,
        arrived=arrived,
        left=left,
        guest=status is GUEST,
    )


ATTENDANCE = (
    seat("État", "sous-préfecture", "M. Étienne Valcourt", role="Sous-préfet de Calais"),
    seat("État", "Direction interdépartementale de la police nationale", "Mme Solène Briquet",
         acronym="DIPN 62", role="Cheffe de circonscription"),
    seat("État", "Direction de l’emploi et des solidarités", "", REPRESENTED, acronym="DDETS", by="Mme Lenoble"),
    seat("Autorité judiciaire", "parquet", "M. Aurélien Tasset", GUEST, role="Vice-procureur"),
    seat("Collectivités", "Ville de Calais", "Mme Odile Farcy", role="Adjointe à la tranquillité publique"),
    seat("Collectivités", "Agglomération", "M. Karim Wallet", arrived=time(14, 50), left=time(16, 0)),
    seat("Bailleurs sociaux", "Foyer des Dunes", "Mme Nadège Roussel", role="Directrice de la proximité"),
    seat("Bailleurs sociaux", "Logis du Détroit", "", REPRESENTED),
    seat("Transporteurs", "Transports du Détroit", "M. Bastien Quéval"),
    seat("Éducation nationale", "DSDEN 62", "Mme Hélène Carbon"),
    seat("Éducation nationale", "Collège des Embruns", "", EXCUSED),
    seat("Associations", "Médiation du Rivage", "M. Joris Pannetier"),
    seat("Associations", "Écoute Littoral", "", EXCUSED),
    seat("Habitants", "conseil citoyen", "M. Lucien Hocquet"),
    seat("Habitants", "Conseil de quartier", "", EXCUSED),
    seat("Organismes", "Mission locale", "", ABSENT),
)  # fmt: skip


def decision(
    ref: str,
    text: str,
    pilot: str | None = None,
    due: date | None = None,
    *,
    state: DecisionState = DecisionState.OPEN,
    associates: tuple[str, ...] = (),
    proof: str = "",
    comment: str = "",
    carried_over: int = 0,
    late_days: int = 0,
    previous_due: date | None = None,
    meeting: int = 5,
    item: str = "",
) -> DecisionLine:
    return DecisionLine(
        ref=ref,
        kind=DecisionKind.ACTION if ref.startswith("A") else DecisionKind.DECISION,
        text=text,
        pilot=pilot,
        associates=associates,
        due=due,
        previous_due=previous_due,
        proof=proof,
        state=state,
        carried_over=carried_over,
        late_days=late_days,
        comment=comment,
        meeting_number=meeting,
        item=item,
    )


FOLLOW_UP = (
    decision("D-19", "Poser douze caméras de hall aux 4 et 6, rue des Salines", "Foyer des Dunes",
             date(2026, 9, 30), state=DecisionState.DONE, comment="Procès-verbal de réception du 24 septembre.",
             meeting=3),
    decision("A-21", "Transmettre chaque mois la carte des pannes d'éclairage", "Ville de Calais",
             date(2026, 10, 15), state=DecisionState.DONE, meeting=4),
    decision("D-22", "Installer quatre ralentisseurs, avenue des Oyats", "Ville de Calais", date(2026, 10, 31),
             state=DecisionState.IN_PROGRESS, comment="Un posé sur quatre ; marché notifié le 20 octobre.",
             meeting=4),
    decision("A-24", "Ouvrir un créneau de rencontre au collège le mercredi", "DSDEN 62", date(2027, 1, 8),
             state=DecisionState.CARRIED_OVER, carried_over=1, previous_due=date(2026, 10, 15),
             associates=("Collège des Embruns",), comment="Salle indisponible ; report au 8 janvier.", meeting=4),
    decision("D-25", "Rendre compte des enlèvements de véhicules épaves", "Ville de Calais", date(2026, 9, 30),
             state=DecisionState.IN_PROGRESS, late_days=36, comment="Aucun relevé depuis le 17 août.", meeting=4),
    decision("D-20", "Étudier un marquage au sol place des Filets", "Agglomération", date(2026, 9, 1),
             state=DecisionState.ABANDONED, meeting=3),
)  # fmt: skip

TOURS = decision(
    "D-27", "Étendre les tournées communes bailleur – police aux entrées 8, 10 et 12 de la rue des Salines, "
    "deux soirs par semaine.", "Foyer des Dunes", date(2026, 12, 1),
    associates=("DIPN 62", "Médiation du Rivage"), proof="Planning signé et relevé mensuel",
    item="Libérer les halls : bilan de l'été",
)  # fmt: skip
CALENDAR = decision(
    "D-28", "Arrêter le calendrier des trois aménagements restants et le présenter aux habitants lors d'une "
    "permanence.", "Ville de Calais", date(2026, 12, 18), associates=("Conseil citoyen", "DIPN 62"),
    proof="Calendrier affiché, compte rendu de permanence", item="Réduire les rodéos : objectif compromis",
)  # fmt: skip
SUPPORT = decision(
    "A-29", "Demander le renfort des forces mobiles pour les 3, 10 et 17 avril 2027.", None, None,
    associates=("DIPN 62",), proof="Réponse de la zone de défense",
    item="Réduire les rodéos : objectif compromis",
)  # fmt: skip
APPROVAL = decision(
    "D-26", "Approuver le compte rendu de la séance n° 4", "Secrétariat", date(2026, 11, 5),
    state=DecisionState.DONE, proof="Compte rendu scellé", item="Approbation du compte rendu de la séance n° 4",
)  # fmt: skip
KEYS = decision(
    "A-31", "Rendre les clés du local de l'avenue des Oyats", "Foyer des Dunes", date(2026, 11, 13),
    associates=("Médiation du Rivage",), proof="Reçu de remise", item="Tour de table",
)  # fmt: skip


def item(
    number: int,
    title: str,
    notes: RichText | str,
    *decisions: DecisionLine,
    kind: AgendaKind = AgendaKind.DEBATE,
    rapporteur: str = "",
    minutes: int | None = None,
    disclosure: DisclosureLevel = DisclosureLevel.PARTNERS,
) -> ItemLine:
    rich = from_markup(notes) if isinstance(notes, str) else notes
    return ItemLine(number, title, kind, rapporteur, minutes, disclosure, rich, decisions)


ITEMS = (
    item(1, "Approbation du compte rendu de la séance n° 4",
         "Aucune observation n'est parvenue au secrétariat dans le délai de quinze jours. Le compte rendu de la "
         "séance du 10 septembre 2026 est approuvé sans modification et scellé.",
         kind=AgendaKind.DECISION, minutes=3),
    item(2, "Libérer les halls : bilan de l'été",
         "Mme Roussel rappelle que les signalements sont passés de 46 à 31 par mois depuis janvier, pour une cible "
         "de 23. Le délai de réponse du bailleur est de 7 jours (12 au départ). La baisse tient aux douze caméras "
         "posées rue des Salines et aux tournées communes du mardi.\n"
         "M. Hocquet souligne que trois entrées, hors du périmètre équipé, concentrent désormais les nuisances de "
         "soirée. Mme Briquet propose d'y déplacer une partie des passages, sans en changer le nombre.",
         TOURS, rapporteur="Mme Roussel, Foyer des Dunes", minutes=20),
    item(3, "Réduire les rodéos : objectif compromis",
         "Les signalements de l'été atteignent 71, contre 64 l'an passé et une cible de 35. Un seul des quatre "
         "aménagements prévus est réalisé. Mme Farcy indique que le marché de voirie a été notifié le 20 octobre et "
         "que les trois autres chantiers commenceront en janvier.\n"
         "Le président demande que l'appui des forces mobiles soit sollicité pour les trois premiers week-ends "
         "d'avril et que les habitants soient informés du calendrier des travaux.",
         CALENDAR, SUPPORT, rapporteur="Mme Briquet, DIPN 62", minutes=25),
    item(4, "Bus du soir : données d'octobre",
         "7,9 incidents pour 100 000 km en octobre, contre 9,4 en janvier ; six services détournés sur le "
         "trimestre, contre onze. Le pilote maintient son appréciation « Atteignable », mais l'avancement (44 %) "
         "est en retard de 28 points sur le temps écoulé.\n"
         "## Ce qui est demandé\n- un point d'étape **en décembre** ;\n- le relevé _par ligne_ et par heure ;\n"
         "- la liste des œuvres d'art à protéger place des Cœurs.\n1. d'abord les arrêts éclairés\n1. ensuite les "
         "autres",
         kind=AgendaKind.INFORMATION, rapporteur="M. Quéval, Transports du Détroit", minutes=10),
    item(6, "Tour de table et questions diverses",
         "M. Pannetier signale que les médiateurs n'ont plus accès au local de l'avenue des Oyats. Le Foyer des "
         "Dunes rétablit les clés sous huit jours. Aucune autre question n'est soulevée.", KEYS, minutes=15),
)  # fmt: skip

MEETING = MeetingDocument(
    letterhead=("Préfecture du Pas-de-Calais", "Sous-préfecture de Calais", "Secrétariat du comité de concertation"),
    reference="QRR/2026/05",
    disclosure=DisclosureLevel.PARTNERS,
    withheld=(5,),
    issued_on=date(2026, 11, 12),
    issued_at="Calais",
    fictional=True,
    committee="Comité de pilotage du quartier de reconquête républicaine",
    formation="",
    district="Calais, Beau-Marais et Centre-ville",
    number=5,
    date=date(2026, 11, 5),
    starts=time(14, 30),
    ends=time(16, 25),
    place="Sous-préfecture de Calais, salle du conseil",
    chair="M. Étienne Valcourt",
    chair_role="sous-préfet de Calais",
    delegation="Pour le préfet et par délégation,",
    secretary="Mme Inès Delarue",
    contact_line="secretariat@exemple.invalid, 03 53 01 00 12",
    state=MinutesState.CIRCULATED,
    held=True,
    approved_on=None,
    sealed_on=None,
    digest="",
    colleges=COLLEGES,
    attendance=ATTENDANCE,
    follow_up=FOLLOW_UP,
    items=ITEMS,
    decisions=(APPROVAL, TOURS, CALENDAR, SUPPORT, KEYS),
    next_meeting=NextMeeting(6, date(2026, 12, 10), time(14, 30), "sous-préfecture de Calais"),
)


SUMMONS = SummonsDocument(
    letterhead=("Préfecture du Pas-de-Calais", "Sous-préfecture de Calais", "Secrétariat du comité de suivi"),
    reference="QRR/2026/06",
    disclosure=DisclosureLevel.PARTNERS,
    issued_on=date(2026, 11, 12),
    issued_at="Calais",
    fictional=True,
    kind=SummonsKind.FIRST,
    committee="Comité de suivi QRR",
    formation="Plénière",
    district="Calais, Beau-Marais",
    number=6,
    date=date(2026, 12, 10),
    starts=time(9, 30),
    ends=time(11, 0),
    place="Sous-préfecture de Calais, salle du conseil",
    chair="M. Étienne Valcourt",
    chair_role="sous-préfet de Calais",
    delegation="Pour le préfet et par délégation,",
    secretary="Mme Inès Delarue",
    contact_line="secretariat@exemple.invalid, 03 53 01 10 10",
    contact_email="secretariat@exemple.invalid",
    reply_by=date(2026, 12, 3),
    paragraphs=("Madame, Monsieur,", "J’ai l’honneur de vous convier le jeudi 10 décembre 2026 à 9 h 30."),
    items=(
        SummonsItem(1, time(9, 30), "Approbation du compte rendu de la séance n° 5", "Présidence", 5),
        SummonsItem(2, time(9, 35), "Halls et parties communes", "Habitat du Détroit", 20),
        SummonsItem(3, time(9, 55), "Point réservé", "", None),
    ),
    attachments=("entrée d’agenda (.ics)",),
    moved_from=None,
    sequence=0,
    closing=("Merci de répondre au plus tard le jeudi 3 décembre 2026.",),
    strong=("jeudi 10 décembre 2026", "9 h 30"),
    uid="0123456789abcdef-6",
)


def sealed(document: MeetingDocument = MEETING) -> MeetingDocument:
    """Approved at the next meeting and sealed."""
    return replace(
        document,
        state=MinutesState.SEALED,
        approved_on=date(2026, 12, 10),
        sealed_on=date(2026, 12, 11),
        digest="7f3a91c40b2e55aa" * 4,
    )


def upcoming(document: MeetingDocument = MEETING) -> MeetingDocument:
    """Before the meeting: everybody is expected, the sheet is there to be signed."""
    attendance = tuple(
        replace(line, status=line.status if line.guest else AttendanceStatus.EXPECTED, represented_by="",
                arrived=None, left=None)
        for line in document.attendance
    )  # fmt: skip
    return replace(document, held=False, ends=None, attendance=attendance, state=MinutesState.DRAFT)


def long_meeting(items: int = 110) -> MeetingDocument:
    """About fifty pages of minutes."""
    many = tuple(
        replace(ITEMS[1 + i % 3], number=i + 1, title=f"{ITEMS[1 + i % 3].title} ({i + 1})") for i in range(items)
    )
    return replace(MEETING, items=many, withheld=(), decisions=MEETING.decisions * 12, follow_up=FOLLOW_UP * 12)


def main(folder: str) -> None:
    from psq_desktop.exports import catalogue

    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for what in catalogue.WHAT:
        for ending in catalogue.endings(what):
            catalogue.write(what, MEETING, target / f"{what}{ending}")
    catalogue.write("attendance", upcoming(), target / "attendance-to-sign.pdf")
    catalogue.write("minutes", sealed(), target / "minutes-sealed.pdf")


if __name__ == "__main__":
    main(sys.argv[1])

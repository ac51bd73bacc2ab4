"""Invented briefs and files of meetings, as long as a test wants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from psq_desktop.services.facts import Gap
from psq_desktop.services.kinds import AgendaKind, AgendaRole, OutlookState, Reply
from psq_desktop.services.preparing.brief_rows import (
    BriefDocument,
    BriefItem,
    DraftLine,
    LateLine,
    Matter,
    OutlookLine,
    PartnerLine,
    Risk,
    Thanks,
)
from psq_desktop.services.preparing.dossier_rows import DossierDocument
from psq_desktop.services.preparing.summons_rows import SummonsItem
from tests.exports.documents import MEETING, SUMMONS, upcoming
from tests.exports.progress_documents import synthetic

DAY = date(2026, 12, 10)
LONG = "Installer un éclairage qui tient compte des horaires du collège et des bus du soir, rue par rue, "


def item(number: int, title: str = "Halls", **values: object) -> BriefItem:
    made = BriefItem(
        number, time(9, 30), title, AgendaKind.DECISION, AgendaRole.REGULAR, 10, False, "Mme Roussel, Foyer des Dunes",
        "",
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


BRIEF = BriefDocument(
    letterhead=("Préfecture du Nord", "Sous-préfecture"),
    reference="QRR/2026/06",
    number=6,
    date=DAY,
    issued_on=date(2026, 12, 8),
    issued_at="Calais",
    fictional=True,
    committee="Comité de suivi",
    starts=time(9, 30),
    ends=time(11),
    place="Salle du conseil",
    partners=16,
    coming=13,
    unanswered=3,
    planned_minutes=80,
    spare=10,
    previous=date(2026, 11, 5),
    matters=(
        Matter("support", "Un relais radio", "objectif 2.2", "Opale", "DIPN 62", date(2026, 7, 1), item=3),
        Matter("decide", "Éclairage", "point 3", "Ville", item=3),
        Matter("carried", "Recenser les épaves", "D-27", "Ville", "", date(2026, 11, 20), 18, 2),
        Matter("gap", "Contrôles", "objectif 4.1", "DIPN 62", gap=Gap(-41, None)),
        Matter("silent", "Épaves", "objectif 1.4", "Ville", days=94),
    ),
    items=(
        item(1, "Approbation", role=AgendaRole.APPROVAL),
        item(2, "Suites données", role=AgendaRole.FOLLOW_UP, reviews=8, late_reviews=2, late_pilots=("Ville", "DIPN")),
        item(3, "Éclairage", support=True, gap=Gap(-41, None), objective="2.1"),
        item(4, "Situations", restricted=True, trouble="uninvited"),
        item(5, "Tour de table", role=AgendaRole.ROUND_TABLE, starts=None, minutes=None),
    ),
    late=(LateLine("Ville", "Recenser les épaves des parkings", "D-27", date(2026, 11, 20), 18),),
    outlooks=(
        OutlookLine("2.4", "Contrôles", OutlookState.ATTAINABLE, OutlookState.SUPPORT_NEEDED, None),
        OutlookLine("2.1", "Bus du soir", OutlookState.ATTAINABLE, OutlookState.ATTAINABLE, Gap(-31, None)),
    ),
    team=(PartnerLine("Ville", Reply.REPRESENTED, "M. Pollet", 4, 5, 11, 2),),
    thanks=(Thanks("decision", "Foyer", "Tenir les tournées", "D-21", date(2026, 11, 12)),),
    risks=(Risk("no_reply", 2, ("DSD", "EV")), Risk("restricted", 1, ("4",))),
    drafts=(DraftLine("D-38", "Fixer la mise en service", "Ville", ("Opale",), date(2027, 1, 29), "Procès-verbal"),),
)


def long_brief(count: int) -> BriefDocument:
    """Everything ``count`` times, in long words."""
    drafts = BRIEF.drafts * count
    return replace(
        BRIEF,
        items=tuple(item(rank, LONG * 3, late_pilots=("Ville",)) for rank in range(1, count + 1)),
        matters=tuple(replace(each, subject=LONG * 4) for each in BRIEF.matters),
        late=tuple(replace(BRIEF.late[0], text=LONG * 2) for _ in range(count)),
        outlooks=BRIEF.outlooks * count,
        team=tuple(replace(BRIEF.team[0], name=LONG[:60], by=LONG) for _ in range(count)),
        thanks=tuple(Thanks("decision", f"Partenaire {rank}", LONG * 2, f"D-{rank}", DAY) for rank in range(count)),
        risks=tuple(Risk("trouble_excused", 0, (LONG,), rank) for rank in range(1, count + 1)),
        drafts=tuple(replace(draft, text=LONG * 3, proof=LONG) for draft in drafts),
    )


def empty_brief() -> BriefDocument:
    """Of a first meeting on which nothing is known yet."""
    return BriefDocument((), "2027/01", 1, DAY, DAY, "", False, "Comité", risks=(Risk("empty"),))


def dossier() -> DossierDocument:
    """The file of a coming meeting, with its two sheets."""
    meeting = upcoming()
    items = (SummonsItem(1, time(9, 30), "Approbation", "Présidence", 5), SummonsItem(2, None, "Halls", "", None))
    summons = replace(SUMMONS, items=items, ends=time(11), disclosure=meeting.disclosure)
    return DossierDocument(summons, replace(meeting, follow_up=MEETING.follow_up), MEETING, synthetic(2))

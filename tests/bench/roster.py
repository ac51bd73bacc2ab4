"""The roster of 5,000 reservists: the tagged PDF against a plain reportlab table, the workbook against a bare loop."""

from __future__ import annotations

from datetime import date, timedelta
from xml.sax.saxutils import escape

from psq_desktop import french
from psq_desktop.exports import catalogue, roster_facts, roster_pdf, roster_xlsx
from psq_desktop.exports.objective_pdf import CELL_NOTE
from psq_desktop.exports.pdf import fonts, styles
from psq_desktop.exports.pdf.styles import LANDSCAPE
from psq_desktop.exports.xlsx import cells
from psq_desktop.french import date_short
from psq_desktop.services.kinds import DisclosureLevel, ReserveCategory, ReserveProfile, ReservistState
from psq_desktop.services.reserves.roster_rows import HeldSkill, RosterDocument, RosterLine
from psq_desktop.wording import word
from tests.bench.measure import Ratio, compare, cpu_in_fork
from tests.bench.plain_pdf import Cell, Grid, PlainMinutes, Text, table
from tests.bench.plain_pdf import render as render_plain
from tests.bench.progress_xlsx import bare, write_bare

RESERVISTS = 5_000
ROUNDS, PDF_ROUNDS = 4, 2
TODAY = date(2026, 11, 22)
_NAMES = ("Delmotte", "Hochart", "Lefranc", "Quénehen", "Vasseur-Boulogne", "Aït-Slimane", "Wattez")
_SKILLS = ("Médiation", "Secourisme", "Accueil du public", "Prévention routière", "Conduite")


def make(count: int = RESERVISTS) -> RosterDocument:
    """Two thirds operational; hardly two lines alike."""
    lines = (_line(n) for n in range(count))
    return RosterDocument(
        ("Préfecture du Pas-de-Calais", "Sous-préfecture de Calais"), "QRR/2026/11", "22 novembre 2026",
        DisclosureLevel.RESTRICTED, TODAY, "Calais", True, "Comité de suivi QRR",
        tuple(sorted(lines, key=lambda line: (line.category is ReserveCategory.CITIZEN, line.code))),
    )  # fmt: skip


def _line(n: int) -> RosterLine:
    citizen = n % 3 == 2
    skills = tuple(
        HeldSkill(_SKILLS[(n + k) % 5], TODAY + timedelta(n % 700 - 20 + 90 * k), n % 700 < 50, n % 700 < 20)
        for k in range(n % 3)
    )
    name = _NAMES[n % 7]
    return RosterLine(
        code=f"{'RC' if citizen else 'RO'}-{n:02d}",
        name=f"{('Mme', 'M.')[n % 2]} Camille {name} {n}",
        category=ReserveCategory.CITIZEN if citizen else ReserveCategory.OPERATIONAL,
        profile=None if citizen else tuple(ReserveProfile)[n % 4],
        state=ReservistState.ACTIVE if n % 5 else ReservistState.UNAVAILABLE,
        delegate=n == 0,
        activity=f"Accueil et médiation du secteur {n % 40}",
        partner=("CPN", "PM", "")[n % 3],
        skills=skills,
        days_used=n % 150,
        ceiling=None if citizen else 150,
        quarter_hours=float(n % 60),
        reached_on=None if citizen or n % 4 else TODAY + timedelta(n % 120),
        year_end=date(2027, 3, 31),
        foretold=not citizen,
        approved_on=date(2024, 4, 1) + timedelta(n % 300),
        contract_end=date(2027, 3, 31) + timedelta(n % 600),
        phone=f"06 39 98 {n // 100:02d} {n % 100:02d}",
        email=f"camille.{name.lower()}.{n}@exemple.invalid",
    )


# ---------------------------------------------------------------- the PDF


def pdf() -> Ratio:
    """The same words in the same sizes; each side in a child of its own."""
    small, document = make(30), make()
    plain = _plain(document)
    catalogue.render("roster", ".pdf", small)
    render_plain(_plain(small), LANDSCAPE)  # modules and fonts are loaded for both sides
    french.typeset.cache_clear()
    fonts.measure.cache_clear()
    return compare(
        lambda: cpu_in_fork(lambda: catalogue.render("roster", ".pdf", document)),
        lambda: cpu_in_fork(lambda: render_plain(plain, LANDSCAPE)),
        PDF_ROUNDS,
        f"{RESERVISTS:,} reservists",
    )


def _plain(document: RosterDocument) -> PlainMinutes:
    columns = roster_pdf.COLUMNS
    parts: list[Text | Grid] = [Text(("Registre des réservistes", styles.H1))]
    for category in ReserveCategory:
        rows = [_cells(line) for line in document.lines if line.category is category]
        parts += [Text((word(category), styles.H2)), table(columns.headers, rows, columns.widths)]
    return PlainMinutes(parts, document.committee, roster_facts.situation(document.title))


def _cells(line: RosterLine) -> list[Cell]:
    about = ", ".join(filter(None, (line.activity, line.partner)))
    return [
        [(line.code, styles.CELL)],
        [(escape(line.name), styles.CELL_STRONG), (escape(about), styles.CELL_GREY)],
        [(word(line.category), styles.CELL), (word(line.profile) if line.profile else "", styles.CELL_GREY)],
        [(word(line.state), styles.CELL_STRONG)],
        [(roster_facts.skill(held), styles.CELL) for held in line.skills] or [("–", styles.CELL)],
        [(roster_facts.served(line), styles.CELL)],
        [(roster_facts.reached(line), styles.CELL)],
        [(date_short(line.contract_end) if line.contract_end else "–", styles.CELL)],
        [(line.phone, styles.CELL), (line.email, CELL_NOTE)],
    ]


# ---------------------------------------------------------------- the workbook


def xlsx() -> Ratio:
    """A styled cell for each value, written by openpyxl's write-only mode and nothing more."""
    small, document = make(30), make()
    catalogue.render("roster", ".xlsx", small)
    write_bare(bare(roster_xlsx.sheets(small)))
    plain = bare(roster_xlsx.sheets(document))
    french.typeset.cache_clear()
    cells.written.cache_clear()
    return compare(
        lambda: cpu_in_fork(lambda: catalogue.render("roster", ".xlsx", document)),
        lambda: cpu_in_fork(lambda: write_bare(plain)),
        ROUNDS,
        f"{RESERVISTS:,} reservists",
    )

"""What partners do to a workbook before they send it back, and what must be understood of it: a model of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace

from psq_desktop.services.forms.book_rows import Book, CellValue
from psq_desktop.services.forms.form_rows import FormField, FormRow, Input, Scalar
from psq_desktop.services.forms.keys import looks_like_row_key, read_row_key, row_key
from tests.exports.forms import partner_form
from tests.services.forms.sent_books import CODE, SHEET, Grid, book, row_of, sheet

TODAY = dt.date(2026, 11, 22)
MODEL = partner_form()
FORM = replace(
    MODEL, dispatch=CODE,
    rows=tuple(replace(row, facts={"text": row.shown["share"].under}) for row in MODEL.rows),
)  # fmt: skip
FIELDS = [column.key for column in FORM.columns if column.input is not None]
KINDS = {column.key: column.input for column in FORM.columns}

# What is typed, and what it means: a value, or the code of a problem.
Typed = tuple[CellValue, Scalar, str]
NUMBERS: list[Typed] = [
    ("7,5", 7.5, ""), (12.0, 12.0, ""), ("1 284", 1284.0, ""), ("0", 0.0, ""), ("néant", "none", ""),
    ("n.c.", "not_applicable", ""), (" 5 ", 5.0, ""), ("environ 30", None, "unreadable_number"),
    (dt.date(2026, 5, 7), None, "date_in_value"), (True, None, "truth_value"), ("  ", None, ""),
]  # fmt: skip
PERCENTS: list[Typed] = [*NUMBERS, ("12 %", 12.0, ""), ("12,5%", 12.5, "")]
COUNTS: list[Typed] = [*NUMBERS, ("12 %", None, "percent_unexpected")]
LEVELS: list[Typed] = [
    ("bon", 3.0, ""), ("MAUVAIS ", 1.0, ""), ("2", 2.0, ""), ("RAS", "none", ""), ("vert", None, "unknown_choice"),
    ("7", None, "level_unknown"),
]  # fmt: skip
DAYS: list[Typed] = [
    (dt.date(2026, 11, 30), "2026-11-30", ""), ("31 oct. 2026", "2026-10-31", ""), ("31/10/26", "2026-10-31", ""),
    ("oct-26", "2026-10-31", ""), ("bientôt", None, "unreadable_date"), ("15/11/2062", None, "year_out_of_range"),
    (46356.0, None, "day_as_number"), ("", None, ""),
]  # fmt: skip
STATES: dict[str, list[Typed]] = {
    name: [
        *((word, code, "") for code, word in pairs), (pairs[1][1].upper() + " ", pairs[1][0], ""),
        ("peut-être", None, "unknown_choice"), (None, None, ""),
    ]
    for name, pairs in FORM.choices.items()
}  # fmt: skip
WORDS: list[Typed] = [
    ("Deux jets d’objets.", "Deux jets d’objets.", ""), (" Éclairage  attendu ", "Éclairage attendu", ""),
    ("=1+1", "=1+1", ""), (3.0, "3", ""),
]  # fmt: skip
UNASKED: list[Typed] = [("42", None, "not_asked"), (42.0, None, "not_asked"), ("-", None, ""), (" ", None, "")]


def offered(row: FormRow | None, name: str) -> list[Typed]:
    """What may be typed in a cell of a row."""
    if row is None:
        return WORDS if KINDS[name] is Input.TEXT else UNASKED
    told = row.fields.get(name)
    if told is None:
        return UNASKED
    if KINDS[name] is Input.VALUE:
        return LEVELS if told.levels else PERCENTS if told.unit == "%" else COUNTS
    return {Input.DAY: DAYS, Input.CHOICE: STATES.get(told.choices, []), Input.TEXT: WORDS}[KINDS[name]]  # type: ignore[index]


# ---------------------------------------------------------------- a workbook


@dataclass
class Row:
    """A row on its way: its key, what its cells hold, what was typed in them."""

    key: CellValue
    cells: dict[str, CellValue]
    typed: dict[str, Typed] = field(default_factory=dict)
    hidden: bool = False

    @property
    def asked(self) -> FormRow | None:
        ref = read_row_key(self.key) if isinstance(self.key, str) else None
        return FORM.row(ref) if ref is not None else None


@dataclass
class Page:
    """A sheet: lines above the table, the table with or without its header."""

    name: str
    rows: list[Row]
    above: int = 4
    header: bool = True

    @property
    def keyed(self) -> bool:
        return any(isinstance(row.key, str) and looks_like_row_key(row.key) for row in self.rows)


@dataclass
class Workbook:
    """A workbook as a partner has it open."""

    pages: list[Page]
    columns: list[str]
    labels: dict[str, str]
    gone: set[str] = field(default_factory=set)
    extra: int = 0
    fixed: bool = False  # columns are where they were, one of them under another name


def sent() -> Workbook:
    names = [column.key for column in FORM.columns]
    rows = []
    for asked in FORM.rows:
        key, *cells = row_of(FORM, asked)
        typed: dict[str, Typed] = {n: (f.sent, f.sent, "") for n, f in asked.fields.items() if f.filled}
        rows.append(Row(key, dict(zip(names, cells, strict=True)), typed))
    rows += [Row(None, {}), Row("-", {"code": FORM.note})]
    labels = {"key": "Clé", **{column.key: column.label for column in FORM.columns}}
    return Workbook([Page(SHEET, rows)], ["key", *names], labels)


def grid_of(book: Workbook, page: Page) -> Grid:
    # A title moves with its column, as in a spreadsheet: it never comes to stand among the keys.
    before: list[CellValue] = [None] * book.columns.index("code")
    grid: Grid = [[*before, f"Titre {n}"] if n < 3 else [] for n in range(page.above)]
    if page.header:
        grid.append([book.labels[name] for name in book.columns])
    grid += [[row.key if name == "key" else row.cells.get(name) for name in book.columns] for row in page.rows]
    return grid


def as_book(edited: Workbook) -> Book:
    sheets = []
    for page in edited.pages:
        first = page.above + page.header + 1
        hidden = [number for number, row in enumerate(page.rows, first) if row.hidden]
        sheets.append(sheet(grid_of(edited, page), page.name, hidden=hidden))
    return book(*sheets)


# ---------------------------------------------------------------- edits

Edit = Callable[[Workbook, int, int, int], None]


def _rows(edited: Workbook) -> list[Row]:
    """Rows of the table: not our own line, not blank ones."""
    return [row for page in edited.pages for row in page.rows if row.key != "-" and (row.key or row.cells)]


def type_in(edited: Workbook, a: int, b: int, c: int) -> None:
    rows = [row for row in _rows(edited) if row.asked is not None]
    if rows:
        row, name = rows[a % len(rows)], FIELDS[b % len(FIELDS)]
        options = offered(row.asked, name)
        option = options[c % len(options)]
        row.typed[name] = option
        row.cells[name] = option[0]


def sort(edited: Workbook, a: int, b: int, c: int) -> None:
    page, name = edited.pages[a % len(edited.pages)], edited.columns[b % len(edited.columns)]
    table = [row for row in page.rows if row.key != "-"]
    rest = [row for row in page.rows if row.key == "-"]
    table.sort(key=lambda row: str(row.key if name == "key" else row.cells.get(name) or "zz"), reverse=bool(c % 2))
    page.rows = table + rest


def delete_row(edited: Workbook, a: int, b: int, c: int) -> None:
    page = edited.pages[a % len(edited.pages)]
    if page.rows:
        del page.rows[b % len(page.rows)]


def copy_row(edited: Workbook, a: int, b: int, c: int) -> None:
    rows = _rows(edited)
    if rows:
        page = edited.pages[c % len(edited.pages)]
        page.rows.insert(b % (len(page.rows) + 1), deepcopy(rows[a % len(rows)]))


def reword(edited: Workbook, a: int, b: int, c: int) -> None:
    rows = [row for row in _rows(edited) if row.asked is not None]
    if rows:
        rows[a % len(rows)].cells["share"] = ["Prêter deux salles", "Former les 42 conducteurs", None][b % 3]


def add_row(edited: Workbook, a: int, b: int, c: int) -> None:
    page = edited.pages[0]
    code = ["2.1", "2,2", " 2.3 ", "9.9", None][a % 5]
    words = ["Prêter deux salles", "Former les 42 conducteurs", "Prêter  deux salles", None][b % 4]
    row = Row(None, {"code": code, "share": words})
    if c % 3:
        name = FIELDS[c % len(FIELDS)]
        row.typed[name] = offered(None, name)[c % 2]
        row.cells[name] = row.typed[name][0]
    page.rows.insert(c % (len(page.rows) + 1), row)


def add_stranger(edited: Workbook, a: int, b: int, c: int) -> None:
    row = Row(row_key(f"IND-{900 + a % 3}"), {"code": "2.1", "share": "Autre envoi", "value": "12"})
    page = edited.pages[b % len(edited.pages)]
    page.rows.insert(c % (len(page.rows) + 1), row)


def damage_key(edited: Workbook, a: int, b: int, c: int) -> None:
    rows = [row for row in _rows(edited) if row.asked is not None]
    if rows:
        row = rows[a % len(rows)]
        assert isinstance(row.key, str)
        digit = row.key[8]
        wrong: list[CellValue] = [row.key[:8] + str((int(digit) + 1 + b % 9) % 10) + row.key[9:], "IND", 12.0]
        row.key = wrong[c % 3]


def blank_row(edited: Workbook, a: int, b: int, c: int) -> None:
    page = edited.pages[a % len(edited.pages)]
    page.rows.insert(b % (len(page.rows) + 1), Row(None, {"share": "  "} if c % 2 else {}))


def repeat_header(edited: Workbook, a: int, b: int, c: int) -> None:
    page = edited.pages[0]
    said = {name: label for name, label in edited.labels.items() if name != "key"}
    page.rows.insert(b % (len(page.rows) + 1), Row("-", dict(said)))  # our own lines are not sorted into the table


def line_above(edited: Workbook, a: int, b: int, c: int) -> None:
    edited.pages[a % len(edited.pages)].above += 1 + b % 3


def hide(edited: Workbook, a: int, b: int, c: int) -> None:
    rows = _rows(edited)
    if rows:
        rows[a % len(rows)].hidden = True


def cut_to_sheet(edited: Workbook, a: int, b: int, c: int) -> None:
    page = edited.pages[0]
    keyed = [row for row in page.rows if row.asked is not None]
    if keyed and len(edited.pages) < 4:
        row = keyed[a % len(keyed)]
        page.rows = [other for other in page.rows if other is not row]
        edited.pages.append(Page(f"Feuil{len(edited.pages) + 1}", [row], b % 3, header=bool(c % 2)))


def copy_sheet(edited: Workbook, a: int, b: int, c: int) -> None:
    if len(edited.pages) < 4:
        page = deepcopy(edited.pages[a % len(edited.pages)])
        page.name = f"{SHEET} ({len(edited.pages) + 1})"
        edited.pages.append(page)


def move_column(edited: Workbook, a: int, b: int, c: int) -> None:
    if not edited.fixed:
        name = edited.columns.pop(a % len(edited.columns))
        edited.columns.insert(b % (len(edited.columns) + 1), name)


def delete_column(edited: Workbook, a: int, b: int, c: int) -> None:
    if edited.fixed or edited.extra or len(edited.gone) >= 2:
        return
    name = [n for n in edited.columns if n not in ("key", "code", "share")][a % (len(edited.columns) - 3)]
    edited.columns.remove(name)
    edited.gone.add(name)


def insert_column(edited: Workbook, a: int, b: int, c: int) -> None:
    if edited.fixed or edited.gone:
        return
    edited.extra += 1
    name = f"x{edited.extra}"
    edited.labels[name] = ["Suivi interne", "Qui ?", "2027", "Observations du chef de service"][a % 4]
    edited.columns.insert(b % (len(edited.columns) + 1), name)
    for number, row in enumerate(_rows(edited)):
        row.cells[name] = f"note {number}" if c % 2 else float(number)


def mistype_label(edited: Workbook, a: int, b: int, c: int) -> None:
    name = FORM.columns[a % len(FORM.columns)].key
    label = next(column.label for column in FORM.columns if column.key == name)
    wrong = [
        label.upper(), f" {label.replace(' ', '  ')} ", label.replace("’", "'"),
        label[:3] + label[4:] if len(label) > 8 else label, f"{label} (nov. 2026)" if " " in label else label,
    ]  # fmt: skip
    edited.labels[name] = wrong[b % len(wrong)]


def rename_column(edited: Workbook, a: int, b: int, c: int) -> None:
    as_sent = ["key", *(column.key for column in FORM.columns)]
    if edited.columns == as_sent and not edited.fixed:
        name = FIELDS[a % len(FIELDS)]
        edited.labels[name] = ["Xyz", "À vous", ""][b % 3]
        edited.fixed = True


EDITS: list[Edit] = [
    *[type_in] * 16, sort, sort, delete_row, copy_row, copy_row, add_row, add_row, reword, add_stranger, damage_key,
    blank_row, repeat_header, line_above, hide, cut_to_sheet, copy_sheet, move_column, move_column, delete_column,
    insert_column, mistype_label, mistype_label, rename_column,
]  # fmt: skip


# ---------------------------------------------------------------- what must be understood

Told = tuple[str, str, str, Scalar, str]  # row, field, verdict, value, problem
Known = dict[str, dict[str, Scalar]]


def expected(edited: Workbook, before: Known, now: Known) -> list[Told] | None:
    """The lines that must come of it; ``None`` when the keys are lost."""
    found: dict[str, list[Row]] = {}
    astray: dict[str, list[Row]] = {}
    other: dict[str, Told | tuple[Row, str]] = {}
    pages = [page for page in edited.pages if page.keyed]
    sure = {row.asked.ref for page in pages for row in page.rows if row.asked is not None and _own_words(row)}
    for rank, page in enumerate(pages):
        first = page.above + page.header + 1
        for number, row in enumerate(page.rows, first):
            ref = read_row_key(row.key) if isinstance(row.key, str) else None
            if row.asked is not None and _own_words(row):
                found.setdefault(row.asked.ref, []).append(row)
            elif row.asked is not None and row.asked.ref not in sure:
                astray.setdefault(row.asked.ref, []).append(row)
            elif row.asked is not None:
                name = f"ROW-{rank * 2**20 + number}"
                other[name] = (name, "", "error", None, "row_mixed")
            elif row.key == "-":
                continue
            elif ref is not None:
                other.setdefault(ref, (ref, "", "error", None, "key_foreign"))
            elif row.key:
                name = f"ROW-{rank * 2**20 + number}"
                other[name] = (name, "", "error", None, "key_altered")
            elif (page.header or not _before_table(page, row)) and _says_something(row, edited):
                other[f"ROW-{rank * 2**20 + number}"] = (row, "")
    if not pages:
        return None
    told: list[Told] = []
    for asked in FORM.rows:
        if asked.ref in astray:
            told += _expected_astray(asked, astray[asked.ref], edited)
            continue
        told += _expected_row(asked, found.get(asked.ref, []), edited, before[asked.ref], now[asked.ref])
    for ref, what in other.items():
        told += _expected_added(ref, what[0], edited) if isinstance(what[0], Row) else [what]
    return told


def _own_words(row: Row) -> bool:
    """Whether a row says what was sent beside its key, or nothing."""
    assert row.asked is not None
    share, shown = " ".join(str(row.cells.get("share") or "").split()), row.asked.shown["share"]
    return not share or share in (shown.value, shown.under, f"{shown.value} {shown.under}")


def _expected_astray(asked: FormRow, rows: list[Row], edited: Workbook) -> list[Told]:
    """A row that calls itself another: nothing of it can be taken."""
    said = {name: _meanings(rows, name, edited) for name in FIELDS}
    lines: list[Told] = []
    for name, told in asked.fields.items():
        touched = [o for o in said[name] if o[2] or not (told.filled and o[1] == told.sent)]
        if not told.of:
            wrong = ("error", None, "row_mixed") if touched else ("unchanged", None, "")
            lines.append((asked.ref, name, *wrong))
    unasked = [name for name in _order(rows, edited) if name not in asked.fields and said[name]]
    return [*lines, *((asked.ref, name, "error", None, "not_asked") for name in unasked)]


def _before_table(page: Page, row: Row) -> bool:
    keyed = [n for n, each in enumerate(page.rows) if isinstance(each.key, str) and looks_like_row_key(each.key)]
    return next(n for n, each in enumerate(page.rows) if each is row) < keyed[0]


def _says_something(row: Row, edited: Workbook) -> bool:
    return any(
        str(value).strip()
        for name, value in row.cells.items()
        if value is not None and name in edited.columns and not name.startswith("x")
    )


def _meanings(rows: list[Row], name: str, edited: Workbook) -> list[Typed]:
    """The different things that copies of a row say in one cell."""
    if name in edited.gone:
        return []
    found: list[Typed] = []
    for row in rows:
        option = row.typed.get(name)
        if option is not None and (option[1] is not None or option[2]):
            alike = [
                each for each in found
                if (each[1:] == option[1:] if not option[2] else each == option and type(each[0]) is type(option[0]))
            ]  # fmt: skip
            if not alike:
                found.append(option)
    return sorted(found, key=lambda option: bool(option[2]))


def _expected_row(
    asked: FormRow, rows: list[Row], edited: Workbook, before: dict[str, Scalar], now: dict[str, Scalar]
) -> list[Told]:
    if not rows:
        return [(asked.ref, "", "missing", None, "")]
    said = {name: _meanings(rows, name, edited) for name in FIELDS}
    for name, told in asked.fields.items():
        if told.filled:  # an untouched copy contradicts no other
            said[name] = [o for o in said[name] if o[2] or o[1] != told.sent] or said[name]
    held = {}
    for name, told in asked.fields.items():
        if told.of and said[name]:
            wrong = len(said[name]) > 1 or bool(said[name][0][2]) or not said[told.of]
            held[told.of] = wrong
            held[name] = wrong
    lines = []
    for name, told in asked.fields.items():
        options = said[name]
        if told.of and not held.get(name):
            continue
        if len(options) > 1:
            lines.append((asked.ref, name, "conflict", options[0][1], "copied_row"))
        elif options and options[0][2]:
            lines.append((asked.ref, name, "error", None, options[0][2]))
        elif told.of:
            lines.append((asked.ref, name, "error", options[0][1], "date_without_value"))
        elif not held.get(name):
            value = options[0][1] if options else None
            lines.append((asked.ref, name, _verdict(told, before.get(name), value, now.get(name)), value, ""))
    unasked = [name for name in _order(rows, edited) if name not in asked.fields and said[name]]
    return [*lines, *((asked.ref, name, "error", None, "not_asked") for name in unasked)]


def _order(rows: list[Row], edited: Workbook) -> list[str]:
    """Fields in the order in which the copies of a row tell them."""
    return list(dict.fromkeys(name for row in rows for name in FIELDS if _meanings([row], name, edited)))


def _verdict(told: FormField, before: Scalar, value: Scalar, now: Scalar) -> str:
    nothing = (None, "")
    if value in nothing:
        return "unchanged"
    if value == now or (told.filled and value == before):
        return "unchanged"
    if (before in nothing and now in nothing) or before == now:
        return "added" if before in nothing else "changed"
    return "conflict"


def _expected_added(ref: str, row: Row, edited: Workbook) -> list[Told]:
    code = str(row.cells.get("code") or "").strip().replace(",", ".")
    text = " ".join(str(row.cells.get("share") or "").split())
    known = [asked for asked in FORM.rows if asked.code == code]
    if not known or not text:
        return [(ref, "text", "error", text or None, "added_without_objective")]
    had = any(" ".join(str(asked.facts["text"]).split()) == text for asked in known)
    lines: list[Told] = [(ref, "text", "unchanged" if had else "added", text, "")]
    typed = row.cells.get("value")
    if typed is not None and str(typed).strip() not in ("", "-") and "value" not in edited.gone:
        lines.append((ref, "value", "error", None, "not_asked"))
    return lines

"""Notes between `richtext` and a text document, both ways exactly; and what is kept of a paste."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextListFormat,
)

from psq_desktop import richtext
from psq_desktop.richtext import Block, BlockKind, RichText, Run

OBJECT = "\ufffc"  # stands for an image or a frame in a document
LINES = ("\u2028", "\u2029", "\n")
BOLD = QFont.Weight.Bold
HEADING_WEIGHT = QFont.Weight.DemiBold  # lighter than bold, so that bold words in a heading stay bold
HEADING_LEVEL = 2
HEADING_SIZE = 1.15  # of the text's
GAP = 6.0  # below a paragraph, in pixels at 100 %

_STYLES = {BlockKind.BULLET: QTextListFormat.Style.ListDisc, BlockKind.NUMBER: QTextListFormat.Style.ListDecimal}
_NUMBERS = (
    QTextListFormat.Style.ListDecimal,
    QTextListFormat.Style.ListLowerAlpha,
    QTextListFormat.Style.ListUpperAlpha,
    QTextListFormat.Style.ListLowerRoman,
    QTextListFormat.Style.ListUpperRoman,
)


def clean(rich: RichText) -> RichText:
    """Notes as a document can hold them: no placeholder characters."""
    return richtext.normalise(
        Block(block.kind, tuple(Run(run.text.replace(OBJECT, ""), run.bold, run.italic) for run in block.runs))
        for block in rich
    )


# --- from a document


def from_document(document: QTextDocument) -> RichText:
    """The document's words with bold, italic, lists and headings; everything else is left behind."""
    blocks: list[Block] = []
    block = document.begin()
    while block.isValid():
        blocks.extend(_lines(kind_of(block), _runs(block)))
        block = block.next()
    return clean(tuple(blocks))


def kind_of(block: QTextBlock) -> BlockKind:
    """Shape of a paragraph of a document."""
    found = block.textList()
    if found is not None:
        return BlockKind.NUMBER if found.format().style() in _NUMBERS else BlockKind.BULLET
    return BlockKind.HEADING if block.blockFormat().headingLevel() > 0 else BlockKind.PARAGRAPH


def _runs(block: QTextBlock) -> list[Run]:
    runs = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        shape = fragment.charFormat()
        bold = shape.fontWeight() >= BOLD
        runs.append(Run(fragment.text(), bold, shape.fontItalic()))
        iterator += 1
    return runs


def _lines(kind: BlockKind, runs: list[Run]) -> list[Block]:
    """One block per line: a forced line break is a paragraph here."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        text = run.text
        for end in LINES:
            text = text.replace(end, "\n")
        for rank, part in enumerate(text.split("\n")):
            if rank:
                lines.append([])
            lines[-1].append(Run(part, run.bold, run.italic))
    return [Block(kind, tuple(line)) for line in lines]


# --- to a document


def char_format(kind: BlockKind, bold: bool, italic: bool, points: float) -> QTextCharFormat:
    """How a stretch of text looks in a paragraph of this shape."""
    shape = QTextCharFormat()
    heading = kind is BlockKind.HEADING
    base = HEADING_WEIGHT if heading else QFont.Weight.Normal
    shape.setFontWeight(BOLD if bold else base)
    shape.setFontItalic(italic)
    if heading:
        shape.setFontPointSize(points * HEADING_SIZE)
    return shape


def block_format(kind: BlockKind, scale: float) -> QTextBlockFormat:
    """Spacing of a paragraph of this shape."""
    shape = QTextBlockFormat()
    shape.setHeadingLevel(HEADING_LEVEL if kind is BlockKind.HEADING else 0)
    in_list = kind in _STYLES
    shape.setBottomMargin((GAP / 3 if in_list else GAP) * scale)
    shape.setTopMargin(GAP * scale if kind is BlockKind.HEADING else 0)
    return shape


def list_format(kind: BlockKind) -> QTextListFormat:
    """The list that entries of this shape stand in."""
    shape = QTextListFormat()
    shape.setStyle(_STYLES[kind])
    shape.setIndent(1)
    return shape


def fill(document: QTextDocument, rich: RichText, points: float, scale: float) -> None:
    """Replace the document's content; what was typed before can no longer be undone."""
    document.setUndoRedoEnabled(False)
    document.clear()
    document.setIndentWidth(18 * scale)
    insert(QTextCursor(document), rich, points, scale)
    document.setUndoRedoEnabled(True)


def insert(cursor: QTextCursor, rich: RichText, points: float, scale: float) -> None:
    """Insert at the cursor. The first block joins the paragraph there unless that one is empty."""
    cursor.beginEditBlock()
    last: Any = None
    current: BlockKind | None = None
    for rank, block in enumerate(clean(rich)):
        joins = rank == 0 and bool(cursor.block().text())
        if rank:
            cursor.insertBlock(block_format(block.kind, scale), char_format(block.kind, False, False, points))
        if not joins:
            shape_block(cursor, block.kind, scale)
            if block.kind in _STYLES:
                if current is block.kind and last is not None:
                    last.add(cursor.block())
                else:
                    last = cursor.createList(list_format(block.kind))
            current = block.kind
        kind = kind_of(cursor.block())
        for run in block.runs:
            cursor.insertText(run.text, char_format(kind, run.bold, run.italic, points))
    cursor.endEditBlock()


def shape_block(cursor: QTextCursor, kind: BlockKind, scale: float) -> None:
    """Give the cursor's paragraph a shape, outside any list."""
    found = cursor.block().textList()
    if found is not None:
        found.remove(cursor.block())
    shape = block_format(kind, scale)
    shape.setIndent(0)
    cursor.setBlockFormat(shape)


def selected_blocks(cursor: QTextCursor) -> list[QTextBlock]:
    """The paragraphs that the selection touches."""
    document = cursor.document()
    block, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    blocks = [block]
    while block != last:
        block = block.next()
        blocks.append(block)
    return blocks


def reshape(block: QTextBlock, kind: BlockKind, points: float, scale: float) -> None:
    """Give a paragraph another shape, with its words; an entry joins the list above."""
    cursor = QTextCursor(block)
    shape_block(cursor, kind, scale)
    if kind in _STYLES:
        before = block.previous()
        above = before.textList() if before.isValid() else None
        if above is not None and kind_of(before) is kind:
            above.add(block)
        else:
            cursor.createList(list_format(kind))
    iterator = block.begin()
    spans = []
    while not iterator.atEnd():
        piece = iterator.fragment()
        spans.append((piece.position(), piece.length(), piece.charFormat()))
        iterator += 1
    for start, length, old in spans:
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(char_format(kind, old.fontWeight() >= BOLD, old.fontItalic(), points))
    QTextCursor(block).setBlockCharFormat(char_format(kind, False, False, points))


# --- pasting


class _Quiet(QTextDocument):
    """A document that fetches nothing: no image of a pasted page is ever loaded."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return None


def from_mime(source: QMimeData) -> RichText:
    """What is kept of a paste: words, bold, italic, lists, headings; a table's row becomes a line."""
    if not source.hasHtml():
        return clean(richtext.plain(source.text()))
    document = _Quiet()
    document.setHtml(source.html())
    blocks: list[Block] = []
    row_key: tuple[int, int] | None = None
    block = document.begin()
    while block.isValid():
        kind, runs = kind_of(block), _runs(block)
        if kind is BlockKind.HEADING:  # a heading's own weight is not a choice
            runs = [Run(run.text, False, run.italic) for run in runs]
        key = _table_row(block)
        if key is not None and key == row_key and blocks:
            blocks[-1] = Block(blocks[-1].kind, (*blocks[-1].runs, Run(" | "), *runs))
        else:
            blocks.extend(_lines(kind, runs))
        row_key = key
        block = block.next()
    return clean(tuple(blocks))


def _table_row(block: QTextBlock) -> tuple[int, int] | None:
    cursor = QTextCursor(block)
    table = cursor.currentTable()
    return (table.firstPosition(), table.cellAt(cursor).row()) if table is not None else None

"""What a workbook may be at most. A partner's has about 30 rows; these leave room, and none for a bomb."""

from __future__ import annotations

FILE_BYTES = 20 << 20
PARTS = 500  # files inside the archive
PART_BYTES = 16 << 20  # of one XML part, unpacked
ALL_PARTS_BYTES = 40 << 20
RATIO = 200  # unpacked over packed, of a part above RATIO_FROM
RATIO_FROM = 1 << 20
TAGS = 600_000  # of one part, opening and closing
LINKS = 5_000  # relationships of one part
DEPTH = 64
ROWS = 20_000  # the last row that holds something
COLUMNS = 200
CELLS = 50_000  # of a workbook, empty ones with a style too
STRINGS = 50_000
STYLES = 70_000  # Excel's own bound is 65,490
SHEETS = 100
MERGES = 5_000
MERGED_CELLS = 100_000  # of one merge
SHEET_ROWS = 1_048_576  # of any spreadsheet program
SHEET_COLUMNS = 16_384
TEXT = 32_767  # characters of a cell, as Excel has it
ALL_TEXT = 4 << 20  # characters of all cells, one text in many cells counted for each
NAME = 200  # characters of a person's or a program's name

SECONDS = 20  # for one file
MEMORY = 512 << 20  # of the reading process, its program included

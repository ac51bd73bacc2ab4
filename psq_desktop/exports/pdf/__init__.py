"""The document layer: tagged text, tables and pages that conform to PDF/A-2a and PDF/UA-1 together."""

from reportlab import rl_config
from reportlab.lib.fonts import addMapping

# Read when the rest of reportlab is imported: otherwise its charts and its empty canvas ask for
# Helvetica, which cannot be embedded and makes the file fail PDF/A.
rl_config.canvas_basefontname = "Lato"
rl_config.defaultGraphicsFontName = "Lato"
# Text encoding of binary streams: a tenth of the time, and the last pass undoes it.
rl_config.useA85 = 0
addMapping("Lato", 0, 0, "Lato")
addMapping("Lato", 0, 1, "Lato-Italic")
addMapping("Lato", 1, 0, "Lato-Semibold")
addMapping("Lato", 1, 1, "Lato-SemiboldItalic")

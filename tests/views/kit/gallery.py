"""Renders the shared widgets in every theme and size: ``python -m tests.views.kit.gallery OUTDIR [NAME]``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from psq_desktop.views import theme
from psq_desktop.views.shell.frame import Shell
from psq_desktop.views.tokens import ThemeName
from tests.views.kit import pages

SIZES: dict[str, tuple[int, int, float]] = {
    "1536": (1536, 864, 1.0),
    "1366": (1366, 728, 1.0),
    "1536-140": (1536, 864, 1.4),
}
MENUS = ("&Fichier", "É&dition", "&Affichage", "&Séance", "&Outils", "A&ide")


def window(name: str) -> QWidget:
    """A page in its shell, in a window with a menu bar; or the first-start page alone."""
    if name == "firststart":
        return pages.first_start()
    shell = pages.framed(name)
    made = QMainWindow()
    made.menuBar().setFont(theme.font(9.5))
    for title in MENUS:
        made.menuBar().addMenu(title)
    made.setCentralWidget(shell)
    if shell.page is not None:
        shell.page.setFocus()
    return made


def render(app: QApplication, out: Path, only: str = "") -> None:
    """One picture per page, theme and size."""
    themes: tuple[ThemeName, ...] = ("light", "dark", "contrast")
    for each in themes:
        for size, (width, height, scale) in SIZES.items():
            theme.apply(app, each, scale)
            for name in (*pages.PAGES, "firststart"):
                if only and only not in f"{name}-{each}-{size}":
                    continue
                shown = window(name)
                shown.resize(width, height)
                shown.show()
                if name == "kit" and isinstance(shown, QMainWindow):
                    shell = shown.centralWidget()
                    assert isinstance(shell, Shell)
                    shell.toast.show_message("Point 4 retiré de l’ordre du jour")
                for _ in range(4):
                    app.processEvents()
                shown.grab().save(str(out / f"{name}-{each}-{size}.png"))
                print(name, each, size, shown.width(), shown.height(), shown.minimumSizeHint().width())
                shown.close()
                shown.deleteLater()
                app.processEvents()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    render(QApplication(sys.argv[:1]), target, sys.argv[2] if len(sys.argv) > 2 else "")

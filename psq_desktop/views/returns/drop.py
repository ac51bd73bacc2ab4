"""Where returned workbooks are dropped; while files are read or written, how far that is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.file_work import FileWork
from psq_desktop.views.kit import Button, ElidedLabel, IconLabel, Label, Themed, boxed, column, row
from psq_desktop.views.shell.veil import dropped_paths

BOOKS = "Classeurs (*.xlsx *.ods);;Tous les fichiers (*)"


class DropZone(Themed, QFrame):
    """Takes files and folders; `chosen` gives their paths."""

    chosen = Signal(object)  # tuple[Path, ...]

    def __init__(self) -> None:
        super().__init__()
        self._over = False
        self._folder = Path.home()
        self.setAcceptDrops(True)
        self.setAccessibleName("Dépôt des classeurs reçus")
        self.choose_button = Button("Choisir…", "folder-open", tip="Choisir les classeurs reçus")
        self.choose_button.clicked.connect(self.choose)
        words = column(
            Label("Déposer ici les classeurs reçus", 9.5, 600),
            ElidedLabel("xlsx ou ods, un dossier aussi, renommés ou non, dans n’importe quel ordre", 8.5, 400, "text2"),
            spacing=0,
        )
        icon = IconLabel("file-import", "accent_text", 20)
        inside = row(icon, words, self.choose_button, spacing=10, margins=(14, 8, 10, 8), grow=1)
        self.setLayout(inside)
        self.restyle()

    def restyle(self) -> None:
        self.update()

    def choose(self) -> None:
        """Ask which files."""
        title = typeset("Choisir les classeurs reçus")
        names, _ = QFileDialog.getOpenFileNames(self, title, str(self._folder), BOOKS)
        if names:
            self._folder = Path(names[0]).parent
            self.chosen.emit(tuple(map(Path, names)))

    def set_over(self, over: bool) -> None:
        """Whether something is held above the window."""
        self._over = over
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.set_over(False)
        paths = dropped_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.chosen.emit(paths)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("focus" if self._over else "field_border"), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("accent_soft") if self._over else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class WorkStrip(QFrame):
    """What is being done with files, how far, and the way to give up. Stands in the place of the drop zone."""

    def __init__(self, work: FileWork) -> None:
        super().__init__()
        self.setObjectName("card")
        self._name = Label("", 9.5, 600)
        self._words = ElidedLabel("", 9, 400, "text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Avancement")
        self.cancel_button = Button("Annuler", tip="Interrompre sans rien changer aux données")
        self.cancel_button.clicked.connect(work.cancel)
        line = row(self._name, self._words, spacing=8, grow=1)
        words: QWidget = boxed(column(line, self._bar, spacing=5))
        self.setLayout(row(words, self.cancel_button, spacing=14, margins=(14, 8, 10, 8), grow=0))
        work.began.connect(self._begin)
        work.advanced.connect(self._words.setText)
        work.moved.connect(self._move)

    def _begin(self, name: str) -> None:
        self._name.setText(name)
        self._words.setText("")
        self._bar.setRange(0, 0)
        self.setAccessibleName(self._name.text())

    def _move(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

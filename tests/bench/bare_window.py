"""The least that PySide6 can show: a window of the usual size with a label in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from tests.bench.painted import leave_when


def main() -> None:
    QApplication([])
    window = QMainWindow()
    label = QLabel("Bienvenue dans Concertation")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    window.setCentralWidget(label)
    window.resize(1536, 864)
    window.show()
    leave_when(lambda: True)


if __name__ == "__main__":
    main()

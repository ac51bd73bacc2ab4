"""LibreOffice driven without a screen: a partner who sorts, inserts, pastes, types and saves under another name.

One process does all jobs of a run, by a macro in a profile of its own. What is typed goes the way of the keyboard,
read as French people type.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
MISSING = "LibreOffice (soffice) is not installed"
_PATIENCE = 300.0  # seconds: several may be at work beside it
_FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".pdf": "calc_pdf_Export"}

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value>
</prop></item>
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value>
</prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value>
</prop></item>
</oor:items>"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
 library:link="false"/></library:libraries>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Jobs"/></library:library>"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Jobs" script:language="StarBasic">{}
</script:module>"""

_BASIC = """
Dim document As Object, sheet As Object

Function Prop(name As String, value As Variant) As Variant
  Dim told As New com.sun.star.beans.PropertyValue
  told.Name = name
  told.Value = value
  Prop = told
End Function

Sub Send(command As String, name As String, value As Variant)
  Dim helper As Object
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(document.CurrentController.Frame, ".uno:" & command, "", 0, Array(Prop(name, value)))
End Sub

Sub Enter(cell As String, text As String)
  Send "GoToCell", "ToPoint", cell
  Send "EnterString", "StringName", text
End Sub

Sub Sort(span As String, column As Integer, ascending As Boolean)
  Dim fields(0) As New com.sun.star.table.TableSortField
  fields(0).Field = column
  fields(0).IsAscending = ascending
  sheet.getCellRangeByName(span).sort(Array(Prop("SortFields", fields()), Prop("ContainsHeader", False)))
End Sub

Sub CopyRow(source As String, target As String)
  sheet.copyRange(sheet.getCellRangeByName(target).CellAddress, sheet.getCellRangeByName(source).RangeAddress)
End Sub

Sub Load(url As String)
  document = StarDesktop.loadComponentFromURL(url, "_blank", 0, Array(Prop("Hidden", True)))
  sheet = document.Sheets.getByIndex(0)
End Sub

Sub Store(url As String, filter As String)
  document.storeToURL(url, Array(Prop("FilterName", filter)))
End Sub

Sub Note(text As String)
  Dim file As Integer
  file = FreeFile
  Open "LOG" For Append As #file
  Print #file, text
  Close #file
End Sub

Sub Main
  On Error GoTo Failed
  WORK
  Note "done"
  StarDesktop.terminate()
  Exit Sub
Failed:
  Note "error " & Err & " line " & Erl & ": " & Error$
  StarDesktop.terminate()
End Sub
"""


class Job(NamedTuple):
    """A workbook to open, what is done in its first sheet, and the files to save it as (.xlsx, .ods, .pdf)."""

    source: Path
    edits: Sequence[str]
    targets: Sequence[Path]


# Edits, as lines of a macro. What stands in a locked cell cannot be typed over.


def unprotect() -> str:
    """What « Ôter la protection » does."""
    return 'sheet.unprotect("")'


def enter(cell: str, text: str) -> str:
    """Type into a cell."""
    return f"Enter {_quoted(cell)}, {_quoted(text)}"


def sort(span: str, column: int, *, ascending: bool) -> str:
    """Sort rows by the column of that number in the range, from 0."""
    return f"Sort {_quoted(span)}, {column}, {ascending}"


def insert_row(number: int) -> str:
    """An empty row before the one that has this number, from 1."""
    return f"sheet.Rows.insertByIndex({number - 1}, 1)"


def delete_row(number: int) -> str:
    """Remove a row."""
    return f"sheet.Rows.removeByIndex({number - 1}, 1)"


def paste(source: str, target: str) -> str:
    """Copy a range to where that cell is."""
    return f"CopyRow {_quoted(source)}, {_quoted(target)}"


def run(folder: Path, jobs: Sequence[Job]) -> None:
    """Do the jobs in one process; fails with what LibreOffice said."""
    assert OFFICE is not None, MISSING
    log = folder / "office.log"
    lines = [line for job in jobs for line in _lines(job)]
    macro = _BASIC.replace("LOG", str(log)).replace("WORK", "\n  ".join(lines))
    _make_profile(folder / "profile", macro)
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
               "--nologo", "macro:///Standard.Jobs.Main"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    said = log.read_text(encoding="utf-8", errors="replace").strip() if log.exists() else f"nothing; {done.stderr}"
    assert said == "done", said


def _lines(job: Job) -> Sequence[str]:
    stores = (f"Store {_quoted(t.as_uri())}, {_quoted(_FILTERS[t.suffix])}" for t in job.targets)
    return (f"Load {_quoted(job.source.as_uri())}", *job.edits, *stores, "document.close(True)")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _make_profile(profile: Path, macro: str) -> None:
    basic = profile / "user" / "basic"
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    for path, content in (
        (profile / "user" / "registrymodifications.xcu", _SETTINGS),
        (basic / "script.xlc", _LIBRARIES),
        (basic / "Standard" / "script.xlb", _LIBRARY),
        (basic / "Standard" / "Jobs.xba", _MODULE.format(escape(macro))),
    ):
        path.write_text(content, encoding="utf-8")

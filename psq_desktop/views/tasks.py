"""Work on the database, off the window's thread: one thread, in order, answers as slots in the main thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Signal
from shiboken6 import isValid

from psq_desktop.errors import UserError
from psq_desktop.services.history import Changes, take_back


class Answer(Protocol):
    """What a write returns: see `db.Outcome`."""

    @property
    def result(self) -> Any:
        """What the service returned."""

    @property
    def changes(self) -> Changes:
        """What it changed."""


class Store(Protocol):
    """The database as the window sees it; `db.Database` is one."""

    def read(self, service: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a service that changes nothing."""

    def write(self, service: Callable[..., Any], *args: Any, **kwargs: Any) -> Answer:
        """Run a service in one journalled transaction."""

    def revert(self, step: int, action: str, service: Callable[..., Any]) -> Answer:
        """Take a step back."""

    def close(self) -> None:
        """Let go of the database."""


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work and who wants its answer."""

    work: Callable[[], Any]
    then: Callable[[Any], None] | None
    failed: Callable[[UserError], None] | None
    writes: bool
    note: str | Callable[[Any], str]  # what the toast says once it is written; a callable makes it of the result
    unwritten: Callable[[], None] | None = None


def _alive(callback: Callable[..., Any] | None) -> bool:
    owner = getattr(callback, "__self__", None)
    return callback is not None and not (isinstance(owner, QObject) and not isValid(owner))


class Tasks(QObject):
    """The database thread. Answers arrive in the order of the calls."""

    written = Signal(object, str)  # Changes, note
    refused = Signal(object)  # UserError that no caller takes
    crashed = Signal(object)  # any other exception: a bug
    unwritten = Signal(object)  # the exception of each write that did not happen, whoever takes it

    _done = Signal(object, object, object)  # Job, result, exception

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.today: date | None = None  # as the window has it; none: the clock's
        self.failure: Exception | None = None  # of the latest write that did not happen
        self._pending = 0
        self._closed = False
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._files = ThreadPoolExecutor(max_workers=1, thread_name_prefix="files")
        self._done.connect(self._deliver)

    def read(
        self,
        service: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None],
        failed: Callable[[UserError], None] | None = None,
        **kwargs: Any,
    ) -> None:
        """Run ``service`` and hand its rows to ``then``."""
        self._submit(Job(lambda: self.store.read(service, *args, **kwargs), then, failed, False, ""))

    def write(
        self,
        service: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        unwritten: Callable[[], None] | None = None,
        note: str | Callable[[Any], str] = "",
        **kwargs: Any,
    ) -> None:
        """Run a service that changes something; ``note``, or what it makes of the result, is a toast with « Annuler ».

        ``unwritten`` is told of any failure, bugs included: the text is still to be saved.
        """
        self._submit(Job(lambda: self.store.write(service, *args, **kwargs), then, failed, True, note, unwritten))

    def revert(self, step: int, action: str, note: str = "") -> None:
        """Take a step back (``undo``) or forward again (``redo``)."""
        service = partial(take_back, today=self.today)
        self._submit(Job(lambda: self.store.revert(step, action, service), None, None, True, note))

    def compute(
        self,
        work: Callable[[], Any],
        *,
        then: Callable[[Any], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run work that needs no database (documents, files) on a thread of its own."""
        self._submit(Job(work, then, failed, False, ""), self._files)

    @property
    def idle(self) -> bool:
        """Whether every answer was delivered."""
        return self._pending == 0

    def drain(self) -> None:
        """Wait for every answer, delivering them; for closing, pictures and tests."""
        while not self.idle:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def close(self) -> None:
        """Finish what was asked, then let go of the database; what is asked later is not done."""
        if self._closed:
            return
        self.drain()
        self._closed = True
        self._pool.shutdown(wait=True)
        self._files.shutdown(wait=True)
        self.store.close()

    def _submit(self, job: Job, pool: ThreadPoolExecutor | None = None) -> None:
        if self._closed:
            return
        self._pending += 1
        (pool or self._pool).submit(self._run, job)

    def _run(self, job: Job) -> None:
        try:
            result, error = job.work(), None
        except Exception as caught:  # every failure is told in the main thread
            result, error = None, caught
        self._done.emit(job, result, error)

    def _deliver(self, job: Job, result: Any, error: Exception | None) -> None:
        try:
            if job.writes and error is not None:
                self._tell_unwritten(job, error)
            if isinstance(error, UserError):
                if _alive(job.failed):
                    assert job.failed is not None
                    job.failed(error)
                else:
                    self.refused.emit(error)
            elif error is not None:
                self.crashed.emit(error)
            elif _alive(job.then) and job.then is not None:
                job.then(result.result if job.writes else result)
            if job.writes and error is None:
                note = job.note if isinstance(job.note, str) else job.note(result.result)
                self.written.emit(result.changes, note)
        finally:
            self._pending -= 1  # last, so that what an answer asks for counts as pending too

    def _tell_unwritten(self, job: Job, error: Exception) -> None:
        self.failure = error
        if job.unwritten is not None and _alive(job.unwritten):
            job.unwritten()
        self.unwritten.emit(error)

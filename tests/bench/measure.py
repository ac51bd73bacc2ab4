"""Ratios of processor time, measured in pairs: what else the machine does weighs on both sides alike."""

from __future__ import annotations

import gc
import os
import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times the bare side; ``note`` says what was compared."""

    value: float
    note: str = ""


def compare(ours: Callable[[], float], bare: Callable[[], float], rounds: int, note: str = "") -> Ratio:
    """Measure A B B A …; the median of the pairs' ratios, for what disturbs one side disturbs its neighbour."""
    found = []
    for number in range(rounds):
        if number % 2:
            below, above = bare(), ours()
        else:
            above, below = ours(), bare()
        found.append(above / below)
    return Ratio(median(found), note)


def cpu_of(work: Callable[[], object]) -> float:
    """Processor seconds of a call, without what the collector owed before."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def cpu_in_fork(work: Callable[[], object]) -> float:
    """`cpu_of` in a child process: modules are loaded, but what ``work`` caches is gone with the child."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, pickle.dumps(cpu_of(work)))
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    if not said:
        raise RuntimeError("the measured child process failed")
    seconds = pickle.loads(said)
    assert isinstance(seconds, float)
    return seconds

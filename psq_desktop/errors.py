"""What the user can mend, as data: codes and parameters, never sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one field; ``params`` fill the sentence that `wording` owns."""

    field: str
    code: str
    params: tuple[tuple[str, Any], ...] = ()


class UserError(Exception):
    """Something the user can mend. `wording.explain` turns it into French with cause and remedy."""

    def __init__(self, code: str, *problems: Problem, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.problems = problems
        self.params = params

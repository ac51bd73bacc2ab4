"""Who does what: a cell for every partner that has a part, and none for the others."""

from __future__ import annotations

import datetime as dt

import pytest

from psq_desktop import db
from psq_desktop.services import partners
from psq_desktop.services.kinds import CommitmentState, DisclosureLevel
from psq_desktop.services.steering import commitments, matrix, objectives
from psq_desktop.services.steering.progress_rows import MatrixCell
from tests.conftest import TODAY
from tests.services.concerted import Made

ONE = dt.timedelta(days=1)


def take(made: Made, partner: int, state: CommitmentState, share: int | None = None, late: bool = False) -> None:
    key = made.base.write(commitments.create, made.objective, partner, "Part", due=TODAY - ONE if late else None).result
    made.base.write(commitments.set_state, key, state, TODAY, "motif")
    if share is not None:
        made.base.write(commitments.set_field, key, "share", share)


def test_pilot_associate_and_committed_have_their_cells(made: Made) -> None:
    made.base.write(objectives.set_associates, made.objective, (made.helper,))
    found = made.base.read(matrix.build, TODAY)
    assert [p.acronym for p in found.partners] == ["VI", "BA"]
    assert found.cells == {
        (made.pilot, made.objective): MatrixCell(made.pilot, made.objective, True, None, None, 0, 0),
        (made.helper, made.objective): MatrixCell(made.helper, made.objective, False, None, None, 0, 0),
    }


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ((CommitmentState.KEPT, CommitmentState.NOT_KEPT), CommitmentState.NOT_KEPT),
        ((CommitmentState.IN_PROGRESS, CommitmentState.PARTIAL), CommitmentState.PARTIAL),
        ((CommitmentState.KEPT, CommitmentState.ABANDONED), CommitmentState.KEPT),
        ((CommitmentState.ABANDONED,), CommitmentState.ABANDONED),
        (tuple(CommitmentState), CommitmentState.NOT_KEPT),
    ],
)
def test_a_cell_tells_the_state_that_most_wants_attention(
    made: Made, states: tuple[CommitmentState, ...], told: CommitmentState
) -> None:
    for state in states:
        take(made, made.helper, state)
    cell = made.base.read(matrix.build, TODAY).cells[made.helper, made.objective]
    assert (cell.state, cell.commitments) == (told, len(states))


def test_a_cell_tells_the_mean_of_the_shares_told_and_counts_the_late(made: Made) -> None:
    take(made, made.pilot, CommitmentState.IN_PROGRESS, 0, late=True)
    take(made, made.pilot, CommitmentState.IN_PROGRESS, 50)
    take(made, made.pilot, CommitmentState.IN_PROGRESS)
    assert made.base.read(matrix.build, TODAY).cells[made.pilot, made.objective] == MatrixCell(
        made.pilot, made.objective, True, CommitmentState.IN_PROGRESS, 0.25, 3, 1
    )


def test_every_state_of_a_commitment_has_its_urgency() -> None:
    assert sorted(matrix._URGENCY) == sorted(CommitmentState)


def test_an_objective_above_the_level_is_nowhere_in_the_matrix(made: Made) -> None:
    take(made, made.helper, CommitmentState.KEPT)
    made.base.write(objectives.set_field, made.objective, "disclosure", DisclosureLevel.RESTRICTED)
    assert made.base.read(matrix.build, TODAY).objectives != ()
    found = made.base.read(matrix.build, TODAY, level=DisclosureLevel.PARTNERS)
    assert (found.objectives, found.partners, found.cells) == ((), (), {})


def test_partners_come_in_protocol_order_and_cells_match_the_rows(demo_database: db.Database) -> None:
    found = demo_database.read(matrix.build, TODAY)
    order = [p.id for p in demo_database.read(partners.search, TODAY)]
    assert [p.id for p in found.partners] == [key for key in order if key in {p.id for p in found.partners}]
    assert set(found.cells) == {(key, row.id) for row in found.objectives for key in row.partner_ids}
    assert sum(cell.commitments for cell in found.cells.values()) == len(demo_database.read(commitments.search, TODAY))

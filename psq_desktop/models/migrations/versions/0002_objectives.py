"""Concerted objectives: axes, commitments, measures, indicators, readings, outlooks, support requests."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _link(table: str) -> None:
    """An optional reference to an objective. SQLite adds a column with its reference only in one statement."""
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN objective_id INTEGER "
        f"CONSTRAINT fk_{table}_objective_id_objective REFERENCES objective (id)"
    )


def upgrade() -> None:
    op.create_table(
        "axis",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_axis")),
        sa.UniqueConstraint("number", name=op.f("uq_axis_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "thresholds",
        sa.Column("gap_points", sa.Integer(), nullable=False),
        sa.Column("silent_days", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thresholds")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "objective",
        sa.Column("axis_id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("short_title", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("success", sa.Text(), nullable=False),
        sa.Column("brakes", sa.Text(), nullable=False),
        sa.Column("pilot_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column(
            "priority",
            sa.Enum("high", "normal", "low", name="priority", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column(
            "disclosure",
            sa.Enum(
                "public",
                "partners",
                "restricted",
                name="disclosurelevel",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["axis_id"], ["axis.id"], name=op.f("fk_objective_axis_id_axis")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_objective_district_id_district")),
        sa.ForeignKeyConstraint(["pilot_id"], ["partner.id"], name=op.f("fk_objective_pilot_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective")),
        sa.UniqueConstraint("axis_id", "number", name=op.f("uq_objective_axis_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_objective_district_id"), "objective", ["district_id"], unique=False)
    op.create_index(op.f("ix_objective_pilot_id"), "objective", ["pilot_id"], unique=False)
    op.create_table(
        "commitment",
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "accepted",
                "in_progress",
                "kept",
                "partial",
                "not_kept",
                "abandoned",
                name="commitmentstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("referent_id", sa.Integer(), nullable=True),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["objective_id"], ["objective.id"], name=op.f("fk_commitment_objective_id_objective")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_commitment_partner_id_partner")),
        sa.ForeignKeyConstraint(["referent_id"], ["contact.id"], name=op.f("fk_commitment_referent_id_contact")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_commitment_objective_id"), "commitment", ["objective_id"], unique=False)
    op.create_index(op.f("ix_commitment_partner_id"), "commitment", ["partner_id"], unique=False)
    op.create_index(op.f("ix_commitment_referent_id"), "commitment", ["referent_id"], unique=False)
    op.create_table(
        "indicator",
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "means",
                "output",
                "result",
                "impact",
                "perception",
                name="indicatorkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "period",
            sa.Enum(
                "month",
                "quarter",
                "half_year",
                "year",
                "once",
                name="period",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "direction",
            sa.Enum(
                "up",
                "down",
                "threshold",
                "neutral",
                "ordinal",
                name="direction",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("at_most", sa.Boolean(), nullable=False),
        sa.Column("lowest", sa.Double(), nullable=True),
        sa.Column("highest", sa.Double(), nullable=True),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["objective_id"], ["objective.id"], name=op.f("fk_indicator_objective_id_objective")),
        sa.ForeignKeyConstraint(["provider_id"], ["partner.id"], name=op.f("fk_indicator_provider_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_indicator_objective_id"), "indicator", ["objective_id"], unique=False)
    op.create_index(op.f("ix_indicator_provider_id"), "indicator", ["provider_id"], unique=False)
    op.create_table(
        "measure",
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("milestone", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "in_progress",
                "done",
                "abandoned",
                name="measurestate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["objective_id"], ["objective.id"], name=op.f("fk_measure_objective_id_objective")),
        sa.ForeignKeyConstraint(["owner_id"], ["partner.id"], name=op.f("fk_measure_owner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_measure_objective_id"), "measure", ["objective_id"], unique=False)
    op.create_index(op.f("ix_measure_owner_id"), "measure", ["owner_id"], unique=False)
    op.create_table(
        "objective_associate",
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_objective_associate_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_objective_associate_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective_associate")),
        sa.UniqueConstraint("objective_id", "partner_id", name=op.f("uq_objective_associate_objective_id_partner_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_objective_associate_partner_id"), "objective_associate", ["partner_id"], unique=False)
    op.create_table(
        "outlook",
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "secured",
                "attainable",
                "support_needed",
                "compromised",
                "unknown",
                name="outlookstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["objective_id"], ["objective.id"], name=op.f("fk_outlook_objective_id_objective")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlook")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_outlook_objective_id"), "outlook", ["objective_id"], unique=False)
    op.create_table(
        "support_request",
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("asked_of_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("wanted_by", sa.Date(), nullable=True),
        sa.Column("escalated_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "granted",
                "refused",
                "settled",
                name="supportstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_of_id"], ["partner.id"], name=op.f("fk_support_request_asked_of_id_partner")),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_support_request_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_support_request_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_request")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_support_request_asked_of_id"), "support_request", ["asked_of_id"], unique=False)
    op.create_index(op.f("ix_support_request_objective_id"), "support_request", ["objective_id"], unique=False)
    op.create_index(op.f("ix_support_request_partner_id"), "support_request", ["partner_id"], unique=False)
    op.create_table(
        "reading",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "value",
                "none",
                "not_applicable",
                name="readingstatus",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("sample", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("origin_file", sa.Text(), nullable=False),
        sa.Column("origin_cell", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_reading_indicator_id_indicator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint("indicator_id", "ends_on", name=op.f("uq_reading_indicator_id_ends_on")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reading_reported_on"), "reading", ["reported_on"], unique=False)
    _link("agenda_item")
    op.create_index(op.f("ix_agenda_item_objective_id"), "agenda_item", ["objective_id"], unique=False)
    _link("decision")
    op.create_index(op.f("ix_decision_objective_id"), "decision", ["objective_id"], unique=False)

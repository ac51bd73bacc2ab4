"""The whole meeting: summonses, time and votes in the room, versions of minutes, agenda templates, quorum."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# SQLite takes a column with NOT NULL only with a default, which then stands for the rows that are there.
_ADDED = (
    ("committee", sa.Column("quorum_percent", sa.Integer(), nullable=True)),
    ("committee", sa.Column("quorum_count", sa.Integer(), nullable=True)),
    ("committee", sa.Column("advice_days", sa.Integer(), server_default="15", nullable=False)),
    ("committee", sa.Column("notice_days", sa.Integer(), server_default="5", nullable=False)),
    ("committee", sa.Column("reply_days", sa.Integer(), server_default="7", nullable=False)),
    ("committee", sa.Column("summons_text", sa.Text(), server_default="", nullable=False)),
    ("meeting", sa.Column("planned_end", sa.Time(), nullable=True)),
    ("meeting", sa.Column("second_summons", sa.Boolean(), server_default="0", nullable=False)),
    ("meeting", sa.Column("correction", sa.Text(), server_default="", nullable=False)),
)


def upgrade() -> None:
    for table, column in _ADDED:
        op.add_column(table, column)
    # SQLite adds a column with its reference only in one statement.
    op.execute(
        "ALTER TABLE attendance ADD COLUMN proxy_to_id INTEGER "
        "CONSTRAINT fk_attendance_proxy_to_id_attendance REFERENCES attendance (id)"
    )
    op.create_table(
        "template_item",
        sa.Column("formation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "information",
                "debate",
                "decision",
                name="agendakind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "role",
            sa.Enum(
                "approval",
                "follow_up",
                "regular",
                "round_table",
                name="agendarole",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("rapporteur_id", sa.Integer(), nullable=True),
        sa.Column("rapporteur_text", sa.Text(), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["formation_id"], ["formation.id"], name=op.f("fk_template_item_formation_id_formation")
        ),
        sa.ForeignKeyConstraint(["rapporteur_id"], ["partner.id"], name=op.f("fk_template_item_rapporteur_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_item")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_template_item_formation_id"), "template_item", ["formation_id"], unique=False)
    op.create_index(op.f("ix_template_item_rapporteur_id"), "template_item", ["rapporteur_id"], unique=False)
    op.create_table(
        "export_waiver",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
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
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_export_waiver_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_waiver")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_export_waiver_meeting_id"), "export_waiver", ["meeting_id"], unique=False)
    op.create_table(
        "minutes_version",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "reviewed",
                "validated",
                "circulated",
                "observations",
                "approved",
                "sealed",
                name="minutesstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.Time(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_version_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_version")),
        sa.UniqueConstraint("meeting_id", "number", "state", name=op.f("uq_minutes_version_meeting_id_number_state")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "postponement",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("date_before", sa.Date(), nullable=False),
        sa.Column("starts_before", sa.Time(), nullable=True),
        sa.Column("date_after", sa.Date(), nullable=False),
        sa.Column("starts_after", sa.Time(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_postponement_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postponement")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_postponement_meeting_id"), "postponement", ["meeting_id"], unique=False)
    op.create_table(
        "item_spell",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_item_spell_item_id_agenda_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_spell")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_item_spell_item_id"), "item_spell", ["item_id"], unique=False)
    op.create_table(
        "summons",
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "first", "postponed", "second", name="summonskind", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("for_date", sa.Date(), nullable=False),
        sa.Column("for_starts", sa.Time(), nullable=True),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("prepared_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attendance_id"], ["attendance.id"], name=op.f("fk_summons_attendance_id_attendance")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summons")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_summons_attendance_id"), "summons", ["attendance_id"], unique=False)
    op.create_table(
        "withdrawal",
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["attendance.id"], name=op.f("fk_withdrawal_attendance_id_attendance")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_withdrawal_item_id_agenda_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal")),
        sa.UniqueConstraint("attendance_id", "item_id", name=op.f("uq_withdrawal_attendance_id_item_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_withdrawal_item_id"), "withdrawal", ["item_id"], unique=False)
    op.create_table(
        "decision_reminder",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_reminder_decision_id_decision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_reminder")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decision_reminder_decision_id"), "decision_reminder", ["decision_id"], unique=False)
    op.create_table(
        "dissent",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attendance_id"], ["attendance.id"], name=op.f("fk_dissent_attendance_id_attendance")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_dissent_decision_id_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dissent")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_dissent_attendance_id"), "dissent", ["attendance_id"], unique=False)
    op.create_index(op.f("ix_dissent_decision_id"), "dissent", ["decision_id"], unique=False)
    op.create_table(
        "vote",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstained", sa.Integer(), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_vote_decision_id_decision")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_vote_item_id_agenda_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_vote_decision_id"), "vote", ["decision_id"], unique=False)
    op.create_index(op.f("ix_vote_item_id"), "vote", ["item_id"], unique=False)

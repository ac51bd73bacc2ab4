"""Rounds of collection: campaigns, dispatches, reminders, returned workbooks; a comment on measures."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("reply_to", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("number", name=op.f("uq_campaign_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "dispatch",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_dispatch_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_dispatch_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch")),
        sa.UniqueConstraint("code", name=op.f("uq_dispatch_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_dispatch_campaign_id"), "dispatch", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_dispatch_partner_id"), "dispatch", ["partner_id"], unique=False)
    op.create_table(
        "campaign_objective",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_objective_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_campaign_objective_objective_id_objective")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_objective")),
        sa.UniqueConstraint("campaign_id", "objective_id", name=op.f("uq_campaign_objective_campaign_id_objective_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_campaign_objective_objective_id"), "campaign_objective", ["objective_id"], unique=False)
    op.create_table(
        "reminder",
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dispatch_id"], ["dispatch.id"], name=op.f("fk_reminder_dispatch_id_dispatch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reminder_dispatch_id"), "reminder", ["dispatch_id"], unique=False)
    op.create_table(
        "workbook_return",
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("settled", sa.Text(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("receipt_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dispatch_id"], ["dispatch.id"], name=op.f("fk_workbook_return_dispatch_id_dispatch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workbook_return")),
        sa.UniqueConstraint("dispatch_id", "digest", name=op.f("uq_workbook_return_dispatch_id_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_workbook_return_digest"), "workbook_return", ["digest"], unique=False)
    op.add_column("measure", sa.Column("comment", sa.Text(), server_default="", nullable=False))

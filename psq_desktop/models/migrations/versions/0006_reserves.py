"""Reserves, the district's means, contacts with residents, evaluation."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# What is found of the new tables, which are still empty: the triggers that keep the search in step.
_SEARCH = (
    """CREATE TRIGGER search_theme_in AFTER INSERT ON outreach_theme BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (15393162788864 + new.id,
 new.action_id,
 coalesce('', ''),
 coalesce(new.said
 || char(10) || new.done, ''));
END""",
    """CREATE TRIGGER search_theme_change AFTER UPDATE OF action_id, said, done
ON outreach_theme BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(15393162788864 + new.id,
 new.action_id,
 coalesce('', ''),
 coalesce(new.said
 || char(10) || new.done, ''))
WHERE id = 15393162788864 + new.id;
END""",
    """CREATE TRIGGER search_theme_out AFTER DELETE ON outreach_theme BEGIN
DELETE FROM search_text WHERE id = 15393162788864 + old.id;
END""",
    """CREATE TRIGGER search_mission_in AFTER INSERT ON mission BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (16492674416640 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.place
 || char(10) || new.note, ''));
END""",
    """CREATE TRIGGER search_mission_change AFTER UPDATE OF title, place, note
ON mission BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(16492674416640 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.place
 || char(10) || new.note, ''))
WHERE id = 16492674416640 + new.id;
END""",
    """CREATE TRIGGER search_mission_out AFTER DELETE ON mission BEGIN
DELETE FROM search_text WHERE id = 16492674416640 + old.id;
END""",
    """CREATE TRIGGER search_training_in AFTER INSERT ON training_session BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (17592186044416 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.place
 || char(10) || new.note, ''));
END""",
    """CREATE TRIGGER search_training_change AFTER UPDATE OF title, place, note
ON training_session BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(17592186044416 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.place
 || char(10) || new.note, ''))
WHERE id = 17592186044416 + new.id;
END""",
    """CREATE TRIGGER search_training_out AFTER DELETE ON training_session BEGIN
DELETE FROM search_text WHERE id = 17592186044416 + old.id;
END""",
    """CREATE TRIGGER search_equipment_in AFTER INSERT ON equipment_item BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (18691697672192 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.note, ''));
END""",
    """CREATE TRIGGER search_equipment_change AFTER UPDATE OF title, note
ON equipment_item BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(18691697672192 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.note, ''))
WHERE id = 18691697672192 + new.id;
END""",
    """CREATE TRIGGER search_equipment_out AFTER DELETE ON equipment_item BEGIN
DELETE FROM search_text WHERE id = 18691697672192 + old.id;
END""",
    """CREATE TRIGGER search_post_in AFTER INSERT ON retained_post BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (19791209299968 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.code
 || char(10) || new.unit
 || char(10) || new.profile
 || char(10) || new.note, ''));
END""",
    """CREATE TRIGGER search_post_change AFTER UPDATE OF title, code, unit, profile, note
ON retained_post BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(19791209299968 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.code
 || char(10) || new.unit
 || char(10) || new.profile
 || char(10) || new.note, ''))
WHERE id = 19791209299968 + new.id;
END""",
    """CREATE TRIGGER search_post_out AFTER DELETE ON retained_post BEGIN
DELETE FROM search_text WHERE id = 19791209299968 + old.id;
END""",
    """CREATE TRIGGER search_survey_in AFTER INSERT ON survey BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (20890720927744 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.note, ''));
END""",
    """CREATE TRIGGER search_survey_change AFTER UPDATE OF title, note
ON survey BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(20890720927744 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.note, ''))
WHERE id = 20890720927744 + new.id;
END""",
    """CREATE TRIGGER search_survey_out AFTER DELETE ON survey BEGIN
DELETE FROM search_text WHERE id = 20890720927744 + old.id;
END""",
    """CREATE TRIGGER search_outreach_in AFTER INSERT ON outreach_action BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (21990232555520 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.place
 || char(10) || new.note, ''));
END""",
    """CREATE TRIGGER search_outreach_change AFTER UPDATE OF title, place, note
ON outreach_action BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(21990232555520 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.place
 || char(10) || new.note, ''))
WHERE id = 21990232555520 + new.id;
END""",
    """CREATE TRIGGER search_outreach_out AFTER DELETE ON outreach_action BEGIN
DELETE FROM search_text WHERE id = 21990232555520 + old.id;
END""",
)


def upgrade() -> None:
    op.create_table(
        "quarterly_note",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "final", name="notestate", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarterly_note")),
        sa.UniqueConstraint("year", "quarter", name=op.f("uq_quarterly_note_year_quarter")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reserve_rules",
        sa.Column("volunteer_days", sa.Integer(), nullable=False),
        sa.Column("former_days", sa.Integer(), nullable=False),
        sa.Column("international_days", sa.Integer(), nullable=False),
        sa.Column("citizen_week_hours", sa.Integer(), nullable=False),
        sa.Column("rest_hours", sa.Integer(), nullable=False),
        sa.Column("lowest_age", sa.Integer(), nullable=False),
        sa.Column("highest_age", sa.Integer(), nullable=False),
        sa.Column("contract_years", sa.Integer(), nullable=False),
        sa.Column("warning_days", sa.Integer(), nullable=False),
        sa.Column("dormant_days", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserve_rules")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "security_liaison",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "body",
            sa.Enum(
                "citizen_council",
                "district_council",
                name="liaisonbody",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("civility", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_liaison")),
        sa.UniqueConstraint("code", name=op.f("uq_security_liaison_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "skill",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill")),
        sa.UniqueConstraint("name", name=op.f("uq_skill_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "unmasking",
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmasking")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "victim_reception",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("complaints", sa.Integer(), nullable=True),
        sa.Column("referred", sa.Integer(), nullable=True),
        sa.Column("called_back", sa.Integer(), nullable=True),
        sa.Column("wait_minutes", sa.Double(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.Column("satisfied", sa.Integer(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_victim_reception")),
        sa.UniqueConstraint("month", name=op.f("uq_victim_reception_month")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "note_sentence",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column(
            "heading",
            sa.Enum(
                "initiatives",
                "successes",
                "constraints",
                "perception",
                name="noteheading",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("drafted", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"], ["quarterly_note.id"], name=op.f("fk_note_sentence_note_id_quarterly_note")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_sentence")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_note_sentence_note_id"), "note_sentence", ["note_id"], unique=False)
    op.create_table(
        "reservist",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "operational", "citizen", name="reservecategory", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column(
            "profile",
            sa.Enum(
                "volunteer",
                "former_assistant",
                "former_officer",
                "international",
                name="reserveprofile",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "candidate",
                "in_review",
                "approved",
                "active",
                "unavailable",
                "suspended",
                "ended",
                "struck_off",
                name="reserviststate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("civility", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("contract_start", sa.Date(), nullable=True),
        sa.Column("contract_end", sa.Date(), nullable=True),
        sa.Column("charter_on", sa.Date(), nullable=True),
        sa.Column("fit_until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("opening_days", sa.Integer(), nullable=False),
        sa.Column("opening_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_reservist_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservist")),
        sa.UniqueConstraint("code", name=op.f("uq_reservist_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reservist_partner_id"), "reservist", ["partner_id"], unique=False)
    op.create_table(
        "survey",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "victimisation",
                "satisfaction",
                "perception",
                name="surveykind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "public",
            sa.Enum(
                "residents",
                "officials",
                "victims",
                "other",
                name="surveypublic",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["partner.id"], name=op.f("fk_survey_owner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_survey_owner_id"), "survey", ["owner_id"], unique=False)
    op.create_table(
        "availability_pattern",
        sa.Column("reservist_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "available", "unavailable", name="availability", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reservist_id"], ["reservist.id"], name=op.f("fk_availability_pattern_reservist_id_reservist")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_pattern")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_availability_pattern_reservist_id"), "availability_pattern", ["reservist_id"], unique=False
    )
    op.create_table(
        "availability_request",
        sa.Column("reservist_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("prepared_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reservist_id"], ["reservist.id"], name=op.f("fk_availability_request_reservist_id_reservist")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_request")),
        sa.UniqueConstraint("code", name=op.f("uq_availability_request_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_availability_request_reservist_id"), "availability_request", ["reservist_id"], unique=False
    )
    op.create_table(
        "availability_slot",
        sa.Column("reservist_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "available", "unavailable", name="availability", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reservist_id"], ["reservist.id"], name=op.f("fk_availability_slot_reservist_id_reservist")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_slot")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_availability_slot_day"), "availability_slot", ["day"], unique=False)
    op.create_index(op.f("ix_availability_slot_reservist_id"), "availability_slot", ["reservist_id"], unique=False)
    op.create_table(
        "cohesion_delegate",
        sa.Column("reservist_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("duties", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reservist_id"], ["reservist.id"], name=op.f("fk_cohesion_delegate_reservist_id_reservist")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohesion_delegate")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_cohesion_delegate_reservist_id"), "cohesion_delegate", ["reservist_id"], unique=False)
    op.create_table(
        "equipment_item",
        sa.Column(
            "kind",
            sa.Enum(
                "body_camera",
                "tablet",
                "smartphone",
                "vehicle",
                "other",
                name="equipmentkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("in_service", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("in_service_on", sa.Date(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_equipment_item_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_equipment_item_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment_item")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_equipment_item_objective_id"), "equipment_item", ["objective_id"], unique=False)
    op.create_index(op.f("ix_equipment_item_partner_id"), "equipment_item", ["partner_id"], unique=False)
    op.create_table(
        "joint_control",
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "done",
                "cancelled",
                name="controlstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("pilot_id", sa.Integer(), nullable=True),
        sa.Column("requisition_on", sa.Date(), nullable=True),
        sa.Column("targeted", sa.Integer(), nullable=True),
        sa.Column("checked", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=False),
        sa.Column("followed_on", sa.Date(), nullable=True),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_joint_control_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(["pilot_id"], ["partner.id"], name=op.f("fk_joint_control_pilot_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_control")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_joint_control_day"), "joint_control", ["day"], unique=False)
    op.create_index(op.f("ix_joint_control_objective_id"), "joint_control", ["objective_id"], unique=False)
    op.create_index(op.f("ix_joint_control_pilot_id"), "joint_control", ["pilot_id"], unique=False)
    op.create_table(
        "mission",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("slots", sa.Integer(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "operational", "citizen", name="reservecategory", native_enum=False, create_constraint=True, length=20
            ),
            nullable=True,
        ),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["objective_id"], ["objective.id"], name=op.f("fk_mission_objective_id_objective")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_mission_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mission_day"), "mission", ["day"], unique=False)
    op.create_index(op.f("ix_mission_objective_id"), "mission", ["objective_id"], unique=False)
    op.create_index(op.f("ix_mission_partner_id"), "mission", ["partner_id"], unique=False)
    op.create_table(
        "mobile_support",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("strength", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_mobile_support_objective_id_objective")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mobile_support")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mobile_support_objective_id"), "mobile_support", ["objective_id"], unique=False)
    op.create_table(
        "outreach_action",
        sa.Column(
            "kind",
            sa.Enum(
                "meeting",
                "office_hours",
                "walk",
                "social_network",
                "mailbox",
                "school",
                "other",
                name="outreachkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("feedback_due", sa.Date(), nullable=True),
        sa.Column("feedback_on", sa.Date(), nullable=True),
        sa.Column("feedback_how", sa.Text(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_outreach_action_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_outreach_action_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_action")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_outreach_action_day"), "outreach_action", ["day"], unique=False)
    op.create_index(op.f("ix_outreach_action_objective_id"), "outreach_action", ["objective_id"], unique=False)
    op.create_index(op.f("ix_outreach_action_partner_id"), "outreach_action", ["partner_id"], unique=False)
    op.create_table(
        "reservist_skill",
        sa.Column("reservist_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reservist_id"], ["reservist.id"], name=op.f("fk_reservist_skill_reservist_id_reservist")
        ),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_reservist_skill_skill_id_skill")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservist_skill")),
        sa.UniqueConstraint("reservist_id", "skill_id", name=op.f("uq_reservist_skill_reservist_id_skill_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reservist_skill_skill_id"), "reservist_skill", ["skill_id"], unique=False)
    op.create_table(
        "retained_post",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("filled_on", sa.Date(), nullable=True),
        sa.Column("stays_until", sa.Date(), nullable=True),
        sa.Column("vacant_since", sa.Date(), nullable=True),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_retained_post_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_retained_post_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retained_post")),
        sa.UniqueConstraint("code", name=op.f("uq_retained_post_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_retained_post_objective_id"), "retained_post", ["objective_id"], unique=False)
    op.create_index(op.f("ix_retained_post_partner_id"), "retained_post", ["partner_id"], unique=False)
    op.create_table(
        "survey_wave",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "phone",
                "face_to_face",
                "mixed",
                "paper",
                "online",
                name="surveymode",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "sampling",
            sa.Enum(
                "random",
                "quota",
                "open",
                "everybody",
                name="sampling",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("contacted", sa.Integer(), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_wave_survey_id_survey")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_wave")),
        sa.UniqueConstraint("survey_id", "number", name=op.f("uq_survey_wave_survey_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "training_session",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "posts",
                "reserve",
                "both",
                name="trainingaudience",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("hours", sa.Double(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("attended", sa.Integer(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=True),
        sa.Column("skill_months", sa.Integer(), nullable=True),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_training_session_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(["provider_id"], ["partner.id"], name=op.f("fk_training_session_provider_id_partner")),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_training_session_skill_id_skill")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_training_session_day"), "training_session", ["day"], unique=False)
    op.create_index(op.f("ix_training_session_objective_id"), "training_session", ["objective_id"], unique=False)
    op.create_index(op.f("ix_training_session_provider_id"), "training_session", ["provider_id"], unique=False)
    op.create_index(op.f("ix_training_session_skill_id"), "training_session", ["skill_id"], unique=False)
    op.create_table(
        "control_outcome",
        sa.Column("control_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "warning",
                "notice",
                "fine",
                "closure",
                "report",
                "removal",
                "other",
                name="outcomekind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["control_id"], ["joint_control.id"], name=op.f("fk_control_outcome_control_id_joint_control")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_control_outcome")),
        sa.UniqueConstraint("control_id", "kind", name=op.f("uq_control_outcome_control_id_kind")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "control_service",
        sa.Column("control_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["control_id"], ["joint_control.id"], name=op.f("fk_control_service_control_id_joint_control")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_control_service_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_control_service")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_control_service_control_id"), "control_service", ["control_id"], unique=False)
    op.create_index(op.f("ix_control_service_partner_id"), "control_service", ["partner_id"], unique=False)
    op.create_table(
        "duty_shift",
        sa.Column("reservist_id", sa.Integer(), nullable=False),
        sa.Column("mission_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "done",
                "validated",
                "cancelled",
                name="shiftstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("done_minutes", sa.Integer(), nullable=True),
        sa.Column("validated_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_duty_shift_mission_id_mission")),
        sa.ForeignKeyConstraint(["reservist_id"], ["reservist.id"], name=op.f("fk_duty_shift_reservist_id_reservist")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_shift")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_duty_shift_day"), "duty_shift", ["day"], unique=False)
    op.create_index(op.f("ix_duty_shift_mission_id"), "duty_shift", ["mission_id"], unique=False)
    op.create_index(op.f("ix_duty_shift_reservist_id"), "duty_shift", ["reservist_id"], unique=False)
    op.create_table(
        "mission_skill",
        sa.Column("mission_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_mission_skill_mission_id_mission")),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_mission_skill_skill_id_skill")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission_skill")),
        sa.UniqueConstraint("mission_id", "skill_id", name=op.f("uq_mission_skill_mission_id_skill_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mission_skill_skill_id"), "mission_skill", ["skill_id"], unique=False)
    op.create_table(
        "outreach_theme",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["outreach_action.id"], name=op.f("fk_outreach_theme_action_id_outreach_action")
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_outreach_theme_objective_id_objective")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_theme")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_outreach_theme_action_id"), "outreach_theme", ["action_id"], unique=False)
    op.create_index(op.f("ix_outreach_theme_objective_id"), "outreach_theme", ["objective_id"], unique=False)
    op.create_table(
        "reservist_training",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("reservist_id", sa.Integer(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reservist_id"], ["reservist.id"], name=op.f("fk_reservist_training_reservist_id_reservist")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["training_session.id"], name=op.f("fk_reservist_training_session_id_training_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservist_training")),
        sa.UniqueConstraint("session_id", "reservist_id", name=op.f("uq_reservist_training_session_id_reservist_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reservist_training_reservist_id"), "reservist_training", ["reservist_id"], unique=False)
    op.create_table(
        "survey_question",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("shares", "score", name="questionkind", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("lowest", sa.Double(), nullable=True),
        sa.Column("highest", sa.Double(), nullable=True),
        sa.Column("indicator_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_survey_question_indicator_id_indicator")
        ),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_question_survey_id_survey")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_question")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_survey_question_indicator_id"), "survey_question", ["indicator_id"], unique=False)
    op.create_index(op.f("ix_survey_question_survey_id"), "survey_question", ["survey_id"], unique=False)
    op.create_table(
        "training_need",
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column(
            "priority",
            sa.Enum("high", "normal", "low", name="priority", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("wanted_by", sa.Date(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["retained_post.id"], name=op.f("fk_training_need_post_id_retained_post")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["training_session.id"], name=op.f("fk_training_need_session_id_training_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_need")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_training_need_post_id"), "training_need", ["post_id"], unique=False)
    op.create_index(op.f("ix_training_need_session_id"), "training_need", ["session_id"], unique=False)
    op.create_table(
        "survey_result",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("mean", sa.Double(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["survey_question.id"], name=op.f("fk_survey_result_question_id_survey_question")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["survey_wave.id"], name=op.f("fk_survey_result_wave_id_survey_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_result")),
        sa.UniqueConstraint(
            "wave_id", "question_id", "group", "answer", name=op.f("uq_survey_result_wave_id_question_id_group_answer")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_survey_result_question_id"), "survey_result", ["question_id"], unique=False)
    connection = op.get_bind()
    for statement in _SEARCH:
        connection.exec_driver_sql(statement)

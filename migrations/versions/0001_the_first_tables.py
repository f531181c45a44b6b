"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("owner_kind", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stored_sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("filename", sa.String(), nullable=True),
        sa.Column("party_may_see", sa.Boolean(), nullable=False),
        sa.Column("hidden_reason", sa.String(), nullable=True),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_evidence_stored_sha256"), ["stored_sha256"], unique=False
        )

    op.create_table(
        "login_attempt",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempt")),
    )
    with op.batch_alter_table("login_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_attempt_key"), ["key"], unique=False)

    op.create_table(
        "month_standing",
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scheme", "on", "grade", name=op.f("pk_month_standing")),
    )
    op.create_table(
        "office",
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("telephone", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "level in ('province', 'prefecture', 'county')", name=op.f("ck_office_level")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_office_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_office_region"), ["region"], unique=False)

    op.create_table(
        "programme",
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
    )
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "subject",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("legal_form", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=18), nullable=True),
        sa.Column("code_reason", sa.String(), nullable=True),
        sa.Column("practice_no", sa.String(length=40), nullable=True),
        sa.Column("home_region", sa.String(length=6), nullable=False),
        sa.Column("business", sa.String(length=80), nullable=False),
        sa.Column("head_id", sa.String(length=32), nullable=True),
        sa.Column("file_opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("kind in ('contractor', 'person')", name=op.f("ck_subject_kind")),
        sa.CheckConstraint("head_id <> id", name=op.f("ck_subject_head_is_another")),
        sa.ForeignKeyConstraint(
            ["head_id"], ["subject.id"], name=op.f("fk_subject_head_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
        sa.UniqueConstraint("code", name=op.f("uq_subject_code")),
        sa.UniqueConstraint("practice_no", name=op.f("uq_subject_practice_no")),
    )
    with op.batch_alter_table("subject", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subject_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subject_home_region"), ["home_region"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("programme_id", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("consortium", sa.String(length=32), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("end_ground", sa.String(length=12), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "end_ground in ('finished', 'agreed', 'disqualified')",
            name=op.f("ck_assignment_end_ground"),
        ),
        sa.CheckConstraint("part in ('sole', 'leader', 'member')", name=op.f("ck_assignment_part")),
        sa.CheckConstraint(
            "(until_on is null) = (end_ground is null)",
            name=op.f("ck_assignment_ends_for_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_assignment_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_assignment_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_assignment_programme_id"), ["programme_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_assignment_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "file_pages",
        sa.Column("evidence_id", sa.String(length=32), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_file_pages_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_file_pages")),
    )
    op.create_table(
        "holder",
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("office_id", sa.String(length=32), nullable=True),
        sa.Column("subject_id", sa.String(length=32), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_holder_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_holder_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holder")),
    )
    with op.batch_alter_table("holder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holder_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_holder_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "outgoing_message",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("to", sa.String(length=200), nullable=True),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("params", sa.String(), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=300), nullable=True),
        sa.CheckConstraint(
            "kind in ('portal', 'sms', 'email')", name=op.f("ck_outgoing_message_kind")
        ),
        sa.CheckConstraint(
            "state in ('waiting', 'handed_over', 'refused')", name=op.f("ck_outgoing_message_state")
        ),
        sa.CheckConstraint(
            "kind = 'portal' or \"to\" is not null", name=op.f("ck_outgoing_message_has_an_address")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_outgoing_message_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_message")),
        sa.UniqueConstraint("key", name=op.f("uq_outgoing_message_key")),
    )
    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.create_index("ix_outgoing_message_due", ["state", "kind", "next_at"], unique=False)
        batch_op.create_index("ix_outgoing_message_subject", ["subject_id", "put_at"], unique=False)

    op.create_table(
        "person_identity",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_person_identity_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_person_identity")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_person_identity_fingerprint")),
    )
    op.create_table(
        "proposal",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("list_code", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_proposal_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("subject_id", "scheme", "list_code", name=op.f("pk_proposal")),
    )
    op.create_table(
        "relation",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("other_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("person_name", sa.String(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"], ["subject.id"], name=op.f("fk_relation_other_id_subject")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_relation_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
    )
    with op.batch_alter_table("relation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relation_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_relation_other_id"), ["other_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_relation_person_name"), ["person_name"], unique=False)
        batch_op.create_index(batch_op.f("ix_relation_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "rule_stay",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("list_code", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("for_life", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_rule_stay_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("subject_id", "scheme", "list_code", name=op.f("pk_rule_stay")),
    )
    op.create_table(
        "score",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=True),
        sa.Column("unrated", sa.String(length=80), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("book_sha256", sa.String(length=64), nullable=False),
        sa.Column("ledger_size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_score_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("subject_id", "scheme", name=op.f("pk_score")),
    )
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_score_grade"), ["grade"], unique=False)
        batch_op.create_index("ix_score_scheme_points", ["scheme", "points"], unique=False)
        batch_op.create_index(batch_op.f("ix_score_until_on"), ["until_on"], unique=False)

    op.create_table(
        "stage",
        sa.Column("programme_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_stage_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage")),
    )
    with op.batch_alter_table("stage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stage_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stage_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "subject_contact",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("latest", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("telephone", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_subject_contact_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_contact")),
    )
    with op.batch_alter_table("subject_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subject_contact_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_subject_contact_subject_id"), ["subject_id"], unique=False
        )

    op.create_table(
        "subject_name",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Boolean(), nullable=False),
        sa.Column("folded", sa.String(), nullable=True),
        sa.Column("initials", sa.String(), nullable=True),
        sa.Column("short", sa.String(), nullable=True),
        sa.Column("sound", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_subject_name_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_name")),
    )
    with op.batch_alter_table("subject_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subject_name_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subject_name_folded"), ["folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_subject_name_initials"), ["initials"], unique=False)
        batch_op.create_index(batch_op.f("ix_subject_name_sound"), ["sound"], unique=False)
        batch_op.create_index("ix_subject_name_subject", ["subject_id", "from_on"], unique=False)

    op.create_table(
        "succession",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("successor_id", sa.String(length=32), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("document_no", sa.String(length=80), nullable=False),
        sa.Column("survives", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "kind in ('merger', 'division', 'deregistration')", name=op.f("ck_succession_kind")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_succession_subject_id_subject")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["subject.id"], name=op.f("fk_succession_successor_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_succession")),
    )
    with op.batch_alter_table("succession", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_succession_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_succession_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_succession_successor_id"), ["successor_id"], unique=False
        )

    op.create_table(
        "account",
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("holder_id", sa.String(length=32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("mandate_no", sa.String(length=80), nullable=True),
        sa.Column("mandate_on", sa.Date(), nullable=True),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("password_set_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=True),
        sa.Column("second_factor", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["holder.id"], name=op.f("fk_account_holder_id_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_holder_id"), ["holder_id"], unique=False)

    op.create_table(
        "acted_for",
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("for_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["for_id"], ["holder.id"], name=op.f("fk_acted_for_for_id_holder")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_acted_for")),
    )
    op.create_table(
        "address_confirmation",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("electronic_kind", sa.String(length=10), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("typed_by", sa.String(length=32), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=True),
        sa.Column("recipient", sa.String(), nullable=True),
        sa.Column("telephone", sa.String(), nullable=True),
        sa.Column("postal", sa.String(), nullable=True),
        sa.Column("electronic", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "electronic_kind in ('email', 'fax', 'mobile', 'account')",
            name=op.f("ck_address_confirmation_electronic_kind"),
        ),
        sa.CheckConstraint(
            "revoked_on >= signed_on", name=op.f("ck_address_confirmation_revoked_after_signing")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_address_confirmation_subject_id_subject")
        ),
        sa.ForeignKeyConstraint(
            ["typed_by"], ["holder.id"], name=op.f("fk_address_confirmation_typed_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_confirmation")),
    )
    with op.batch_alter_table("address_confirmation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_address_confirmation_entry_id"), ["entry_id"], unique=False
        )
        batch_op.create_index(
            "ix_address_confirmation_subject", ["subject_id", "signed_on"], unique=False
        )

    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("document_no", sa.String(length=80), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("rest", sa.String(), nullable=False),
        sa.Column("worked", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("loaded_entry_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'loaded', 'refused')", name=op.f("ck_calendar_year_state")
        ),
        sa.CheckConstraint("decided_by <> proposed_by", name=op.f("ck_calendar_year_two_persons")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["holder.id"], name=op.f("fk_calendar_year_decided_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["holder.id"], name=op.f("fk_calendar_year_proposed_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_year")),
    )
    with op.batch_alter_table("calendar_year", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_year_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_calendar_year_loaded_entry_id"), ["loaded_entry_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_calendar_year_year"), ["year"], unique=False)

    op.create_table(
        "deputy",
        sa.Column("holder_id", sa.String(length=32), nullable=False),
        sa.Column("deputy_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("named_by", sa.String(length=32), nullable=False),
        sa.Column("agreed_by", sa.String(length=32), nullable=True),
        sa.Column("refused_by", sa.String(length=32), nullable=True),
        sa.Column("ended_by", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("agreed_by <> deputy_id", name=op.f("ck_deputy_agreed_by_another")),
        sa.CheckConstraint("agreed_by <> named_by", name=op.f("ck_deputy_two_persons")),
        sa.CheckConstraint(
            "agreed_by is null or refused_by is null", name=op.f("ck_deputy_one_answer")
        ),
        sa.CheckConstraint("holder_id <> deputy_id", name=op.f("ck_deputy_another_person")),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_deputy_ends_after_beginning")),
        sa.ForeignKeyConstraint(
            ["agreed_by"], ["holder.id"], name=op.f("fk_deputy_agreed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["holder.id"], name=op.f("fk_deputy_deputy_id_holder")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["holder.id"], name=op.f("fk_deputy_ended_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["holder.id"], name=op.f("fk_deputy_holder_id_holder")
        ),
        sa.ForeignKeyConstraint(
            ["named_by"], ["holder.id"], name=op.f("fk_deputy_named_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["refused_by"], ["holder.id"], name=op.f("fk_deputy_refused_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputy")),
    )
    with op.batch_alter_table("deputy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deputy_deputy_id"), ["deputy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deputy_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deputy_holder_id"), ["holder_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("behaviour", sa.String(length=80), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("office_id", sa.String(length=32), nullable=False),
        sa.Column("programme_id", sa.String(length=32), nullable=True),
        sa.Column("stage_id", sa.String(length=32), nullable=True),
        sa.Column("severity", sa.String(length=20), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("rating", sa.BigInteger(), nullable=True),
        sa.Column("incident_id", sa.String(length=80), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("document_no", sa.String(length=80), nullable=True),
        sa.Column("narrative", sa.String(), nullable=True),
        sa.Column("second_officer", sa.String(), nullable=True),
        sa.Column("entered_by", sa.String(length=32), nullable=False),
        sa.Column("confirm", sa.String(length=10), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["holder.id"], name=op.f("fk_event_entered_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_event_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_event_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_event_stage_id_stage")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_event_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_confirm", ["confirm", "id"], unique=False)
        batch_op.create_index(
            "ix_event_duplicate", ["subject_id", "behaviour", "occurred_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_event_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_region"), ["region"], unique=False)
        batch_op.create_index("ix_event_subject", ["subject_id", "scheme"], unique=False)

    op.create_table(
        "export",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("filter", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=True),
        sa.Column("marks", sa.String(), nullable=True),
        sa.Column("known_root", sa.String(length=64), nullable=True),
        sa.Column("leaflet_sha256", sa.String(length=64), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["holder.id"], name=op.f("fk_export_by_holder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
    )
    with op.batch_alter_table("export", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_export_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "extension",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("business", sa.String(length=20), nullable=False),
        sa.Column("business_id", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "state in ('asked', 'granted', 'refused')", name=op.f("ck_extension_state")
        ),
        sa.CheckConstraint("asked_on <= due_on", name=op.f("ck_extension_asked_before_the_end")),
        sa.CheckConstraint("decided_by <> asked_by", name=op.f("ck_extension_two_persons")),
        sa.CheckConstraint("n > 0", name=op.f("ck_extension_longer")),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["holder.id"], name=op.f("fk_extension_asked_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["holder.id"], name=op.f("fk_extension_decided_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_extension_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extension_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            "uq_extension_once",
            ["code", "business_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'refused'"),
            postgresql_where=sa.text("state <> 'refused'"),
        )

    op.create_table(
        "handover",
        sa.Column("from_id", sa.String(length=32), nullable=False),
        sa.Column("to_id", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_handover_another_person")),
        sa.ForeignKeyConstraint(["by"], ["holder.id"], name=op.f("fk_handover_by_holder")),
        sa.ForeignKeyConstraint(
            ["from_id"], ["holder.id"], name=op.f("fk_handover_from_id_holder")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["holder.id"], name=op.f("fk_handover_to_id_holder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handover_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handover_to_id"), ["to_id"], unique=False)

    op.create_table(
        "list_case",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("list_code", sa.String(length=60), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.String(length=32), nullable=False),
        sa.Column("grounds", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "origin in ('rule', 'person', 'affiliate')", name=op.f("ck_list_case_origin")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_list_case_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["holder.id"], name=op.f("fk_list_case_opened_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_list_case_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_case")),
    )
    with op.batch_alter_table("list_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_list_case_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_list_case_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "listing_confirmation",
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("confirmed_by", sa.String(length=32), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("office_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by"],
            ["holder.id"],
            name=op.f("fk_listing_confirmation_confirmed_by_holder"),
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_listing_confirmation_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_confirmation")),
    )
    with op.batch_alter_table("listing_confirmation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_listing_confirmation_entry_id"), ["entry_id"], unique=False
        )

    op.create_table(
        "official_paper",
        sa.Column("business", sa.String(length=12), nullable=False),
        sa.Column("business_id", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=True),
        sa.Column("office_id", sa.String(length=32), nullable=False),
        sa.Column("document_kind", sa.String(length=20), nullable=True),
        sa.Column("document_id", sa.String(length=32), nullable=True),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=10), nullable=False),
        sa.Column("number_form", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("addressee", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("enclosures", sa.String(), nullable=True),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("copies", sa.String(), nullable=True),
        sa.Column("drafted_by", sa.String(length=32), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("revised_by", sa.String(length=32), nullable=False),
        sa.Column("revised_entry_id", sa.String(length=32), nullable=False),
        sa.Column("sent_back_by", sa.String(length=32), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("checked_by", sa.String(length=32), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("sent_by", sa.String(length=32), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("number", sa.String(length=80), nullable=True),
        sa.Column("signed_by", sa.String(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("returned_by", sa.String(length=32), nullable=True),
        sa.Column("given_up_by", sa.String(length=32), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "business in ('case', 'event', 'objection', 'repair', 'round')",
            name=op.f("ck_official_paper_business"),
        ),
        sa.CheckConstraint(
            "layout in ('file', 'letter', 'form')", name=op.f("ck_official_paper_layout")
        ),
        sa.CheckConstraint(
            "(document_kind is null) = (document_id is null)",
            name=op.f("ck_official_paper_document_in_full"),
        ),
        sa.CheckConstraint(
            "(number is null) = (signed_on is null) and (number is null) = (returned_by is null)",
            name=op.f("ck_official_paper_returned_whole"),
        ),
        sa.CheckConstraint(
            "checked_by <> drafted_by and checked_by <> revised_by",
            name=op.f("ck_official_paper_two_persons"),
        ),
        sa.CheckConstraint(
            "number is null or given_up_by is null", name=op.f("ck_official_paper_returned_stays")
        ),
        sa.CheckConstraint(
            "number is null or sent_on is not null",
            name=op.f("ck_official_paper_sent_before_returned"),
        ),
        sa.CheckConstraint(
            "sent_on is null or checked_by is not null",
            name=op.f("ck_official_paper_checked_before_sent"),
        ),
        sa.ForeignKeyConstraint(
            ["checked_by"], ["holder.id"], name=op.f("fk_official_paper_checked_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["drafted_by"], ["holder.id"], name=op.f("fk_official_paper_drafted_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["given_up_by"], ["holder.id"], name=op.f("fk_official_paper_given_up_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_official_paper_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["returned_by"], ["holder.id"], name=op.f("fk_official_paper_returned_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["revised_by"], ["holder.id"], name=op.f("fk_official_paper_revised_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["sent_back_by"], ["holder.id"], name=op.f("fk_official_paper_sent_back_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"], ["holder.id"], name=op.f("fk_official_paper_sent_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_official_paper_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_paper")),
        sa.UniqueConstraint("number", name=op.f("uq_official_paper_number")),
    )
    with op.batch_alter_table("official_paper", schema=None) as batch_op:
        batch_op.create_index(
            "ix_official_paper_business", ["business", "business_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_official_paper_document_id"), ["document_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_official_paper_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_official_paper_subject_id"), ["subject_id"], unique=False
        )
        batch_op.create_index(
            "uq_official_paper_document",
            ["document_kind", "document_id"],
            unique=True,
            sqlite_where=sa.text("given_up_by IS NULL AND document_id IS NOT NULL"),
            postgresql_where=sa.text("given_up_by IS NULL AND document_id IS NOT NULL"),
        )

    op.create_table(
        "paper_template",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("addressee", sa.String(length=400), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("enclosures", sa.String(), nullable=False),
        sa.Column("copies", sa.String(length=400), nullable=False),
        sa.Column("edited_by", sa.String(length=32), nullable=False),
        sa.Column("edited_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "layout in ('file', 'letter', 'form')", name=op.f("ck_paper_template_layout")
        ),
        sa.CheckConstraint(
            "state <> 'in_force' or decided_by is not null",
            name=op.f("ck_paper_template_agreed_to"),
        ),
        sa.CheckConstraint(
            "state in ('proposed', 'in_force', 'refused')", name=op.f("ck_paper_template_state")
        ),
        sa.CheckConstraint("decided_by <> edited_by", name=op.f("ck_paper_template_two_persons")),
        sa.CheckConstraint("version > 1", name=op.f("ck_paper_template_after_the_shipped_one")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["holder.id"], name=op.f("fk_paper_template_decided_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["edited_by"], ["holder.id"], name=op.f("fk_paper_template_edited_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_template")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_paper_template_code_version")),
    )
    with op.batch_alter_table("paper_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_template_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            "uq_paper_template_proposed",
            ["code"],
            unique=True,
            sqlite_where=sa.text("state = 'proposed'"),
            postgresql_where=sa.text("state = 'proposed'"),
        )

    op.create_table(
        "point_note",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=140), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "length(kind) > 0 and length(about) > 0", name=op.f("ck_point_note_of_a_point")
        ),
        sa.ForeignKeyConstraint(["by"], ["holder.id"], name=op.f("fk_point_note_by_holder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_note")),
    )
    with op.batch_alter_table("point_note", schema=None) as batch_op:
        batch_op.create_index("ix_point_note_about", ["kind", "about"], unique=False)
        batch_op.create_index(batch_op.f("ix_point_note_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "point_setting",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["holder.id"], name=op.f("fk_point_setting_by_holder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_setting")),
    )
    with op.batch_alter_table("point_setting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_point_setting_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_point_setting_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "query_slip",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lists", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["holder.id"], name=op.f("fk_query_slip_by_holder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_query_slip")),
        sa.UniqueConstraint("on", "position", name=op.f("uq_query_slip_on_position")),
    )
    with op.batch_alter_table("query_slip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_query_slip_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "repair",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("office_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("reference_no", sa.String(length=80), nullable=True),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("duties", sa.String(), nullable=True),
        sa.Column("given_up_on", sa.Date(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "channel in ('credit_china', 'window', 'portal')", name=op.f("ck_repair_channel")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["holder.id"], name=op.f("fk_repair_asked_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_repair_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_repair_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair")),
    )
    with op.batch_alter_table("repair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_repair_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_repair_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_repair_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "round",
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("book_sha256", sa.String(length=64), nullable=False),
        sa.Column("office_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=False),
        sa.Column("feedback_on", sa.Date(), nullable=True),
        sa.Column("feedback_by", sa.String(length=32), nullable=True),
        sa.Column("request_days", sa.Integer(), nullable=True),
        sa.Column("display_text", sa.String(), nullable=True),
        sa.Column("display_telephone", sa.String(length=60), nullable=True),
        sa.Column("display_address", sa.String(length=200), nullable=True),
        sa.Column("display_from", sa.Date(), nullable=True),
        sa.Column("display_until", sa.Date(), nullable=True),
        sa.Column("display_by", sa.String(length=32), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("adopted_by", sa.String(length=32), nullable=True),
        sa.Column("opinion", sa.String(), nullable=True),
        sa.Column("table_sha256", sa.String(length=64), nullable=True),
        sa.Column("document_no", sa.String(length=80), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_by", sa.String(length=32), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancelled_by", sa.String(length=32), nullable=True),
        sa.Column("cancelled_why", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "state <> 'published' or (document_no is not null and published_on >= adopted_on)",
            name=op.f("ck_round_published_has_a_number"),
        ),
        sa.CheckConstraint(
            "state in ('first', 'feedback', 'display', 'adopted', 'published', 'cancelled')",
            name=op.f("ck_round_state"),
        ),
        sa.CheckConstraint(
            "state not in ('adopted', 'published') or (adopted_by is not null and table_sha256 is not null)",
            name=op.f("ck_round_adopted_is_sealed"),
        ),
        sa.CheckConstraint("adopted_by <> opened_by", name=op.f("ck_round_adopted_by_another")),
        sa.CheckConstraint(
            "display_until >= display_from", name=op.f("ck_round_display_ends_after_beginning")
        ),
        sa.ForeignKeyConstraint(
            ["adopted_by"], ["holder.id"], name=op.f("fk_round_adopted_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["cancelled_by"], ["holder.id"], name=op.f("fk_round_cancelled_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["display_by"], ["holder.id"], name=op.f("fk_round_display_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_by"], ["holder.id"], name=op.f("fk_round_feedback_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_round_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["holder.id"], name=op.f("fk_round_opened_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["holder.id"], name=op.f("fk_round_published_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index("ix_round_scheme", ["scheme", "published_on"], unique=False)
        batch_op.create_index(
            "uq_round_under_way",
            ["scheme"],
            unique=True,
            sqlite_where=sa.text("state not in ('published', 'cancelled')"),
            postgresql_where=sa.text("state not in ('published', 'cancelled')"),
        )

    op.create_table(
        "ruleset_version",
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=True),
        sa.Column("published_by", sa.String(length=32), nullable=True),
        sa.Column("published_entry_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "published_by <> proposed_by", name=op.f("ck_ruleset_version_two_persons")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["holder.id"], name=op.f("fk_ruleset_version_proposed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["holder.id"], name=op.f("fk_ruleset_version_published_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruleset_version")),
        sa.UniqueConstraint(
            "scheme", "version", "entry_id", name=op.f("uq_ruleset_version_scheme_version_entry_id")
        ),
    )
    with op.batch_alter_table("ruleset_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ruleset_version_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ruleset_version_scheme"), ["scheme"], unique=False)

    op.create_table(
        "successor_dismissal",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("listed_id", sa.String(length=32), nullable=False),
        sa.Column("shared", sa.String(length=200), nullable=False),
        sa.Column("dismissed_by", sa.String(length=32), nullable=False),
        sa.Column("dismissed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "listed_id <> subject_id", name=op.f("ck_successor_dismissal_two_contractors")
        ),
        sa.ForeignKeyConstraint(
            ["dismissed_by"], ["holder.id"], name=op.f("fk_successor_dismissal_dismissed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["listed_id"], ["subject.id"], name=op.f("fk_successor_dismissal_listed_id_subject")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_successor_dismissal_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_successor_dismissal")),
    )
    with op.batch_alter_table("successor_dismissal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_successor_dismissal_entry_id"), ["entry_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_successor_dismissal_listed_id"), ["listed_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_successor_dismissal_subject_id"), ["subject_id"], unique=False
        )

    op.create_table(
        "access_log",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("target_id", sa.String(length=64), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_access_log_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
    )
    with op.batch_alter_table("access_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_log_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_log_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_log_target_id"), ["target_id"], unique=False)

    op.create_table(
        "case_step",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("document_no", sa.String(length=80), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("regards", sa.String(length=32), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("reasons", sa.String(), nullable=True),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("rights", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("present", sa.String(), nullable=True),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("signed_by", sa.String(), nullable=True),
        sa.Column("typed_by", sa.String(length=32), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "kind in ('investigators', 'recusal_request', 'recusal_decision', 'facts', 'notice', 'reply', 'waiver', 'hearing_request', 'hearing_notice', 'hearing_record', 'answer', 'review', 'discussion', 'approval', 'repair_notice')",
            name=op.f("ck_case_step_kind"),
        ),
        sa.CheckConstraint("days > 0", name=op.f("ck_case_step_time_to_reply")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["list_case.id"], name=op.f("fk_case_step_case_id_list_case")
        ),
        sa.ForeignKeyConstraint(
            ["typed_by"], ["holder.id"], name=op.f("fk_case_step_typed_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_step")),
        sa.UniqueConstraint("case_id", "position", name=op.f("uq_case_step_case_id_position")),
    )
    with op.batch_alter_table("case_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_step_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "correction",
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("replacement_id", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("confirmed_by", sa.String(length=32), nullable=True),
        sa.Column("confirmed_entry_id", sa.String(length=32), nullable=True),
        sa.Column("refused_by", sa.String(length=32), nullable=True),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("confirmed_by <> asked_by", name=op.f("ck_correction_two_persons")),
        sa.CheckConstraint(
            "confirmed_by is null or refused_by is null", name=op.f("ck_correction_one_answer")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["holder.id"], name=op.f("fk_correction_asked_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["holder.id"], name=op.f("fk_correction_confirmed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_correction_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["refused_by"], ["holder.id"], name=op.f("fk_correction_refused_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["replacement_id"], ["event.id"], name=op.f("fk_correction_replacement_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correction_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_correction_replacement_id"), ["replacement_id"], unique=False
        )
        batch_op.create_index(
            "uq_correction_standing",
            ["event_id"],
            unique=True,
            sqlite_where=sa.text("refused_by IS NULL"),
            postgresql_where=sa.text("refused_by IS NULL"),
        )

    op.create_table(
        "dossier",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("pages > 0 and missing >= 0", name=op.f("ck_dossier_counted")),
        sa.ForeignKeyConstraint(["by"], ["holder.id"], name=op.f("fk_dossier_by_holder")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["list_case.id"], name=op.f("fk_dossier_case_id_list_case")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_dossier_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
    )
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "event_confirmation",
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("counts_from", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("entered_by", sa.String(length=32), nullable=False),
        sa.Column("confirmed_by", sa.String(length=32), nullable=False),
        sa.Column("decision_no", sa.String(length=80), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "confirmed_by <> entered_by or way = 'none'",
            name=op.f("ck_event_confirmation_two_persons"),
        ),
        sa.CheckConstraint(
            "way in ('none', 'review', 'notice')", name=op.f("ck_event_confirmation_way")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["holder.id"], name=op.f("fk_event_confirmation_confirmed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["holder.id"], name=op.f("fk_event_confirmation_entered_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_confirmation_event_id_event")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_confirmation")),
    )
    with op.batch_alter_table("event_confirmation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_event_confirmation_entry_id"), ["entry_id"], unique=False
        )

    op.create_table(
        "event_step",
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("document_no", sa.String(length=80), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(kind = 'notice') = (days is not null)", name=op.f("ck_event_step_notice_grants_days")
        ),
        sa.CheckConstraint(
            "kind in ('notice', 'reply', 'answer')", name=op.f("ck_event_step_kind")
        ),
        sa.ForeignKeyConstraint(["by"], ["holder.id"], name=op.f("fk_event_step_by_holder")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_step_event_id_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_step")),
    )
    with op.batch_alter_table("event_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_step_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_step_event_id"), ["event_id"], unique=False)

    op.create_table(
        "event_withdrawal",
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["holder.id"], name=op.f("fk_event_withdrawal_by_holder")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_withdrawal_event_id_event")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_withdrawal")),
    )
    with op.batch_alter_table("event_withdrawal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_event_withdrawal_entry_id"), ["entry_id"], unique=False
        )

    op.create_table(
        "handover_item",
        sa.Column("handover_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("item_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "kind in ('event', 'event_reply', 'correction', 'rectification', 'case', 'case_reply', 'refusal', 'publication', 'objection', 'repair', 'service', 'extension', 'round', 'review', 'paper', 'ruleset', 'draft', 'template', 'year')",
            name=op.f("ck_handover_item_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handover.id"], name=op.f("fk_handover_item_handover_id_handover")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_item")),
    )
    with op.batch_alter_table("handover_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_item_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_handover_item_handover_id"), ["handover_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_handover_item_item_id"), ["item_id"], unique=False)

    op.create_table(
        "idempotency",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_idempotency_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", "key", name=op.f("pk_idempotency")),
    )
    with op.batch_alter_table("idempotency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idempotency_at"), ["at"], unique=False)

    op.create_table(
        "list_decision",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("list_code", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=True),
        sa.Column("addressee", sa.String(length=200), nullable=True),
        sa.Column("orderer", sa.String(length=20), nullable=True),
        sa.Column("order_no", sa.String(length=80), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("for_life", sa.Boolean(), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("investigator_1", sa.String(length=32), nullable=True),
        sa.Column("investigator_2", sa.String(length=32), nullable=True),
        sa.Column("reviewed_by", sa.String(length=32), nullable=True),
        sa.Column("decided_by", sa.String(length=32), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("typed_by", sa.String(length=32), nullable=False),
        sa.Column("confirmed_by", sa.String(length=32), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=32), nullable=True),
        sa.Column("effective_entry_id", sa.String(length=32), nullable=True),
        sa.Column("document_no", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("corrects", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "action <> 'enter' or (investigator_1 is not null and investigator_2 is not null and investigator_1 <> investigator_2)",
            name=op.f("ck_list_decision_two_investigators"),
        ),
        sa.CheckConstraint(
            "action <> 'enter' or (reviewed_by is not null and reviewed_by <> proposed_by and reviewed_by <> decided_by and reviewed_by <> investigator_1 and reviewed_by <> investigator_2)",
            name=op.f("ck_list_decision_reviewed_by_another"),
        ),
        sa.CheckConstraint(
            "action <> 'refuse' or cause is not null",
            name=op.f("ck_list_decision_refused_for_a_cause"),
        ),
        sa.CheckConstraint(
            "action <> 'stay' or (orderer is not null and orderer in ('court', 'reconsideration', 'office'))",
            name=op.f("ck_list_decision_stay_was_ordered"),
        ),
        sa.CheckConstraint(
            "action <> 'transfer' or addressee is not null",
            name=op.f("ck_list_decision_transferred_to"),
        ),
        sa.CheckConstraint(
            "action in ('enter', 'refuse', 'not_filed', 'dismiss', 'transfer', 'terminate', 'suspend', 'resume', 'leave', 'annul', 'correct', 'stay', 'lift')",
            name=op.f("ck_list_decision_action"),
        ),
        sa.CheckConstraint(
            "action not in ('enter', 'stay', 'lift') or from_on is not null",
            name=op.f("ck_list_decision_has_a_day"),
        ),
        sa.CheckConstraint(
            "effective_entry_id is null or confirmed_by is not null or (way = 'system' and action not in ('leave', 'annul', 'correct', 'stay', 'lift'))",
            name=op.f("ck_list_decision_second_person"),
        ),
        sa.CheckConstraint(
            "until_on > from_on or (action = 'stay' and until_on = from_on)",
            name=op.f("ck_list_decision_ends_after_beginning"),
        ),
        sa.CheckConstraint(
            "way <> 'system' or typed_by = decided_by",
            name=op.f("ck_list_decision_decider_acts_himself"),
        ),
        sa.CheckConstraint("way in ('system', 'paper')", name=op.f("ck_list_decision_way")),
        sa.CheckConstraint(
            "confirmed_by <> investigator_1 and confirmed_by <> investigator_2",
            name=op.f("ck_list_decision_second_person_is_no_investigator"),
        ),
        sa.CheckConstraint("confirmed_by <> typed_by", name=op.f("ck_list_decision_two_clerks")),
        sa.CheckConstraint(
            "decided_by <> investigator_1 and decided_by <> investigator_2",
            name=op.f("ck_list_decision_decider_is_no_investigator"),
        ),
        sa.CheckConstraint(
            "decided_by <> proposed_by", name=op.f("ck_list_decision_decider_is_not_proposer")
        ),
        sa.CheckConstraint(
            "withdrawn_by is null or effective_entry_id is null",
            name=op.f("ck_list_decision_effective_stays"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["list_case.id"], name=op.f("fk_list_decision_case_id_list_case")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["holder.id"], name=op.f("fk_list_decision_confirmed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["holder.id"], name=op.f("fk_list_decision_decided_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["investigator_1"], ["holder.id"], name=op.f("fk_list_decision_investigator_1_holder")
        ),
        sa.ForeignKeyConstraint(
            ["investigator_2"], ["holder.id"], name=op.f("fk_list_decision_investigator_2_holder")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["holder.id"], name=op.f("fk_list_decision_proposed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["holder.id"], name=op.f("fk_list_decision_reviewed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_list_decision_subject_id_subject")
        ),
        sa.ForeignKeyConstraint(
            ["typed_by"], ["holder.id"], name=op.f("fk_list_decision_typed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["holder.id"], name=op.f("fk_list_decision_withdrawn_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_decision")),
        sa.UniqueConstraint("case_id", "position", name=op.f("uq_list_decision_case_id_position")),
    )
    with op.batch_alter_table("list_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_list_decision_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            "ix_list_decision_subject", ["subject_id", "scheme", "list_code"], unique=False
        )
        batch_op.create_index(
            "uq_list_decision_first",
            ["case_id"],
            unique=True,
            sqlite_where=sa.text(
                "action IN ('enter', 'refuse', 'not_filed', 'dismiss', 'transfer', 'terminate') AND withdrawn_by IS NULL"
            ),
            postgresql_where=sa.text(
                "action IN ('enter', 'refuse', 'not_filed', 'dismiss', 'transfer', 'terminate') AND withdrawn_by IS NULL"
            ),
        )

    op.create_table(
        "one_time_code",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_one_time_code_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_one_time_code")),
    )
    op.create_table(
        "rectification",
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("handed_in_on", sa.Date(), nullable=False),
        sa.Column("typed_by", sa.String(length=32), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("accepted_by", sa.String(length=32), nullable=True),
        sa.Column("accepted_entry_id", sa.String(length=32), nullable=True),
        sa.Column("refused_by", sa.String(length=32), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("accepted_by <> typed_by", name=op.f("ck_rectification_two_persons")),
        sa.CheckConstraint(
            "accepted_by is null or refused_by is null", name=op.f("ck_rectification_one_answer")
        ),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["holder.id"], name=op.f("fk_rectification_accepted_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_rectification_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["refused_by"], ["holder.id"], name=op.f("fk_rectification_refused_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["typed_by"], ["holder.id"], name=op.f("fk_rectification_typed_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification")),
    )
    with op.batch_alter_table("rectification", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rectification_accepted_entry_id"), ["accepted_entry_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_rectification_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rectification_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            "uq_rectification_standing",
            ["event_id"],
            unique=True,
            sqlite_where=sa.text("refused_by IS NULL"),
            postgresql_where=sa.text("refused_by IS NULL"),
        )

    op.create_table(
        "repair_decision",
        sa.Column("repair_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("typed_by", sa.String(length=32), nullable=False),
        sa.Column("confirmed_by", sa.String(length=32), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=32), nullable=True),
        sa.Column("effective_entry_id", sa.String(length=32), nullable=True),
        sa.Column("document_no", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("list_code", sa.String(length=60), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "action in ('grant', 'refuse', 'revoke')", name=op.f("ck_repair_decision_action")
        ),
        sa.CheckConstraint(
            "effective_entry_id is null or way = 'system' or confirmed_by is not null",
            name=op.f("ck_repair_decision_second_person"),
        ),
        sa.CheckConstraint(
            "way <> 'system' or typed_by = decided_by",
            name=op.f("ck_repair_decision_decider_acts_himself"),
        ),
        sa.CheckConstraint("way in ('system', 'paper')", name=op.f("ck_repair_decision_way")),
        sa.CheckConstraint("confirmed_by <> typed_by", name=op.f("ck_repair_decision_two_clerks")),
        sa.CheckConstraint(
            "decided_by <> proposed_by", name=op.f("ck_repair_decision_decider_is_not_proposer")
        ),
        sa.CheckConstraint(
            "withdrawn_by is null or effective_entry_id is null",
            name=op.f("ck_repair_decision_effective_stays"),
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["holder.id"], name=op.f("fk_repair_decision_confirmed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["holder.id"], name=op.f("fk_repair_decision_decided_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["holder.id"], name=op.f("fk_repair_decision_proposed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["repair_id"], ["repair.id"], name=op.f("fk_repair_decision_repair_id_repair")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_repair_decision_subject_id_subject")
        ),
        sa.ForeignKeyConstraint(
            ["typed_by"], ["holder.id"], name=op.f("fk_repair_decision_typed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["holder.id"], name=op.f("fk_repair_decision_withdrawn_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_decision")),
    )
    with op.batch_alter_table("repair_decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_repair_decision_effective_entry_id"),
            ["effective_entry_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_repair_decision_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_repair_decision_repair_id"), ["repair_id"], unique=False
        )
        batch_op.create_index("ix_repair_decision_subject", ["subject_id", "scheme"], unique=False)
        batch_op.create_index(
            "uq_repair_decision_first",
            ["repair_id"],
            unique=True,
            sqlite_where=sa.text("action IN ('grant', 'refuse') AND withdrawn_by IS NULL"),
            postgresql_where=sa.text("action IN ('grant', 'refuse') AND withdrawn_by IS NULL"),
        )
        batch_op.create_index(
            "uq_repair_decision_revoked",
            ["repair_id"],
            unique=True,
            sqlite_where=sa.text("action = 'revoke' AND withdrawn_by IS NULL"),
            postgresql_where=sa.text("action = 'revoke' AND withdrawn_by IS NULL"),
        )

    op.create_table(
        "repair_paper",
        sa.Column("repair_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("document_no", sa.String(length=80), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("typed_by", sa.String(length=32), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "kind in ('examination', 'notice', 'reply', 'waiver', 'hearing_request', 'hearing_notice', 'hearing_record', 'answer')",
            name=op.f("ck_repair_paper_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["repair_id"], ["repair.id"], name=op.f("fk_repair_paper_repair_id_repair")
        ),
        sa.ForeignKeyConstraint(
            ["typed_by"], ["holder.id"], name=op.f("fk_repair_paper_typed_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_paper")),
    )
    with op.batch_alter_table("repair_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_repair_paper_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index("uq_repair_paper_position", ["repair_id", "position"], unique=True)

    op.create_table(
        "role_grant",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("holder_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("granted_by", sa.String(length=32), nullable=True),
        sa.Column("refused_by", sa.String(length=32), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("revocation_proposed_by", sa.String(length=32), nullable=True),
        sa.Column("revoked_by", sa.String(length=32), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "granted_by <> holder_id", name=op.f("ck_role_grant_granted_by_another")
        ),
        sa.CheckConstraint("granted_by <> proposed_by", name=op.f("ck_role_grant_two_persons")),
        sa.CheckConstraint(
            "proposed_by <> holder_id", name=op.f("ck_role_grant_proposed_by_another")
        ),
        sa.CheckConstraint(
            "revoked_by <> revocation_proposed_by", name=op.f("ck_role_grant_two_persons_to_revoke")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_role_grant_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["holder.id"], name=op.f("fk_role_grant_granted_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["holder.id"], name=op.f("fk_role_grant_holder_id_holder")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["holder.id"], name=op.f("fk_role_grant_proposed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["refused_by"], ["holder.id"], name=op.f("fk_role_grant_refused_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["revocation_proposed_by"],
            ["holder.id"],
            name=op.f("fk_role_grant_revocation_proposed_by_holder"),
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by"], ["holder.id"], name=op.f("fk_role_grant_revoked_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index("ix_role_grant_account", ["account_id", "role"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grant_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "round_adoption",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("opinion", sa.String(), nullable=True),
        sa.Column("typed_by", sa.String(length=32), nullable=False),
        sa.Column("confirmed_by", sa.String(length=32), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=32), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "confirmed_by <> decided_by", name=op.f("ck_round_adoption_decider_does_not_confirm")
        ),
        sa.CheckConstraint("confirmed_by <> typed_by", name=op.f("ck_round_adoption_two_clerks")),
        sa.CheckConstraint(
            "confirmed_by is null or withdrawn_by is null",
            name=op.f("ck_round_adoption_one_answer"),
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["holder.id"], name=op.f("fk_round_adoption_confirmed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["holder.id"], name=op.f("fk_round_adoption_decided_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_adoption_round_id_round")
        ),
        sa.ForeignKeyConstraint(
            ["typed_by"], ["holder.id"], name=op.f("fk_round_adoption_typed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["holder.id"], name=op.f("fk_round_adoption_withdrawn_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_adoption")),
    )
    with op.batch_alter_table("round_adoption", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_adoption_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            "uq_round_adoption_standing",
            ["round_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn_by IS NULL"),
            postgresql_where=sa.text("withdrawn_by IS NULL"),
        )

    op.create_table(
        "round_subject",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("out", sa.String(length=10), nullable=True),
        sa.Column("out_note", sa.String(), nullable=True),
        sa.Column("points", sa.BigInteger(), nullable=True),
        sa.Column("grade", sa.String(length=40), nullable=True),
        sa.Column("unrated", sa.String(length=80), nullable=True),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "out in ('closed', 'no_work', 'moved', 'stopped', 'other', 'unserved')",
            name=op.f("ck_round_subject_out_of_scope"),
        ),
        sa.CheckConstraint(
            "(out is null) = (points is not null)",
            name=op.f("ck_round_subject_in_scope_has_a_result"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_subject_round_id_round")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_round_subject_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_subject")),
        sa.UniqueConstraint(
            "round_id", "subject_id", name=op.f("uq_round_subject_round_id_subject_id")
        ),
    )
    with op.batch_alter_table("round_subject", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_subject_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index("ix_round_subject_grade", ["round_id", "grade"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_round_subject_subject_id"), ["subject_id"], unique=False
        )

    op.create_table(
        "ruleset_cover",
        sa.Column("ruleset_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("document_no", sa.String(length=80), nullable=False),
        sa.Column("office", sa.String(length=120), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("commented_on", sa.Date(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("cases", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["ruleset_id"],
            ["ruleset_version.id"],
            name=op.f("fk_ruleset_cover_ruleset_id_ruleset_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruleset_cover")),
        sa.UniqueConstraint("ruleset_id", name=op.f("uq_ruleset_cover_ruleset_id")),
    )
    with op.batch_alter_table("ruleset_cover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ruleset_cover_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "ruleset_draft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=64), nullable=False),
        sa.Column("base_id", sa.String(length=32), nullable=True),
        sa.Column("ruleset_id", sa.String(length=32), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("cases", sa.String(), nullable=False),
        sa.Column("cover", sa.String(), nullable=False),
        sa.Column("opinions", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("begun_by", sa.String(length=32), nullable=False),
        sa.Column("begun_size", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["base_id"],
            ["ruleset_version.id"],
            name=op.f("fk_ruleset_draft_base_id_ruleset_version"),
        ),
        sa.ForeignKeyConstraint(
            ["begun_by"], ["holder.id"], name=op.f("fk_ruleset_draft_begun_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["holder.id"], name=op.f("fk_ruleset_draft_changed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["ruleset_id"],
            ["ruleset_version.id"],
            name=op.f("fk_ruleset_draft_ruleset_id_ruleset_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruleset_draft")),
    )
    op.create_table(
        "ruleset_effect",
        sa.Column("ruleset_id", sa.String(length=32), nullable=False),
        sa.Column("moment", sa.String(length=10), nullable=False),
        sa.Column("seen_by", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("subjects", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.Column("acknowledged", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["ruleset_id"],
            ["ruleset_version.id"],
            name=op.f("fk_ruleset_effect_ruleset_id_ruleset_version"),
        ),
        sa.ForeignKeyConstraint(
            ["seen_by"], ["holder.id"], name=op.f("fk_ruleset_effect_seen_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruleset_effect")),
        sa.UniqueConstraint(
            "ruleset_id", "moment", name=op.f("uq_ruleset_effect_ruleset_id_moment")
        ),
    )
    with op.batch_alter_table("ruleset_effect", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ruleset_effect_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "service",
        sa.Column("document_kind", sa.String(length=20), nullable=False),
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("confirmation_id", sa.String(length=32), nullable=True),
        sa.Column("waybill", sa.String(length=80), nullable=True),
        sa.Column("typed_by", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("servers", sa.String(), nullable=True),
        sa.Column("through", sa.String(), nullable=True),
        sa.Column("witness", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("published_in", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "document_kind in ('case_step', 'list_decision', 'event_step', 'event_confirmation', 'objection', 'repair', 'round_result')",
            name=op.f("ck_service_document_kind"),
        ),
        sa.CheckConstraint(
            "way <> 'electronic' or confirmation_id is not null",
            name=op.f("ck_service_electronic_by_confirmation"),
        ),
        sa.CheckConstraint(
            "way in ('direct', 'left', 'post', 'entrusted', 'passed_on', 'announcement', 'electronic')",
            name=op.f("ck_service_way"),
        ),
        sa.CheckConstraint("served_on >= sent_on", name=op.f("ck_service_served_after_sending")),
        sa.ForeignKeyConstraint(
            ["confirmation_id"],
            ["address_confirmation.id"],
            name=op.f("fk_service_confirmation_id_address_confirmation"),
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_service_subject_id_subject")
        ),
        sa.ForeignKeyConstraint(
            ["typed_by"], ["holder.id"], name=op.f("fk_service_typed_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.create_index("ix_service_document", ["document_id", "served_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("data", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_session_account_id_account")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_seen_at"), ["seen_at"], unique=False)

    op.create_table(
        "slip_line",
        sa.Column("slip_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("bidder", sa.Integer(), nullable=False),
        sa.Column("asked", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["slip_id"], ["query_slip.id"], name=op.f("fk_slip_line_slip_id_query_slip")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip_line")),
    )
    with op.batch_alter_table("slip_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_line_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_slip_line_slip_id"), ["slip_id"], unique=False)

    op.create_table(
        "case_person",
        sa.Column("step_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("certificate_no", sa.String(length=40), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "part <> 'investigator' or certificate_no is not null",
            name=op.f("ck_case_person_certificate"),
        ),
        sa.CheckConstraint(
            "part in ('investigator', 'chair', 'reviewer', 'asked')",
            name=op.f("ck_case_person_part"),
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["holder.id"], name=op.f("fk_case_person_holder_id_holder")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["case_step.id"], name=op.f("fk_case_person_step_id_case_step")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_person")),
        sa.UniqueConstraint("step_id", "holder_id", name=op.f("uq_case_person_step_id_holder_id")),
    )
    with op.batch_alter_table("case_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_person_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "case_point",
        sa.Column("step_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["case_step.id"], name=op.f("fk_case_point_step_id_case_step")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_point")),
        sa.UniqueConstraint("step_id", "position", name=op.f("uq_case_point_step_id_position")),
    )
    with op.batch_alter_table("case_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_point_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "listing",
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.Column("decision_id", sa.String(length=32), nullable=True),
        sa.Column("confirmation_id", sa.String(length=32), nullable=True),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("list_code", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("for_life", sa.Boolean(), nullable=False),
        sa.Column("end", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "\"end\" in ('leave', 'annul', 'replaced', 'repair', 'rule', 'unserved')",
            name=op.f("ck_listing_end"),
        ),
        sa.CheckConstraint(
            "\"end\" not in ('annul', 'unserved') or until_on = from_on",
            name=op.f("ck_listing_annulled_never_stood"),
        ),
        sa.CheckConstraint(
            "(case_id is null) = (confirmation_id is not null)",
            name=op.f("ck_listing_by_decision_or_by_rule"),
        ),
        sa.CheckConstraint(
            "(case_id is null) = (decision_id is null)", name=op.f("ck_listing_case_and_decision")
        ),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_listing_ends_after_beginning")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["list_case.id"], name=op.f("fk_listing_case_id_list_case")
        ),
        sa.ForeignKeyConstraint(
            ["confirmation_id"],
            ["listing_confirmation.id"],
            name=op.f("fk_listing_confirmation_id_listing_confirmation"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["list_decision.id"], name=op.f("fk_listing_decision_id_list_decision")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_listing_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
    )
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index("ix_listing_list", ["scheme", "list_code", "from_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(
            "uq_listing_by_rule",
            ["subject_id", "scheme", "list_code", "from_on"],
            unique=True,
            sqlite_where=sa.text(
                'confirmation_id IS NOT NULL AND ("end" IS NULL OR "end" <> \'annul\')'
            ),
            postgresql_where=sa.text(
                'confirmation_id IS NOT NULL AND ("end" IS NULL OR "end" <> \'annul\')'
            ),
        )
        batch_op.create_index(
            "uq_listing_case_begins",
            ["case_id", "from_on"],
            unique=True,
            sqlite_where=sa.text('"end" IS NULL OR "end" <> \'unserved\''),
            postgresql_where=sa.text('"end" IS NULL OR "end" <> \'unserved\''),
        )

    op.create_table(
        "review_request",
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("typed_by", sa.String(length=32), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("result", sa.String(length=10), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(length=32), nullable=True),
        sa.Column("document_no", sa.String(length=80), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "result in ('upheld', 'changed')", name=op.f("ck_review_request_result")
        ),
        sa.CheckConstraint(
            "(result is null) = (answered_by is null)", name=op.f("ck_review_request_answered_once")
        ),
        sa.CheckConstraint(
            "answered_by <> typed_by", name=op.f("ck_review_request_answered_by_another")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["holder.id"], name=op.f("fk_review_request_answered_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["row_id"], ["round_subject.id"], name=op.f("fk_review_request_row_id_round_subject")
        ),
        sa.ForeignKeyConstraint(
            ["typed_by"], ["holder.id"], name=op.f("fk_review_request_typed_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_request")),
        sa.UniqueConstraint("row_id", "position", name=op.f("uq_review_request_row_id_position")),
    )
    with op.batch_alter_table("review_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_request_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "round_change",
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("old_points", sa.BigInteger(), nullable=False),
        sa.Column("old_grade", sa.String(length=40), nullable=True),
        sa.Column("old_unrated", sa.String(length=80), nullable=True),
        sa.Column("old_known", sa.Integer(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=True),
        sa.Column("unrated", sa.String(length=80), nullable=True),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=False),
        sa.Column("document_no", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("kind in ('review', 'reopen')", name=op.f("ck_round_change_kind")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["holder.id"], name=op.f("fk_round_change_decided_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["row_id"], ["round_subject.id"], name=op.f("fk_round_change_row_id_round_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_change")),
        sa.UniqueConstraint("row_id", "position", name=op.f("uq_round_change_row_id_position")),
    )
    with op.batch_alter_table("round_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_change_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "ruleset_draft_text",
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("changed_by", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["holder.id"], name=op.f("fk_ruleset_draft_text_changed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["ruleset_draft.id"],
            name=op.f("fk_ruleset_draft_text_draft_id_ruleset_draft"),
        ),
        sa.PrimaryKeyConstraint("draft_id", "revision", name=op.f("pk_ruleset_draft_text")),
    )
    op.create_table(
        "standing_service",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_standing_service_service_id_service")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_standing_service")),
        sa.UniqueConstraint("service_id", name=op.f("uq_standing_service_service_id")),
    )
    op.create_table(
        "case_answer",
        sa.Column("step_id", sa.String(length=32), nullable=False),
        sa.Column("point_id", sa.String(length=32), nullable=False),
        sa.Column("taken_up", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["point_id"], ["case_point.id"], name=op.f("fk_case_answer_point_id_case_point")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["case_step.id"], name=op.f("fk_case_answer_step_id_case_step")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_answer")),
        sa.UniqueConstraint("point_id", name=op.f("uq_case_answer_point_id")),
    )
    with op.batch_alter_table("case_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_answer_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_answer_step_id"), ["step_id"], unique=False)

    op.create_table(
        "disclosure",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("listing_id", sa.String(length=32), nullable=True),
        sa.Column("tells_end", sa.Boolean(), nullable=False),
        sa.Column("recipient", sa.String(length=120), nullable=False),
        sa.Column("what", sa.String(length=400), nullable=False),
        sa.Column("basis", sa.String(length=400), nullable=False),
        sa.Column("document_no", sa.String(length=80), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("office_id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "length(recipient) > 0 and length(basis) > 0",
            name=op.f("ck_disclosure_to_whom_and_why"),
        ),
        sa.ForeignKeyConstraint(["by"], ["holder.id"], name=op.f("fk_disclosure_by_holder")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_disclosure_listing_id_listing")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_disclosure_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_disclosure_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
    )
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disclosure_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_listing_id"), ["listing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "known_proposal",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("list_code", sa.String(length=60), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("cause_id", sa.String(length=32), nullable=True),
        sa.Column("how", sa.String(length=30), nullable=True),
        sa.Column("ties", sa.String(length=200), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(origin = 'rule') = (cause_id is null)", name=op.f("ck_known_proposal_its_cause")
        ),
        sa.CheckConstraint(
            "origin in ('rule', 'affiliate', 'annul')", name=op.f("ck_known_proposal_origin")
        ),
        sa.CheckConstraint("gone_on >= known_on", name=op.f("ck_known_proposal_gone_after_known")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["list_case.id"], name=op.f("fk_known_proposal_case_id_list_case")
        ),
        sa.ForeignKeyConstraint(
            ["cause_id"], ["listing.id"], name=op.f("fk_known_proposal_cause_id_listing")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_known_proposal_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_proposal")),
    )
    with op.batch_alter_table("known_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_proposal_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            "uq_known_proposal_by_cause",
            ["subject_id", "list_code", "origin", "cause_id"],
            unique=True,
            sqlite_where=sa.text("gone_on IS NULL"),
            postgresql_where=sa.text("gone_on IS NULL"),
        )
        batch_op.create_index(
            "uq_known_proposal_by_rule",
            ["subject_id", "scheme", "list_code"],
            unique=True,
            sqlite_where=sa.text("gone_on IS NULL AND cause_id IS NULL"),
            postgresql_where=sa.text("gone_on IS NULL AND cause_id IS NULL"),
        )

    op.create_table(
        "objection",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("event_id", sa.String(length=32), nullable=True),
        sa.Column("listing_id", sa.String(length=32), nullable=True),
        sa.Column("list_code", sa.String(length=60), nullable=True),
        sa.Column("publicity", sa.Boolean(), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("marked_on", sa.Date(), nullable=False),
        sa.Column("filed_by", sa.String(length=32), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("office_id", sa.String(length=32), nullable=False),
        sa.Column("end", sa.String(length=10), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_entry_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "ground in ('wrong', 'missing', 'too_long', 'wrongly_listed', 'not_mine')",
            name=op.f("ck_objection_ground"),
        ),
        sa.CheckConstraint(
            "\"end\" in ('upheld', 'part', 'rejected', 'withdrawn')", name=op.f("ck_objection_end")
        ),
        sa.CheckConstraint(
            '("end" is null) = (ended_entry_id is null)',
            name=op.f("ck_objection_ended_by_an_entry"),
        ),
        sa.CheckConstraint(
            "(event_id is null) <> (listing_id is null)", name=op.f("ck_objection_one_thing")
        ),
        sa.CheckConstraint(
            "not publicity or listing_id is not null",
            name=op.f("ck_objection_publicity_of_a_listing"),
        ),
        sa.CheckConstraint(
            "posted_on <= received_on", name=op.f("ck_objection_posted_before_received")
        ),
        sa.CheckConstraint(
            "received_on <= marked_on", name=op.f("ck_objection_received_before_marked")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_objection_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["filed_by"], ["holder.id"], name=op.f("fk_objection_filed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_objection_listing_id_listing")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_objection_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_objection_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objection_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_listing_id"), ["listing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(
            "uq_objection_open_event",
            ["event_id"],
            unique=True,
            sqlite_where=sa.text('"end" IS NULL AND event_id IS NOT NULL'),
            postgresql_where=sa.text('"end" IS NULL AND event_id IS NOT NULL'),
        )
        batch_op.create_index(
            "uq_objection_open_listing",
            ["listing_id"],
            unique=True,
            sqlite_where=sa.text('"end" IS NULL AND listing_id IS NOT NULL'),
            postgresql_where=sa.text('"end" IS NULL AND listing_id IS NOT NULL'),
        )

    op.create_table(
        "publication",
        sa.Column("listing_id", sa.String(length=32), nullable=False),
        sa.Column("basis_title", sa.String(), nullable=False),
        sa.Column("basis_number", sa.String(length=80), nullable=False),
        sa.Column("basis_article", sa.String(length=80), nullable=False),
        sa.Column("basis_level", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("agreed_by", sa.String(length=32), nullable=True),
        sa.Column("refused_by", sa.String(length=32), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_ground", sa.String(length=20), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "basis_level in ('law', 'administrative_regulation', 'central_policy', 'local_regulation')",
            name=op.f("ck_publication_level_of_law"),
        ),
        sa.CheckConstraint("agreed_by <> asked_by", name=op.f("ck_publication_two_persons")),
        sa.CheckConstraint(
            "agreed_by is null or refused_by is null", name=op.f("ck_publication_one_answer")
        ),
        sa.CheckConstraint(
            "length(basis_title) > 0 and length(basis_number) > 0 and length(basis_article) > 0",
            name=op.f("ck_publication_basis_in_full"),
        ),
        sa.CheckConstraint("until_on > from_on", name=op.f("ck_publication_ends_after_beginning")),
        sa.ForeignKeyConstraint(
            ["agreed_by"], ["holder.id"], name=op.f("fk_publication_agreed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["holder.id"], name=op.f("fk_publication_asked_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_publication_listing_id_listing")
        ),
        sa.ForeignKeyConstraint(
            ["refused_by"], ["holder.id"], name=op.f("fk_publication_refused_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publication_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_publication_listing_id"), ["listing_id"], unique=False)

    op.create_table(
        "review_point",
        sa.Column("request_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("taken_up", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["review_request.id"],
            name=op.f("fk_review_point_request_id_review_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_point")),
        sa.UniqueConstraint(
            "request_id", "position", name=op.f("uq_review_point_request_id_position")
        ),
    )
    with op.batch_alter_table("review_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_point_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "service_correction",
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("confirmed_by", sa.String(length=32), nullable=True),
        sa.Column("confirmed_entry_id", sa.String(length=32), nullable=True),
        sa.Column("listing_id", sa.String(length=32), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("for_life", sa.Boolean(), nullable=False),
        sa.Column("refused_by", sa.String(length=32), nullable=True),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "confirmed_by <> asked_by", name=op.f("ck_service_correction_two_persons")
        ),
        sa.CheckConstraint(
            "confirmed_by is null or refused_by is null",
            name=op.f("ck_service_correction_one_answer"),
        ),
        sa.CheckConstraint(
            "listing_id is null or confirmed_by is not null",
            name=op.f("ck_service_correction_acts_when_agreed"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["holder.id"], name=op.f("fk_service_correction_asked_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["holder.id"], name=op.f("fk_service_correction_confirmed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_service_correction_listing_id_listing")
        ),
        sa.ForeignKeyConstraint(
            ["refused_by"], ["holder.id"], name=op.f("fk_service_correction_refused_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_correction_service_id_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_correction")),
    )
    with op.batch_alter_table("service_correction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_service_correction_entry_id"), ["entry_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_service_correction_listing_id"), ["listing_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_service_correction_service_id"), ["service_id"], unique=False
        )
        batch_op.create_index(
            "uq_service_correction_standing",
            ["service_id"],
            unique=True,
            sqlite_where=sa.text("refused_by IS NULL"),
            postgresql_where=sa.text("refused_by IS NULL"),
        )

    op.create_table(
        "slip_firm",
        sa.Column("line_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("listing_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "how <> 'alike' or listing_id is not null", name=op.f("ck_slip_firm_alike_is_listed")
        ),
        sa.CheckConstraint(
            "how in ('code', 'name', 'former', 'alike')", name=op.f("ck_slip_firm_how")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["slip_line.id"], name=op.f("fk_slip_firm_line_id_slip_line")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_slip_firm_listing_id_listing")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_slip_firm_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip_firm")),
    )
    with op.batch_alter_table("slip_firm", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_firm_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_slip_firm_line_id"), ["line_id"], unique=False)

    op.create_table(
        "dossier_grant",
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("disclosure_id", sa.String(length=32), nullable=False),
        sa.Column("reader", sa.String(length=20), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("granted_by", sa.String(length=32), nullable=False),
        sa.Column("revoked_by", sa.String(length=32), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("pass_hash", sa.String(length=64), nullable=True),
        sa.Column("code_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "reader in ('court', 'reconsideration', 'procuratorate', 'supervision', 'counsel', 'other')",
            name=op.f("ck_dossier_grant_reader"),
        ),
        sa.CheckConstraint(
            "(revoked_on is null) = (revoked_by is null)",
            name=op.f("ck_dossier_grant_revoked_by_somebody"),
        ),
        sa.CheckConstraint(
            "until_on >= from_on", name=op.f("ck_dossier_grant_ends_after_beginning")
        ),
        sa.ForeignKeyConstraint(
            ["disclosure_id"],
            ["disclosure.id"],
            name=op.f("fk_dossier_grant_disclosure_id_disclosure"),
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_grant_dossier_id_dossier")
        ),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["holder.id"], name=op.f("fk_dossier_grant_granted_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by"], ["holder.id"], name=op.f("fk_dossier_grant_revoked_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_grant")),
    )
    with op.batch_alter_table("dossier_grant", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dossier_grant_dossier_id"), ["dossier_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_dossier_grant_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "objection_decision",
        sa.Column("objection_id", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("typed_by", sa.String(length=32), nullable=False),
        sa.Column("confirmed_by", sa.String(length=32), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=32), nullable=True),
        sa.Column("effective_entry_id", sa.String(length=32), nullable=True),
        sa.Column("document_no", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "effective_entry_id is null or way = 'system' or confirmed_by is not null",
            name=op.f("ck_objection_decision_second_person"),
        ),
        sa.CheckConstraint(
            "outcome in ('upheld', 'part', 'rejected')", name=op.f("ck_objection_decision_outcome")
        ),
        sa.CheckConstraint(
            "way <> 'system' or typed_by = decided_by",
            name=op.f("ck_objection_decision_decider_acts_himself"),
        ),
        sa.CheckConstraint("way in ('system', 'paper')", name=op.f("ck_objection_decision_way")),
        sa.CheckConstraint(
            "confirmed_by <> typed_by", name=op.f("ck_objection_decision_two_clerks")
        ),
        sa.CheckConstraint(
            "withdrawn_by is null or effective_entry_id is null",
            name=op.f("ck_objection_decision_effective_stays"),
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["holder.id"], name=op.f("fk_objection_decision_confirmed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["holder.id"], name=op.f("fk_objection_decision_decided_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["objection_id"],
            ["objection.id"],
            name=op.f("fk_objection_decision_objection_id_objection"),
        ),
        sa.ForeignKeyConstraint(
            ["typed_by"], ["holder.id"], name=op.f("fk_objection_decision_typed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["holder.id"], name=op.f("fk_objection_decision_withdrawn_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_decision")),
    )
    with op.batch_alter_table("objection_decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_objection_decision_entry_id"), ["entry_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_objection_decision_objection_id"), ["objection_id"], unique=False
        )
        batch_op.create_index(
            "uq_objection_decision_one",
            ["objection_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn_by IS NULL"),
            postgresql_where=sa.text("withdrawn_by IS NULL"),
        )

    op.create_table(
        "objection_point",
        sa.Column("objection_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["objection_id"],
            ["objection.id"],
            name=op.f("fk_objection_point_objection_id_objection"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_point")),
        sa.UniqueConstraint(
            "objection_id", "position", name=op.f("uq_objection_point_objection_id_position")
        ),
    )
    with op.batch_alter_table("objection_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objection_point_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "objection_step",
        sa.Column("objection_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("office_id", sa.String(length=32), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(kind = 'extend') = (days is not null)", name=op.f("ck_objection_step_extended_by")
        ),
        sa.CheckConstraint(
            "(kind = 'forward') = (office_id is not null)",
            name=op.f("ck_objection_step_forwarded_to"),
        ),
        sa.CheckConstraint(
            "kind in ('accept', 'forward', 'finding', 'extend', 'pause', 'resume')",
            name=op.f("ck_objection_step_kind"),
        ),
        sa.ForeignKeyConstraint(["by"], ["holder.id"], name=op.f("fk_objection_step_by_holder")),
        sa.ForeignKeyConstraint(
            ["objection_id"],
            ["objection.id"],
            name=op.f("fk_objection_step_objection_id_objection"),
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_objection_step_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_step")),
        sa.UniqueConstraint(
            "objection_id", "position", name=op.f("uq_objection_step_objection_id_position")
        ),
    )
    with op.batch_alter_table("objection_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objection_step_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "proposal_refusal",
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("declined_by", sa.String(length=32), nullable=False),
        sa.Column("declined_on", sa.Date(), nullable=False),
        sa.Column("needs_second", sa.Boolean(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=32), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=32), nullable=True),
        sa.Column("grounds", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "confirmed_by <> declined_by", name=op.f("ck_proposal_refusal_two_persons")
        ),
        sa.CheckConstraint(
            "withdrawn_by is null or confirmed_by is null",
            name=op.f("ck_proposal_refusal_what_stands_is_not_taken_back"),
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["holder.id"], name=op.f("fk_proposal_refusal_confirmed_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["declined_by"], ["holder.id"], name=op.f("fk_proposal_refusal_declined_by_holder")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["known_proposal.id"],
            name=op.f("fk_proposal_refusal_proposal_id_known_proposal"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["holder.id"], name=op.f("fk_proposal_refusal_withdrawn_by_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_refusal")),
    )
    with op.batch_alter_table("proposal_refusal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_proposal_refusal_entry_id"), ["entry_id"], unique=False
        )
        batch_op.create_index(
            "uq_proposal_refusal_one",
            ["proposal_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn_by IS NULL"),
            postgresql_where=sa.text("withdrawn_by IS NULL"),
        )

    op.create_table(
        "repair_item",
        sa.Column("repair_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(length=32), nullable=True),
        sa.Column("listing_id", sa.String(length=32), nullable=True),
        sa.Column("publication_id", sa.String(length=32), nullable=True),
        sa.Column("norm", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=20), nullable=False),
        sa.Column("determined_on", sa.Date(), nullable=False),
        sa.Column("possible_from", sa.Date(), nullable=False),
        sa.Column("stops_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(case when event_id is null then 0 else 1 end) + (case when listing_id is null then 0 else 1 end) + (case when publication_id is null then 0 else 1 end) = 1",
            name=op.f("ck_repair_item_one_thing"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_repair_item_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_repair_item_listing_id_listing")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_repair_item_publication_id_publication"),
        ),
        sa.ForeignKeyConstraint(
            ["repair_id"], ["repair.id"], name=op.f("fk_repair_item_repair_id_repair")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_item")),
    )
    with op.batch_alter_table("repair_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_repair_item_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_repair_item_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_repair_item_listing_id"), ["listing_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_repair_item_publication_id"), ["publication_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_repair_item_repair_id"), ["repair_id"], unique=False)

    op.create_table(
        "dossier_opening",
        sa.Column("grant_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["dossier_grant.id"],
            name=op.f("fk_dossier_opening_grant_id_dossier_grant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_opening")),
    )
    with op.batch_alter_table("dossier_opening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_opening_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_opening_grant_id"), ["grant_id"], unique=False)

    op.create_table(
        "objection_answer",
        sa.Column("decision_id", sa.String(length=32), nullable=False),
        sa.Column("point_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("taken_up", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["objection_decision.id"],
            name=op.f("fk_objection_answer_decision_id_objection_decision"),
        ),
        sa.ForeignKeyConstraint(
            ["point_id"],
            ["objection_point.id"],
            name=op.f("fk_objection_answer_point_id_objection_point"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_answer")),
        sa.UniqueConstraint(
            "decision_id", "position", name=op.f("uq_objection_answer_decision_id_position")
        ),
    )
    with op.batch_alter_table("objection_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_objection_answer_entry_id"), ["entry_id"], unique=False
        )

    op.create_table(
        "ledger_entry",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(leaf_hash) = 32", name=op.f("ck_ledger_entry_leaf_hash")),
        sa.CheckConstraint("seq > 0", name=op.f("ck_ledger_entry_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_ledger_entry_entry_id")),
    )
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.create_index("ix_ledger_entry_actor_at", ["actor", "recorded_at"], unique=False)
        batch_op.create_index("ix_ledger_entry_kind_at", ["kind", "recorded_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_ledger_entry_recorded_at"), ["recorded_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_ledger_entry_subject"), ["subject"], unique=False)

    op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_ledger_head_single")),
        sa.CheckConstraint("size > 0", name=op.f("ck_ledger_head_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_head")),
    )

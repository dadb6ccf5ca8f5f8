"""Words of private persons lie apart from the payloads, encrypted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "sealed",
        sa.Column("token", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("cipher", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_sealed_person", "sealed", ["person"])

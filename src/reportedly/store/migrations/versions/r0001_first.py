"""The first schema: entries, payloads, and the tables derived from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _truth()
    _derived()
    _refuse_edits()


def _text(name: str, **more: bool) -> sa.Column[str]:
    return sa.Column(name, sa.Text, **more)  # type: ignore[arg-type]


def _truth() -> None:
    op.create_table(
        "entries",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        *(_text(name, nullable=False) for name in ("kind", "subject", "at", "by", "commitments")),
        _text("previous", nullable=False, unique=True),
        _text("hash", nullable=False, unique=True),
    )
    op.create_index("entries_kind_subject", "entries", ["kind", "subject", "seq"])
    op.create_table(
        "payloads",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        _text("field", primary_key=True),
        sa.Column("salt", sa.LargeBinary),
        _text("value"),
        sa.Column("erased", sa.Boolean, nullable=False),
    )


def _derived() -> None:
    op.create_table(
        "latest",
        _text("kind", primary_key=True),
        _text("subject", primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "reports",
        _text("id", primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
        *(_text(name) for name in ("capture", "outlet", "published_day", "language", "link")),
    )
    op.create_table(
        "statements",
        *(_text(name, primary_key=True) for name in ("id", "report", "method")),
        sa.Column("seq", sa.BigInteger, nullable=False),
        _text("manner"),
        _text("hedge"),
        sa.Column("negated", sa.Boolean, nullable=False),
    )
    op.create_table(
        "figures",
        *(_text(name, primary_key=True) for name in ("id", "report", "method")),
        sa.Column("seq", sa.BigInteger, nullable=False),
        *(_text(name) for name in ("statement", "kind", "unit", "qualifier")),
        *(sa.Column(name, sa.Float) for name in ("lower", "upper", "best")),
        *(_text(name) for name in ("period_start", "period_end", "mood", "hedge")),
    )
    op.create_index("figures_report", "figures", ["report"])
    op.create_table(
        "decisions",
        _text("id", primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
        *(_text(name) for name in ("subject", "verdict", "reviewer", "decided_at", "to", "supersedes")),
    )
    op.create_index("decisions_subject", "decisions", ["subject"])


def _refuse_edits() -> None:
    """A mistake in a script, or a hand in the database, is refused at once; `verify` finds what gets past this."""
    if op.get_bind().dialect.name == "sqlite":
        for table, what in (("entries", "UPDATE"), ("entries", "DELETE"), ("payloads", "DELETE")):
            op.execute(
                f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION reportedly_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
    )
    for table, what in (("entries", "UPDATE OR DELETE"), ("payloads", "DELETE")):
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE {what} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION reportedly_append_only()"
        )

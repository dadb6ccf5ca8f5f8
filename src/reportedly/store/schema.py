"""The tables. `entries`, `payloads` and `sealed` are the truth; all others are derived and can be made again from them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, LargeBinary, MetaData, Table, Text

VERSION = "0002"
"""The schema that this code reads and writes: the last of store/migrations/versions."""

MOVING = "moving"
"""The version that a copy of a ledger carries until it is whole (store/moving)."""

metadata = MetaData()

entries = Table(
    "entries",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("commitments", Text, nullable=False),
    Column("previous", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False, unique=True),
    Index("entries_kind_subject", "kind", "subject", "seq"),
)

payloads = Table(
    "payloads",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("field", Text, primary_key=True),
    Column("salt", LargeBinary),
    Column("value", Text),
    Column("erased", Boolean, nullable=False),
)

sealed = Table(
    "sealed",
    metadata,
    Column("token", Text, primary_key=True),
    Column("person", Text, nullable=False, index=True),
    Column("seq", BigInteger, nullable=False),
    Column("cipher", LargeBinary, nullable=False),
)
"""What tokens in payloads stand for, encrypted with keys that lie elsewhere (store/sealing)."""

latest = Table(
    "latest",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("capture", Text),
    Column("outlet", Text),
    Column("published_day", Text),
    Column("language", Text),
    Column("link", Text),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report", Text, primary_key=True),
    Column("method", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("manner", Text),
    Column("hedge", Text),
    Column("negated", Boolean, nullable=False),
)

figures = Table(
    "figures",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report", Text, primary_key=True),
    Column("method", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("statement", Text),
    Column("kind", Text),
    Column("unit", Text),
    Column("qualifier", Text),
    Column("lower", Float),
    Column("upper", Float),
    Column("best", Float),
    Column("period_start", Text),
    Column("period_end", Text),
    Column("mood", Text),
    Column("hedge", Text),
    Index("figures_report", "report"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("subject", Text),
    Column("verdict", Text),
    Column("reviewer", Text),
    Column("decided_at", Text),
    Column("to", Text),
    Column("supersedes", Text),
    Index("decisions_subject", "subject"),
)

DERIVED = (latest, reports, statements, figures, decisions)

"""Run by Alembic: migrates the connection that `migrate` hands over, in the transaction that it already holds."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()

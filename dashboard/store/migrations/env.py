"""Alembic's door to the store; called with an open connection by `dashboard.store.state`."""

from alembic import context

from dashboard.store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

"""The shared SQL store: tables, migrations, state, places and reference facts."""

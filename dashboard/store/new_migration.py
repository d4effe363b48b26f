"""`make migration NAME="…"`: the next step of the schema, written from the models as they are now.

What is written compares a store of the last step with the models. It is a beginning: data that
move with the schema are for whoever wrote the change.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dashboard.paths import MIGRATIONS
from dashboard.store.dialects import changing_schema
from dashboard.store.engine import make_engine
from dashboard.store.schema import SCHEMA_VERSION, alembic_config, migrate


def write_migration(name: str, *, folder: Path = MIGRATIONS / "versions") -> Path:
    """Write the next step into `folder`.

    Args:
        name: What the step does, as `names of exam sites are unique`.
        folder: Where steps are kept.
    """
    from alembic import command

    number = f"{int(SCHEMA_VERSION) + 1:04}"
    path = folder / f"{number}_{'_'.join(name.lower().split())}.py"
    with changing_schema(make_engine("sqlite://")) as connection:
        migrate(connection)
        config = alembic_config(connection)
        config.set_main_option("file_template", path.stem)
        config.set_main_option("version_locations", f"{MIGRATIONS / 'versions'} {folder}")
        config.set_main_option("path_separator", "space")
        command.revision(config, name, autogenerate=True, rev_id=number, version_path=str(folder))
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{write_migration(' '.join(sys.argv[1:]))}\n")

"""Stage: resolved rows in temporary tables of the database, beside the tables they are for."""

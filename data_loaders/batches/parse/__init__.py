"""Parse: the files of a load opened, each sheet given to its ledger; what gave no row is told."""

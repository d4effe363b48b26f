"""From a file of unknown make to raw sheets: guarded, bounded, and never executed."""

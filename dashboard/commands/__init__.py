"""What the commands of `oversight` do; `dashboard.cli` gives them their options."""

"""What draws assets anew: maps and fonts. Not needed to run the dashboard."""

"""Write: from the staging tables into the ledgers, and what the store keeps of the load."""

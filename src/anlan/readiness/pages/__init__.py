"""Pages of readiness: teams, stores with their ledger, shelters."""

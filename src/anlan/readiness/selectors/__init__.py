"""Questions about readiness, each within the asker's regions."""

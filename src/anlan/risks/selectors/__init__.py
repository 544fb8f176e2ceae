"""Questions about risks, each within the asker's regions."""

"""Questions about enterprises, each within the regions of who asks."""

"""An alarm's life: raised, merged, verified, dismissed with a reason, closed."""

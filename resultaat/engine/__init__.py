"""Floor 5: running a plan and finishing its figures."""

"""Floor 6: pure functions on frames. Analyses declare requests and never run SQL."""

"""Floor 7: disclosure control. The only place that can make a `Released`."""

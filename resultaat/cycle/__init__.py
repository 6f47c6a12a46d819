"""Floor 9: the P&C cycle. Which periods a rapportage is about, and what a run was made of."""

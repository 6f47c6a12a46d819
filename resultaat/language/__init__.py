"""Floor 2: the definition language. YAML to documents with positions, expressions, checks."""

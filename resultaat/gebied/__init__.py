"""Floor 1: places. The lattice of levels, CBS codes, and the area list of a working folder."""

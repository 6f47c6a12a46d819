"""Floor 3: data at the door. Readers, contracts, the area list, snapshots."""

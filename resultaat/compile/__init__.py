"""Floor 4: definitions become requests, requests a plan, the plan a fused plan, the plan SQL."""

"""Attribution: what changed, and whose merit. Each module is one idea, with its source."""

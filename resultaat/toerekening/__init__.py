"""The use case of attribution: what changed in an indicator, taken apart."""

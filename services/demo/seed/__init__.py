"""The size of a province: up to a million invented talents with their cases, cards and uses, loaded in bulk."""

"""The size of a province: up to a million invented talents with cases, cards, families and uses, loaded in bulk."""

"""How fast, and how many at once? Measured on the portal itself."""

"""What is promised: authorities, the catalogue of tiers and measures, programmes."""

"""A window's PC that several people share: paired once by the liaison, and who sits there signs on by PIN."""

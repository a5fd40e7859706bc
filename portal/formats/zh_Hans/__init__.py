"""Chinese in mainland China."""

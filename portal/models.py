"""The tables of `portal`, room by room."""

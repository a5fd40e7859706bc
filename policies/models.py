"""The tables of `policies`, room by room."""

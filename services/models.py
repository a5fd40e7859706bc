"""The tables of `services`, room by room."""

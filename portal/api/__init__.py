"""What every call of the API has in common: who calls, what is refused and how, lists by cursor, the schema."""

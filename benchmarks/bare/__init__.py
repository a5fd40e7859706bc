"""The yardsticks: what the same server and database answer with next to nothing in between."""

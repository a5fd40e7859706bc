"""What runs in a process of its own, with Django set up over the database of the benchmark; each module prints JSON."""

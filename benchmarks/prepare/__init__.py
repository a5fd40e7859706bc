"""What stands in the database before a benchmark begins? Each module runs in a process of its own."""

"""What is done to a stranger's file in a process of its own: nothing here knows Django or a secret."""

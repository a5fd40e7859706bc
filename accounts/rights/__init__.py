"""What a person may do with what is held about them: take it away, and have it deleted."""

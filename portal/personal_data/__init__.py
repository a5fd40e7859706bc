"""What is held about one person, found by the data maps: for the export and for the deletion."""

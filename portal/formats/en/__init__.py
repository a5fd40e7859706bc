"""English as it is read in Britain and by most readers abroad."""

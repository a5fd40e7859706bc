"""How the portal is backed up while it runs, and restored: the database, the files and the log of the seals."""

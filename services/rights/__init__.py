"""What becomes of requests, subsidies, uses and reports when their person deletes the account."""

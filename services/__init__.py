"""What is asked for and delivered: the services, checks and uses, requests, subsidies, quality."""

"""Who and what fills a demonstration: invented people and places, put there through the portal's own actions."""

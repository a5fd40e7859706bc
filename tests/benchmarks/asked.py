"""What was asked of each benchmark: how much (of a seed in seconds for a million, of a change over in milliseconds);
and of which it is the most."""

GOALS = {
    "change-over": 1000,
    "check": 0.5,
    "use": 0.35,
    "fanout": 0.5,
    "offline": 1.5,
    "use-growth": 1.1,
    "check-growth": 1.1,
    "queue-growth": 1.2,
    "seed": 600,
}
AT_MOST = {"change-over", "offline", "use-growth", "check-growth", "queue-growth", "seed"}

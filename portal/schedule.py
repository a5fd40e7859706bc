"""What does beat ask for, how often, and after how many seconds is a hint that nobody took worth nothing any more?"""

_ROWS = (
    ("heartbeat", "portal.heartbeat", 10.0, 10),
    ("sweep-outbox", "portal.notifications.sweep", 10.0, 10),
    ("forget-sent", "portal.notifications.forget", 3_600.0, 600),
    ("seal-history", "portal.audit.seal", 300.0, 300),
    ("forget-kept-forms", "portal.kept_forms.purge", 600.0, 600),
    ("forget-idempotency-keys", "portal.idempotency.purge", 21_600.0, 600),
    ("draw-evidence", "accounts.evidence.sweep", 15.0, 15),
    ("purge-sealed", "accounts.rights.purge", 3600.0, 600),
    ("remind-of-cards", "accounts.card.remind", 3600.0, 600),
    ("forget-refusals", "services.partners.forget_refusals", 3600.0, 600),
    ("warn-of-expiry", "services.partners.warn_of_expiry", 3600.0, 600),
    ("sweep-webhooks", "services.webhooks.sweep", 10.0, 10),
    ("forget-events", "services.webhooks.forget", 3600.0, 600),
    ("tell-of-lapsed", "services.quality.tell_of_lapsed", 600.0, 300),
    ("send-drills", "services.readiness.send_drills", 600.0, 300),
    ("clear-orphans", "accounts.evidence.clear_orphans", 3600.0, 600),
)
SCHEDULE: dict[str, dict[str, object]] = {
    name: {"task": task, "schedule": seconds, "options": {"expires": expires}} for name, task, seconds, expires in _ROWS
}

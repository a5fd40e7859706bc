"""Who, and with what standing: people, organisations, evidence, accreditation, cards."""

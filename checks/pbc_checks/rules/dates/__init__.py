"""Rules on time: decisions, milestones, years, the date of a document."""

"""Rules on completed assessments: the levels of practice based commissioning, the 24 recommendations."""

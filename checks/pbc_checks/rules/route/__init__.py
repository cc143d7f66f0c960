"""Rules on the route of a proposal: who approves, what has to come with it."""

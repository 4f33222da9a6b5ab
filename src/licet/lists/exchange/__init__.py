"""Lists in and out of other tools: FollowTheMoney, and tables of a user's own."""

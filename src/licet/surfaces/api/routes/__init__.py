"""One file for each resource. Each route reads what was asked, calls a room, writes its answer."""

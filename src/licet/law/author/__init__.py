"""Tools for a pack's author: what is wrong with it, what it says, what changes, what it covers."""

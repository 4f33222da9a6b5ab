"""What goes in and what comes out, every field described; one file for each resource."""

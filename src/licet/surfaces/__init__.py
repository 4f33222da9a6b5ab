"""What people and programs touch: parse, call the rooms below, render. No rules, no scoring."""

"""``licet tune``: the command, and the model-validation report as one self-contained page."""

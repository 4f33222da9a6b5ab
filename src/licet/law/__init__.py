"""Law as data: the fact vocabulary, the pack loader and the interpreter.

Law knows facts, not where they came from: an example in a pack runs with no list loaded.
"""

"""The counting over whole graphs: loops of numbers, compiled on demand."""

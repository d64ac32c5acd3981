"""The rules of the house as data: where each holds, what it finds, and examples that it must find and must let pass."""

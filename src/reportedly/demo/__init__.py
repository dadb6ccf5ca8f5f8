"""The demonstration desk: its data, and the walk through its days."""

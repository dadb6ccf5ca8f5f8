"""From reports to a record you can defend."""

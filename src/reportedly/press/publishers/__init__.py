"""Doors of the press: where pages and mails go."""

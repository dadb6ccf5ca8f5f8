"""The pages of the magazine: what each shows, as values that its template prints."""

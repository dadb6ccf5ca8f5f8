"""One file per version of the schema; they are never edited once released."""

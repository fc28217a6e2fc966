"""Reading exports by a mapping: sheets known by their names and columns, rows turned into entries of case records."""

"""Reading our own form: a sheet a table, or a JSON object a case."""

"""Files as they come: CSV, workbooks, Parquet, JSON, zips; each turned into sheets of rows."""

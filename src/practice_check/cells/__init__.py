"""What stands in one cell, and what it is worth: dates, codes, numbers, yes and no; or why it cannot be read."""

"""What to show, chosen once for every report: it knows no format."""

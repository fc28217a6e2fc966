"""The pages that open in a browser, each one file."""

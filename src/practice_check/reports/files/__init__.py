"""The forms for other programs, for a spreadsheet and for an e-mail."""

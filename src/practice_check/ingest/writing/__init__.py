"""Writing our own form: the template, workbooks and CSV tables of case records."""

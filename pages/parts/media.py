"""Kinds of files that a page gives back."""

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

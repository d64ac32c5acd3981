"""Data keeps: tables, imports, pseudonyms, snapshots and the workbook."""

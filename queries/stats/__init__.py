"""Pure statistics: values in, values out; no database, no dates of today, no page."""

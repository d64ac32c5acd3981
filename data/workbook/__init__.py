"""The workbook keeps what the app itself writes: accounts, sessions, standards, the access log. Never a case."""

"""HUD HMIS CSV exports, FY2024 and FY2026: which columns are read and what they become."""

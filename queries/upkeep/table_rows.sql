-- How many rows does each table hold?
-- Grain: one row a table.
select r.table_name, r.row_count
from snapshot_rows r
order by r.table_name

-- How soon is what happened written up?
-- Grain: one row a kind of record and a number of days, empty where no day of typing is kept; what was typed before it
-- happened counts as at once.
with typed as (
    select d.table_name, case when d.after_days < 0 then 0 else d.after_days end as after_days, d.row_count
    from recording_days d
)

select t.table_name, t.after_days, cast(sum(t.row_count) as bigint) as row_count
from typed t
group by t.table_name, t.after_days
order by t.table_name, t.after_days

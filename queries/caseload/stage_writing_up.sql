-- How long does it usually take until a move to a stage is written up?
-- Grain: one row a number of days. Moves of half a year, up to four weeks before the data: of later ones only those
-- written up quickly are known.
with moved as (
    select date_diff('day', e.entered_on, e.recorded_on) as days_until_written
    from stage_event e
    where
        e.recorded_on is not null and date_diff('day', e.entered_on, $data_date) >= 28
        and date_diff('day', e.entered_on, $as_of) < 182 and coalesce(e.kind, 'moved') = 'moved'
)

select greatest(m.days_until_written, 0) as days_until_written, count(*) as cases
from moved m
group by greatest(m.days_until_written, 0)
order by 1

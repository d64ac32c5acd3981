-- How long does it usually take until something that happened is written up?
-- Grain: one row a kind of record and a number of days; days_until_written is empty where no day of writing is kept.
-- Half a year of records, up to four weeks before the data: of later ones only those written up quickly are known yet.
with happened as (
    select 'contact' as record, t.on_date, t.recorded_on from contact t
    union all
    select 'follow_up' as record, f.done_on as on_date, f.recorded_on from follow_up f where f.done_on is not null
    union all
    select 'stage' as record, e.entered_on as on_date, e.recorded_on from stage_event e
),

old_enough as (
    select h.record, greatest(date_diff('day', h.on_date, h.recorded_on), 0) as days_until_written, h.recorded_on
    from happened h
    where date_diff('day', h.on_date, $data_date) >= 28 and date_diff('day', h.on_date, $as_of) < 182
)

select
    o.record, case when o.recorded_on is not null then o.days_until_written end as days_until_written,
    count(*) as record_count
from old_enough o
group by o.record, case when o.recorded_on is not null then o.days_until_written end
order by 1, 2

-- What happened to the cases in scope up to the day looked at (corrections are no moves).
-- Grain: one row an event: opened, taken_over from another team, advanced, reassessed, ended, or handed_over to another
-- team. Each counts for the team that held the case that day, an ending for the team that held it the day before. So on
-- any two days, for any team: open earlier + opened + taken_over - ended - handed_over = open later.
with held as (
    select s.case_id, s.person_id, s.team_id, s.is_co_worked, s.from_on, s.to_on, s.opened_on, s.closed_on, s.close_reason
    from case_spell s
    where s.is_counted
)

select
    'opened' as kind, h.opened_on as on_date, h.case_id, h.person_id, h.team_id, h.is_co_worked,
    cast(null as integer) as seq, cast(null as varchar) as reason
from held h
where h.from_on = h.opened_on and h.opened_on <= $as_of
union all
select 'taken_over', h.from_on, h.case_id, h.person_id, h.team_id, h.is_co_worked, null, null
from held h
left join held b on b.case_id = h.case_id and b.to_on = h.from_on
where h.opened_on < h.from_on and h.from_on < h.closed_on and h.from_on <= $as_of and b.case_id is null
union all
select t.left_to, t.left_on, h.case_id, h.person_id, h.team_id, h.is_co_worked, t.seq, null
from stage_spell t
inner join held h on h.case_id = t.case_id and h.from_on <= t.left_on and t.left_on < h.to_on
where t.left_to in ('advanced', 'reassessed')
union all
select
    'ended', h.closed_on, h.case_id, h.person_id, h.team_id, h.is_co_worked, null, coalesce(h.close_reason, 'not_recorded')
from held h
where
    h.closed_on <= $as_of
    and (h.from_on < h.closed_on and h.closed_on <= h.to_on or h.opened_on = h.closed_on and h.from_on = h.closed_on)
union all
select 'handed_over', h.to_on, h.case_id, h.person_id, h.team_id, h.is_co_worked, null, null
from held h
left join held a on a.case_id = h.case_id and a.from_on = h.to_on
where h.to_on < h.closed_on and h.to_on <= $as_of and a.case_id is null

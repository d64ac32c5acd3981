-- How many cases are open for how many people, and for how many is no movement recorded within the standard?
-- Grain: one row.
select
    count(*) filter (where s.is_open) as open_cases,
    count(distinct case when s.is_open then s.person_id end) as open_people,
    count(*) filter (where s.is_judged) as judged_cases,
    count(*) filter (where s.is_beyond) as beyond_cases,
    count(distinct case when s.is_beyond then s.person_id end) as beyond_people,
    count(*) filter (where s.stage = 'not_recorded') as stageless_cases,
    count(distinct case when not s.is_open then s.person_id end) as aftercare_people
from case_stage s
order by 1

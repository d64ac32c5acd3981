-- How many people, households and cases are in the caseload, and how many people are waiting?
-- Grain: one row.
with everyone as (
    select
        count(distinct c.person_id) as people, count(*) as cases,
        count(*) filter (where c.is_open) as open_cases, count(*) filter (where not c.is_open) as closed_cases
    from cases c
),

homes as (
    select count(distinct h.household_id) as households
    from person_household h
    where h.person_id in (select c.person_id from cases c)
),

late as (
    select count(*) as overdue_follow_ups, count(distinct f.person_id) as people_waiting
    from follow_up_status f
    where f.status = 'overdue'
),

sent as (
    select count(*) as referrals
    from referral r
    inner join cases c on c.case_id = r.case_id
    where coalesce(r.kind, 'referral') in ('referral', 'opening')
),

asked as (
    select count(distinct b.ask_id) as barrier_asks
    from barrier_report b
    inner join cases c on c.case_id = b.case_id
    where b.answer <> 'not_asked'
)

select
    e.people, h.households, e.cases, e.open_cases, e.closed_cases, l.overdue_follow_ups, l.people_waiting,
    s.referrals, a.barrier_asks
from everyone e
cross join homes h
cross join late l
cross join sent s
cross join asked a
order by e.people

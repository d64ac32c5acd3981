-- The last completed two-way contact with each person, and on how many days it was tried since.
-- Grain: one row a person whom anybody reached or tried to reach. A failed attempt is never contact; talking with
-- another professional is neither.
with touch as (
    select c.person_id, t.on_date, t.reached as is_reached
    from contact t
    inner join cases c on c.case_id = t.case_id
    where t.reached is not null and coalesce(t.with_whom, 'client') <> 'professional'
    union all
    select c.person_id, f.done_on as on_date, coalesce(f.outcome, 'reached') <> 'not_reached' as is_reached
    from follow_up f
    inner join cases c on c.case_id = f.case_id
    where f.done_on is not null and f.kind in ('contact', 'aftercare') and coalesce(f.outcome, 'reached') <> 'asked_not_to'
),

reached as (
    select t.person_id, max(t.on_date) filter (where t.is_reached) as last_contact_on
    from touch t
    group by t.person_id
)

select
    r.person_id, r.last_contact_on,
    count(distinct t.on_date) filter (
        where not t.is_reached and t.on_date > coalesce(r.last_contact_on, date '1900-01-01')
    ) as attempt_days
from reached r
inner join touch t on t.person_id = r.person_id
group by r.person_id, r.last_contact_on

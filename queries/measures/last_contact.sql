-- The last completed two-way contact with each person, and on how many days it was tried since.
-- Grain: one row a person whom anybody reached or tried to reach.
with reached as (
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

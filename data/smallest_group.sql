-- How small is the smallest group of people alike in age band, gender, place, language and household size?
-- Grain: one row: people in it, share of people in groups under 5, share in groups under 11. Missing is a value.
with homes as (
    select h.household_id, count(distinct h.person_id) as household_size
    from person_household h
    group by h.household_id
),

of_person as (
    select h.person_id, max(s.household_size) as household_size
    from person_household h
    inner join homes s on s.household_id = h.household_id
    group by h.person_id
),

living as (
    select m.person_id, min(m.community_id) as place
    from person_community m
    inner join community c on c.community_id = m.community_id
    where c.kind in ('place', 'no_fixed_place', 'out_of_area')
    group by m.person_id
),

alike as (
    select count(*) as people
    from person p
    left join of_person o on o.person_id = p.person_id
    left join living l on l.person_id = p.person_id
    group by p.age_band, p.gender, l.place, p.language, o.household_size
)

select
    min(a.people) as smallest_group,
    sum(a.people) filter (where a.people < 5) / sum(a.people) as share_in_groups_under_5,
    sum(a.people) filter (where a.people < 11) / sum(a.people) as share_in_groups_under_11
from alike a

-- What must be known before anything is done for a person: the flags in force on the day looked at, in words.
-- Grain: one row a person with a flag in force, whichever of their cases it stands on; what forbids a careless call
-- stands first. comes_first: for safety's sake the person stands before others in a list.
with in_force as (
    select c.person_id, f.kind
    from case_flag f
    inner join cases c on c.case_id = f.case_id
    where f.to_on is null
    union
    select s.person_id, s.kind
    from person_safety s
)

select
    i.person_id,
    max(case when i.kind in ('court', 'safeguarding', 'crisis', 'self_harm', 'missing', 'high_risk') then 1 else 0 end) = 1
        as comes_first,
    concat_ws(
        ', ',
        max(case when i.kind = 'no_contact' then lower(l.label) end),
        max(case when i.kind = 'safe_contact_only' then lower(l.label) end),
        max(case when i.kind = 'court' then lower(l.label) end),
        max(case when i.kind = 'safeguarding' then lower(l.label) end),
        max(case when i.kind = 'crisis' then lower(l.label) end),
        max(case when i.kind = 'self_harm' then lower(l.label) end),
        max(case when i.kind = 'missing' then lower(l.label) end),
        max(case when i.kind = 'high_risk' then lower(l.label) end),
        max(case when i.kind = 'accessible_format' then lower(l.label) end)
    ) as flag_words
from in_force i
inner join code_list l on l.kind = 'flag' and l.code = i.kind
group by i.person_id

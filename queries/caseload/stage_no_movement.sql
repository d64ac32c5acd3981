-- For whom is no movement recorded within the standard for their stage?
-- Grain: one row a person: of their cases the one that is furthest beyond its standard.
with beyond as (
    select
        s.*,
        row_number() over (partition by s.person_id order by s.days_beyond desc, s.case_id) as place,
        count(*) over (partition by s.person_id) - 1 as more_cases
    from case_stage s
    where s.is_beyond
)

select
    b.person_id, b.case_id, b.stage, g.label as stage_label, w.label as pathway_label, b.moved_on, b.days_unmoved,
    b.standard_days, b.is_by_review, b.days_beyond, coalesce(f.comes_first, false) as comes_first, f.flag_words, b.more_cases,
    b.is_co_worked, t.name as team_name, b.lead_worker_id
from beyond b
inner join code_list g on g.kind = 'stage' and g.code = b.stage
left join code_list w on w.kind = 'pathway' and w.code = b.pathway
left join person_flags f on f.person_id = b.person_id
left join team t on t.team_id = b.team_id
where b.place = 1
order by coalesce(f.comes_first, false) desc, b.days_beyond desc, b.case_id

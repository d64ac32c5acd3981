-- How long is each stage expected to take, by pathway?
-- Grain: one row a stage and a pathway with a standard in force.
select
    g.stage, l.label as stage_label, g.pathway, w.label as pathway_label,
    case when min(g.review_every_days) is null and g.pathway <> 'long_term' then min(g.expected_days) end as expected_days,
    min(g.review_every_days) as review_every_days
from stage_standard g
inner join code_list l on l.kind = 'stage' and l.code = g.stage
inner join code_list w on w.kind = 'pathway' and w.code = g.pathway
group by g.stage, l.label, l.position, g.pathway, w.label, w.position
having min(g.review_every_days) is not null or (g.pathway <> 'long_term' and min(g.expected_days) is not null)
order by l.position, w.position

-- Which places do people in the caseload live in?
-- Grain: one row a place.
select c.community_id, c.name
from community c
where c.kind in ('place', 'no_fixed_place', 'out_of_area')
order by c.name, c.community_id

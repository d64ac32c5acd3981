-- Which teams may this reader choose?
-- Grain: one row a team.
select t.team_id, t.name
from team t
where $reach_all or t.team_id in (select unnest(cast($reach_teams as varchar[])))
order by t.name, t.team_id

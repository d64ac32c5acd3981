-- Teams: the projects of the export, or their organisations. Grain: one row a team.
select p.projectid as team_id, p.projectname as name, p.source_file, p.source_row
from hmis.project p
where getvariable('team_from') = 'project'
union all
select o.organizationid, o.organizationname, o.source_file, o.source_row
from hmis.organization o
where getvariable('team_from') = 'organization' and o.organizationid in (select t.team_id from hmis.team_of t)

-- Programmes: the projects people are enrolled in. That aftercare is offered stands nowhere in the export.
-- Grain: one row a project.
select p.projectid as programme_id, p.projectname as name, t.team_id, p.source_file, p.source_row
from hmis.project p
left join hmis.team_of t on t.projectid = p.projectid

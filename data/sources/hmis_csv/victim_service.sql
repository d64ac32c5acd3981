-- How many projects of victim service providers are in the export, and how many cases are with them? Grain: one row.
select count(distinct p.projectid) as projects, count(distinct e.enrollmentid) as cases
from hmis.organization o
inner join hmis.project p on p.organizationid = o.organizationid
left join hmis.enrollment e on e.projectid = p.projectid
where o.victimserviceprovider = '1'

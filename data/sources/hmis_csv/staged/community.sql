-- Communities: the Continuum of Care of each case, known by its code. Grain: one row a code.
select
    p.coccode as community_id, p.coccode as name, 'place' as kind, 'Enrollment.csv' as source_file,
    min(p.source_row) as source_row
from hmis.place p
where p.coccode is not null
group by p.coccode

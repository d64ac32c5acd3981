-- Clients whose gender is taken from what the layout records as sex.
select c.source_file, c.source_row
from hmis.client c
where c.sex in ('0', '1') and coalesce(c.woman, c.man, c.nonbinary, c.transgender, c.differentidentity) is null

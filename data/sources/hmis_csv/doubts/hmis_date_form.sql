-- Clients whose last change is not written as yyyy-mm-dd.
select c.source_file, c.source_row
from hmis.client c
where c.dateupdated is not null and hmis.day(c.dateupdated) is null

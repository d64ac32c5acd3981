-- Events with a result and no day for it.
select v.source_file, v.source_row
from hmis.event v
where v.referralresult is not null and v.resultdate is null

-- What did the last import refuse or doubt, where, and what is to be done?
-- Grain: one row a finding, as the import noted it.
select
    s.position, i.severity, s.label as severity_label, i.check_id, i.table_name, i.column_name, i.source_file,
    i.row_number, i.finding_count, i.message
from import_finding i
inner join code_list s on s.kind = 'severity' and s.code = i.severity
order by s.position, i.check_id, i.table_name, i.column_name, i.source_file, i.row_number

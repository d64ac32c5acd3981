-- Enrolments that name no Continuum of Care.
select p.source_file, p.source_row from hmis.place p where p.is_of_project

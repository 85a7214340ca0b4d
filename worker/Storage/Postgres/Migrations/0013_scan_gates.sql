-- Limits of the gates that a scan was made with where its job has its own; null where they were as configured.
ALTER TABLE scans ADD COLUMN gates text;

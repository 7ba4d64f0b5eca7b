-- History is immutable: these triggers hold even against our own mistakes.
create function refuse_change() returns trigger language plpgsql as $$
begin
	raise exception '% keeps its history: % is refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger audit_events_are_append_only before update or delete on audit_events
	for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_events_are_kept before truncate on audit_events
	for each statement execute function refuse_change();
--> statement-breakpoint
create trigger review_revisions_are_frozen before update or delete on review_revisions
	for each row execute function refuse_change();
--> statement-breakpoint
create trigger published_versions_are_frozen before update or delete on scorecard_versions
	for each row when (old.published_at is not null) execute function refuse_change();
--> statement-breakpoint
create trigger issued_files_are_frozen before update or delete on report_files
	for each row execute function refuse_change();
--> statement-breakpoint
create function refuse_issued_content() returns trigger language plpgsql as $$
begin
	if new.content is distinct from old.content or new.sha256 is distinct from old.sha256
		or new.issued_at is distinct from old.issued_at then
		raise exception 'an issued report is never changed' using errcode = 'restrict_violation';
	end if;
	return new;
end $$;
--> statement-breakpoint
create trigger issued_reports_are_frozen before update on reports
	for each row when (old.issued_at is not null) execute function refuse_issued_content();
--> statement-breakpoint
insert into house default values;
--> statement-breakpoint
insert into service_standards (channel, first_answer_seconds, abandon_seconds) values
	('chat', 60, 300), ('call', 20, null), ('email', 86400, null), ('social', 3600, null),
	('messenger', 3600, null), ('ticket', 86400, null);

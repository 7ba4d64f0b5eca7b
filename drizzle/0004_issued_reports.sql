-- An issued report keeps everything but what happens to it later, and an acknowledgement is given once.
create or replace function refuse_issued_content() returns trigger language plpgsql as $$
declare
	later constant text[] := array['superseded_at', 'superseded_by', 'acknowledged_at', 'agreed',
		'employee_comment', 'private_note', 'updated_at'];
begin
	if to_jsonb(new) - later is distinct from to_jsonb(old) - later then
		raise exception 'an issued report is never changed' using errcode = 'restrict_violation';
	end if;
	if old.acknowledged_at is not null
		and (new.acknowledged_at, new.agreed, new.employee_comment)
			is distinct from (old.acknowledged_at, old.agreed, old.employee_comment) then
		raise exception 'an acknowledgement is never changed' using errcode = 'restrict_violation';
	end if;
	return new;
end $$;
--> statement-breakpoint
create trigger issued_reports_are_kept before delete on reports
	for each row when (old.issued_at is not null) execute function refuse_change();
--> statement-breakpoint
create trigger reports_are_kept before truncate on reports
	for each statement execute function refuse_change();
--> statement-breakpoint
create trigger issued_files_are_kept before truncate on report_files
	for each statement execute function refuse_change();
--> statement-breakpoint
create function refuse_agreed_change() returns trigger language plpgsql as $$
declare
	later constant text[] := array['outcome', 'outcome_note', 'outcome_at', 'outcome_by'];
begin
	if to_jsonb(new) - later is distinct from to_jsonb(old) - later then
		raise exception 'what was agreed is never changed' using errcode = 'restrict_violation';
	end if;
	return new;
end $$;
--> statement-breakpoint
create trigger agreed_actions_are_frozen before update on actions
	for each row execute function refuse_agreed_change();
--> statement-breakpoint
create trigger agreed_actions_are_kept before delete on actions
	for each row execute function refuse_change();
--> statement-breakpoint
create trigger actions_are_kept before truncate on actions
	for each statement execute function refuse_change();

DROP INDEX "conversations_newest";--> statement-breakpoint
DROP INDEX "conversations_by_employee";--> statement-breakpoint
DROP INDEX "conversations_by_channel";--> statement-breakpoint
DROP INDEX "imports_newest";--> statement-breakpoint
DROP INDEX "reviews_by_employee";--> statement-breakpoint
DROP INDEX "reviews_by_reviewer";--> statement-breakpoint
DROP INDEX "reviews_newest";--> statement-breakpoint
DROP INDEX "actions_by_employee";--> statement-breakpoint
DROP INDEX "reports_by_employee";--> statement-breakpoint
DROP INDEX "audit_events_by_action";--> statement-breakpoint
DROP INDEX "audit_events_by_actor";--> statement-breakpoint
DROP INDEX "audit_events_by_subject";--> statement-breakpoint
CREATE INDEX "conversations_newest" ON "conversations" USING btree ("occurred_at","id");--> statement-breakpoint
CREATE INDEX "conversations_by_employee" ON "conversations" USING btree ("employee_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "conversations_by_channel" ON "conversations" USING btree ("channel","occurred_at","id");--> statement-breakpoint
CREATE INDEX "imports_newest" ON "imports" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "reviews_by_employee" ON "reviews" USING btree ("employee_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "reviews_by_reviewer" ON "reviews" USING btree ("reviewer_id","submitted_at","id");--> statement-breakpoint
CREATE INDEX "reviews_newest" ON "reviews" USING btree ("submitted_at","id");--> statement-breakpoint
CREATE INDEX "actions_by_employee" ON "actions" USING btree ("employee_id","created_at" DESC NULLS FIRST,"ordinal");--> statement-breakpoint
CREATE INDEX "reports_by_employee" ON "reports" USING btree ("employee_id","period_to","id");--> statement-breakpoint
CREATE INDEX "audit_events_by_action" ON "audit_events" USING btree ("action","id");--> statement-breakpoint
CREATE INDEX "audit_events_by_actor" ON "audit_events" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_by_subject" ON "audit_events" USING btree ("subject","id");
CREATE TABLE "suggestion_batch_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"batch_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"scorecard_version_id" uuid NOT NULL,
	"run_id" uuid,
	"failure" text,
	"claimed_at" timestamp with time zone,
	"done_at" timestamp with time zone,
	CONSTRAINT "suggestion_batch_items_once" UNIQUE("batch_id","conversation_id")
);
--> statement-breakpoint
CREATE TABLE "suggestion_batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"day_from" date NOT NULL,
	"day_to" date NOT NULL,
	"paused_at" timestamp with time zone,
	"paused_reason" text,
	"stopped_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "text_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid,
	"criterion" text NOT NULL,
	"requested_by" uuid,
	"locale" text NOT NULL,
	"model" text NOT NULL,
	"prompt_version" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"input_tokens" integer DEFAULT 0 NOT NULL,
	"cached_tokens" integer DEFAULT 0 NOT NULL,
	"output_tokens" integer DEFAULT 0 NOT NULL,
	"cost" numeric NOT NULL,
	"duration_ms" integer,
	"drafted" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"omissions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"injections" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"finished_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "suggestion_runs" ADD COLUMN "suggested" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "suggestion_runs" ADD COLUMN "score" numeric;--> statement-breakpoint
ALTER TABLE "suggestion_runs" ADD COLUMN "critical_failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "suggestion_batch_items" ADD CONSTRAINT "suggestion_batch_items_batch_id_suggestion_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."suggestion_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_batch_items" ADD CONSTRAINT "suggestion_batch_items_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_batch_items" ADD CONSTRAINT "suggestion_batch_items_scorecard_version_id_scorecard_versions_id_fk" FOREIGN KEY ("scorecard_version_id") REFERENCES "public"."scorecard_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_batch_items" ADD CONSTRAINT "suggestion_batch_items_run_id_suggestion_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."suggestion_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_batches" ADD CONSTRAINT "suggestion_batches_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "text_runs" ADD CONSTRAINT "text_runs_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "text_runs" ADD CONSTRAINT "text_runs_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "suggestion_batch_items_open" ON "suggestion_batch_items" USING btree ("batch_id","id") WHERE "suggestion_batch_items"."claimed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "suggestion_batches_one_at_a_time" ON "suggestion_batches" USING btree ((true)) WHERE "suggestion_batches"."finished_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "text_runs_one_at_a_time" ON "text_runs" USING btree ("report_id","criterion") WHERE "text_runs"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "text_runs_newest" ON "text_runs" USING btree ("report_id","created_at");--> statement-breakpoint
CREATE INDEX "text_runs_by_month" ON "text_runs" USING btree ("created_at");
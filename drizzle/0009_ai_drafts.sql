CREATE TABLE "ai_settings" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"is_on" boolean DEFAULT false NOT NULL,
	"base_url" text DEFAULT '' NOT NULL,
	"model" text DEFAULT '' NOT NULL,
	"api_key" "bytea",
	"allows_private" boolean DEFAULT false NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"input_price" numeric DEFAULT 0 NOT NULL,
	"cached_price" numeric DEFAULT 0 NOT NULL,
	"output_price" numeric DEFAULT 0 NOT NULL,
	"monthly_ceiling" numeric,
	"concurrency" integer DEFAULT 4 NOT NULL,
	"after_own_rating" boolean DEFAULT true NOT NULL,
	"gate" numeric DEFAULT 0.6 NOT NULL,
	"takes_schema" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suggestion_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"suggestion_id" uuid NOT NULL,
	"review_id" uuid NOT NULL,
	"own_level" integer,
	"own_na" text,
	"decision" text,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "suggestion_decisions_once" UNIQUE("suggestion_id","review_id")
);
--> statement-breakpoint
CREATE TABLE "suggestion_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"scorecard_version_id" uuid NOT NULL,
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
	"injections" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"omissions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"failure" text,
	"finished_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suggestions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"criterion" text NOT NULL,
	"level" integer,
	"na" text,
	"reasoning" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"unproven_quotes" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "suggestions_once" UNIQUE("run_id","criterion")
);
--> statement-breakpoint
ALTER TABLE "suggestion_decisions" ADD CONSTRAINT "suggestion_decisions_suggestion_id_suggestions_id_fk" FOREIGN KEY ("suggestion_id") REFERENCES "public"."suggestions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_decisions" ADD CONSTRAINT "suggestion_decisions_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_runs" ADD CONSTRAINT "suggestion_runs_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_runs" ADD CONSTRAINT "suggestion_runs_scorecard_version_id_scorecard_versions_id_fk" FOREIGN KEY ("scorecard_version_id") REFERENCES "public"."scorecard_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_runs" ADD CONSTRAINT "suggestion_runs_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_run_id_suggestion_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."suggestion_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "suggestion_decisions_by_review" ON "suggestion_decisions" USING btree ("review_id");--> statement-breakpoint
CREATE UNIQUE INDEX "suggestion_runs_one_at_a_time" ON "suggestion_runs" USING btree ("conversation_id","scorecard_version_id") WHERE "suggestion_runs"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "suggestion_runs_newest" ON "suggestion_runs" USING btree ("conversation_id","scorecard_version_id","created_at");--> statement-breakpoint
CREATE INDEX "suggestion_runs_by_month" ON "suggestion_runs" USING btree ("created_at");
CREATE TABLE "comment_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"filing_id" uuid NOT NULL,
	"model" text NOT NULL,
	"prompt_version" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"input_tokens" integer DEFAULT 0 NOT NULL,
	"cached_tokens" integer DEFAULT 0 NOT NULL,
	"output_tokens" integer DEFAULT 0 NOT NULL,
	"cost" numeric NOT NULL,
	"duration_ms" integer,
	"doubts" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"finished_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "comment_runs" ADD CONSTRAINT "comment_runs_filing_id_visit_filings_id_fk" FOREIGN KEY ("filing_id") REFERENCES "public"."visit_filings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_runs_newest" ON "comment_runs" USING btree ("filing_id","id");--> statement-breakpoint
CREATE INDEX "comment_runs_by_month" ON "comment_runs" USING btree ("created_at");
CREATE TABLE "transcription_pieces" (
	"id" uuid PRIMARY KEY NOT NULL,
	"recording_id" uuid NOT NULL,
	"channel" smallint NOT NULL,
	"from_ms" integer NOT NULL,
	"to_ms" integer NOT NULL,
	"heard" "bytea",
	"cost" numeric NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "transcription_pieces_once" UNIQUE("recording_id","channel","from_ms","to_ms")
);
--> statement-breakpoint
CREATE TABLE "transcription_settings" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"is_on" boolean DEFAULT false NOT NULL,
	"base_url" text DEFAULT '' NOT NULL,
	"model" text DEFAULT '' NOT NULL,
	"api_key" "bytea",
	"allows_private" boolean DEFAULT false NOT NULL,
	"language" text DEFAULT '' NOT NULL,
	"is_automatic" boolean DEFAULT false NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"price_per_minute" numeric DEFAULT 0 NOT NULL,
	"monthly_ceiling" numeric,
	"answers" text DEFAULT 'verbose_json' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transcriptions" (
	"recording_id" uuid PRIMARY KEY NOT NULL,
	"requested_by" uuid,
	"job_id" uuid NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"failure" text,
	"finished_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "recordings" ADD COLUMN "speech" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "recordings" ADD COLUMN "silenced" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "transcription_pieces" ADD CONSTRAINT "transcription_pieces_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "public"."recordings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transcriptions" ADD CONSTRAINT "transcriptions_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "public"."recordings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transcriptions" ADD CONSTRAINT "transcriptions_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "transcription_pieces_by_month" ON "transcription_pieces" USING btree ("created_at");--> statement-breakpoint
update "recordings" r set "read_at" = null from "transcripts" t where t."conversation_id" = r."conversation_id" and r."deleted_at" is null and r."refused_reason" is null and t."segments"::text like '%•••%';

CREATE TABLE "recording_rules" (
	"source" text PRIMARY KEY NOT NULL,
	"employee_channel" smallint DEFAULT 1 NOT NULL,
	"keep_days" integer
);
--> statement-breakpoint
CREATE TABLE "recordings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"upload_id" text NOT NULL,
	"file_name" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"file_key" text,
	"copy_key" text,
	"copy_bytes" bigint,
	"format" text,
	"media_type" text,
	"duration_ms" integer,
	"channels" smallint,
	"sample_rate" integer,
	"peaks" "bytea",
	"silences" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"employee_channel" smallint,
	"read_at" timestamp with time zone,
	"refused_reason" text,
	"refused_detail" text DEFAULT '' NOT NULL,
	"deleted_at" timestamp with time zone,
	"uploaded_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recordings_upload" UNIQUE("upload_id"),
	CONSTRAINT "recordings_of_conversation" UNIQUE("conversation_id")
);
--> statement-breakpoint
ALTER TABLE "evidence" ALTER COLUMN "segment" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" ALTER COLUMN "start" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" ALTER COLUMN "end" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" ALTER COLUMN "quote" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "from_ms" integer;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "to_ms" integer;--> statement-breakpoint
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_uploaded_by_users_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recordings_unread" ON "recordings" USING btree ("id") WHERE "recordings"."read_at" is null and "recordings"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "recordings_kept" ON "recordings" USING btree ("created_at") WHERE "recordings"."deleted_at" is null;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_points_somewhere" CHECK (num_nonnulls("evidence"."segment", "evidence"."start", "evidence"."end", "evidence"."quote") in (0, 4)
				and num_nonnulls("evidence"."segment", "evidence"."from_ms") = 1
				and num_nonnulls("evidence"."from_ms", "evidence"."to_ms") in (0, 2));
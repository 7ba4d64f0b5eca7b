CREATE TABLE "visit_flags" (
	"id" uuid PRIMARY KEY NOT NULL,
	"filing_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"key" text DEFAULT '' NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"verdict" text,
	"word" text DEFAULT '' NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" uuid,
	CONSTRAINT "visit_flags_once" UNIQUE("filing_id","rule","key")
);
--> statement-breakpoint
CREATE TABLE "visit_pays" (
	"visit_id" uuid PRIMARY KEY NOT NULL,
	"shopper_id" uuid NOT NULL,
	"fee" numeric(12, 2) NOT NULL,
	"expenses" numeric(12, 2) NOT NULL,
	"currency" text NOT NULL,
	"word" text DEFAULT '' NOT NULL,
	"approved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"approved_by" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visit_photo_prints" (
	"file_id" uuid PRIMARY KEY NOT NULL,
	"print" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visit_text_prints" (
	"filing_id" uuid NOT NULL,
	"key" text NOT NULL,
	"prints" integer[] NOT NULL,
	CONSTRAINT "visit_text_prints_filing_id_key_pk" PRIMARY KEY("filing_id","key")
);
--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "latitude" numeric;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "longitude" numeric;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "opening_hours" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "programmes" ADD COLUMN "appeal_days" integer DEFAULT 14 NOT NULL;--> statement-breakpoint
ALTER TABLE "disputes" ADD COLUMN "ground" text;--> statement-breakpoint
ALTER TABLE "disputes" ADD COLUMN "evidence" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "disputes" ADD COLUMN "reopens" uuid;--> statement-breakpoint
ALTER TABLE "disputes" ADD COLUMN "before" jsonb;--> statement-breakpoint
ALTER TABLE "disputes" ADD COLUMN "after" jsonb;--> statement-breakpoint
ALTER TABLE "visit_flags" ADD CONSTRAINT "visit_flags_filing_id_visit_filings_id_fk" FOREIGN KEY ("filing_id") REFERENCES "public"."visit_filings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_flags" ADD CONSTRAINT "visit_flags_closed_by_users_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_pays" ADD CONSTRAINT "visit_pays_visit_id_visits_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_pays" ADD CONSTRAINT "visit_pays_shopper_id_shoppers_user_id_fk" FOREIGN KEY ("shopper_id") REFERENCES "public"."shoppers"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_pays" ADD CONSTRAINT "visit_pays_approved_by_users_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_photo_prints" ADD CONSTRAINT "visit_photo_prints_file_id_visit_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."visit_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_text_prints" ADD CONSTRAINT "visit_text_prints_filing_id_visit_filings_id_fk" FOREIGN KEY ("filing_id") REFERENCES "public"."visit_filings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visit_pays_by_shopper" ON "visit_pays" USING btree ("shopper_id","approved_at");--> statement-breakpoint
CREATE INDEX "visit_text_prints_overlap" ON "visit_text_prints" USING gin ("prints");
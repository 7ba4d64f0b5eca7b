CREATE TABLE "programme_locations" (
	"programme_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	CONSTRAINT "programme_locations_programme_id_location_id_pk" PRIMARY KEY("programme_id","location_id")
);
--> statement-breakpoint
CREATE TABLE "programme_shoppers" (
	"programme_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"quiz_attempts" integer DEFAULT 0 NOT NULL,
	"quiz_best" integer,
	"quiz_passed_at" timestamp with time zone,
	"signed_at" timestamp with time zone,
	"signed_name" text,
	"signed_text" text,
	CONSTRAINT "programme_shoppers_programme_id_user_id_pk" PRIMARY KEY("programme_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "programmes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"brand" text DEFAULT '' NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"scorecard_version_id" uuid NOT NULL,
	"visits_per_location" integer DEFAULT 1 NOT NULL,
	"rotation_days" integer DEFAULT 0 NOT NULL,
	"windows" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"scenario" text DEFAULT '' NOT NULL,
	"legend" text DEFAULT '' NOT NULL,
	"awkward_questions" text DEFAULT '' NOT NULL,
	"purchase" text DEFAULT '' NOT NULL,
	"budget" numeric(12, 2),
	"fee" numeric(12, 2),
	"expenses" numeric(12, 2),
	"currency" text DEFAULT 'EUR' NOT NULL,
	"wanted_photos" text DEFAULT '' NOT NULL,
	"wants_receipt" boolean DEFAULT false NOT NULL,
	"wants_audio" boolean DEFAULT false NOT NULL,
	"max_distance_metres" integer,
	"min_minutes" integer,
	"staff" text DEFAULT 'described' NOT NULL,
	"languages" text[] DEFAULT '{}' NOT NULL,
	"age_bands" text[] DEFAULT '{}' NOT NULL,
	"needs_car" boolean DEFAULT false NOT NULL,
	"quiz" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"quiz_percent" integer DEFAULT 80 NOT NULL,
	"declaration" text DEFAULT '' NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shopper_locations" (
	"user_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	CONSTRAINT "shopper_locations_user_id_location_id_pk" PRIMARY KEY("user_id","location_id")
);
--> statement-breakpoint
CREATE TABLE "shoppers" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"languages" text[] DEFAULT '{}' NOT NULL,
	"car" boolean DEFAULT false NOT NULL,
	"age_band" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shoppers_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "visit_comments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"filing_id" uuid NOT NULL,
	"key" text NOT NULL,
	"text" text NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visit_corrections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"filing_id" uuid NOT NULL,
	"key" text NOT NULL,
	"text" text NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visit_drafts" (
	"visit_id" uuid NOT NULL,
	"shopper_id" uuid NOT NULL,
	"document" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"tab" text DEFAULT '' NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visit_drafts_visit_id_shopper_id_pk" PRIMARY KEY("visit_id","shopper_id")
);
--> statement-breakpoint
CREATE TABLE "visit_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"visit_id" uuid NOT NULL,
	"state" text NOT NULL,
	"user_id" uuid,
	"reason" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visit_filing_conflicts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"filing_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"document" jsonb NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visit_filing_conflicts_once" UNIQUE("filing_id","hash")
);
--> statement-breakpoint
CREATE TABLE "visit_filings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"visit_id" uuid NOT NULL,
	"shopper_id" uuid NOT NULL,
	"scorecard_version_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"document" jsonb NOT NULL,
	"marks" text[] DEFAULT '{}' NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"opens_on" date NOT NULL,
	"due_on" date NOT NULL,
	"shopper_id" uuid,
	"filing_id" uuid,
	"employee_id" uuid,
	"started_at" timestamp with time zone,
	"filed_at" timestamp with time zone,
	"approved_at" timestamp with time zone,
	"return_due_at" timestamp with time zone,
	"shopper_rating" integer,
	"reminded_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visits_number" UNIQUE("programme_id","location_id","number")
);
--> statement-breakpoint
ALTER TABLE "reviews" ALTER COLUMN "employee_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "visit_id" uuid;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "location_id" uuid;--> statement-breakpoint
ALTER TABLE "programme_locations" ADD CONSTRAINT "programme_locations_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_locations" ADD CONSTRAINT "programme_locations_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_shoppers" ADD CONSTRAINT "programme_shoppers_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_shoppers" ADD CONSTRAINT "programme_shoppers_user_id_shoppers_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."shoppers"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programmes" ADD CONSTRAINT "programmes_scorecard_version_id_scorecard_versions_id_fk" FOREIGN KEY ("scorecard_version_id") REFERENCES "public"."scorecard_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shopper_locations" ADD CONSTRAINT "shopper_locations_user_id_shoppers_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."shoppers"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shopper_locations" ADD CONSTRAINT "shopper_locations_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shoppers" ADD CONSTRAINT "shoppers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_comments" ADD CONSTRAINT "visit_comments_filing_id_visit_filings_id_fk" FOREIGN KEY ("filing_id") REFERENCES "public"."visit_filings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_comments" ADD CONSTRAINT "visit_comments_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_corrections" ADD CONSTRAINT "visit_corrections_filing_id_visit_filings_id_fk" FOREIGN KEY ("filing_id") REFERENCES "public"."visit_filings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_corrections" ADD CONSTRAINT "visit_corrections_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_drafts" ADD CONSTRAINT "visit_drafts_visit_id_visits_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_drafts" ADD CONSTRAINT "visit_drafts_shopper_id_shoppers_user_id_fk" FOREIGN KEY ("shopper_id") REFERENCES "public"."shoppers"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_events" ADD CONSTRAINT "visit_events_visit_id_visits_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_events" ADD CONSTRAINT "visit_events_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_filing_conflicts" ADD CONSTRAINT "visit_filing_conflicts_filing_id_visit_filings_id_fk" FOREIGN KEY ("filing_id") REFERENCES "public"."visit_filings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_filings" ADD CONSTRAINT "visit_filings_visit_id_visits_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_filings" ADD CONSTRAINT "visit_filings_shopper_id_shoppers_user_id_fk" FOREIGN KEY ("shopper_id") REFERENCES "public"."shoppers"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_filings" ADD CONSTRAINT "visit_filings_scorecard_version_id_scorecard_versions_id_fk" FOREIGN KEY ("scorecard_version_id") REFERENCES "public"."scorecard_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_shopper_id_shoppers_user_id_fk" FOREIGN KEY ("shopper_id") REFERENCES "public"."shoppers"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_employee_id_employees_id_fk" FOREIGN KEY ("employee_id") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visit_comments_by_filing" ON "visit_comments" USING btree ("filing_id","id");--> statement-breakpoint
CREATE INDEX "visit_corrections_by_filing" ON "visit_corrections" USING btree ("filing_id","id");--> statement-breakpoint
CREATE INDEX "visit_events_by_visit" ON "visit_events" USING btree ("visit_id","id");--> statement-breakpoint
CREATE INDEX "visit_filings_by_visit" ON "visit_filings" USING btree ("visit_id","received_at");--> statement-breakpoint
CREATE INDEX "visits_by_shopper" ON "visits" USING btree ("shopper_id","state");--> statement-breakpoint
CREATE INDEX "visits_by_state" ON "visits" USING btree ("state","due_on","id");--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_visit_id_visits_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_visitId_unique" UNIQUE("visit_id");--> statement-breakpoint
create trigger visit_events_are_append_only before update or delete on visit_events
	for each row execute function refuse_change();
--> statement-breakpoint
create trigger visit_filings_are_frozen before update or delete on visit_filings
	for each row execute function refuse_change();
--> statement-breakpoint
create trigger visit_filing_conflicts_are_frozen before update or delete on visit_filing_conflicts
	for each row execute function refuse_change();
--> statement-breakpoint
create trigger visit_corrections_are_append_only before update or delete on visit_corrections
	for each row execute function refuse_change();
--> statement-breakpoint
create trigger visit_comments_are_append_only before update or delete on visit_comments
	for each row execute function refuse_change();

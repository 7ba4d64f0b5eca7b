CREATE TABLE "visit_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"visit_id" uuid NOT NULL,
	"shopper_id" uuid NOT NULL,
	"name" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"media_type" text NOT NULL,
	"original_key" text NOT NULL,
	"shown_key" text,
	"width" integer,
	"height" integer,
	"problem" text,
	"agreed" boolean DEFAULT false NOT NULL,
	"taken_at" timestamp with time zone,
	"latitude" double precision,
	"longitude" double precision,
	"accuracy_metres" double precision,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visit_files_once" UNIQUE("visit_id","shopper_id","name","sha256")
);
--> statement-breakpoint
ALTER TABLE "visit_files" ADD CONSTRAINT "visit_files_visit_id_visits_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_files" ADD CONSTRAINT "visit_files_shopper_id_shoppers_user_id_fk" FOREIGN KEY ("shopper_id") REFERENCES "public"."shoppers"("user_id") ON DELETE no action ON UPDATE no action;
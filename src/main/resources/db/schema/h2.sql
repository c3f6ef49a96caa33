CREATE CACHED TABLE "public"."schema_being_laid"(
    "installed_rank" INTEGER NOT NULL,
    "version" CHARACTER VARYING(50),
    "description" CHARACTER VARYING(200) NOT NULL,
    "type" CHARACTER VARYING(20) NOT NULL,
    "script" CHARACTER VARYING(1000) NOT NULL,
    "checksum" INTEGER,
    "installed_by" CHARACTER VARYING(100) NOT NULL,
    "installed_on" TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    "execution_time" INTEGER NOT NULL,
    "success" BOOLEAN NOT NULL
);
ALTER TABLE "public"."schema_being_laid" ADD CONSTRAINT "public"."flyway_schema_history_pk" PRIMARY KEY("installed_rank");
INSERT INTO "public"."schema_being_laid" VALUES
(-1, NULL, '<< Flyway Schema History table created >>', 'TABLE', '', NULL, '', DEFAULT, 0, TRUE),
(1, '001', 'first tables', 'SQL', 'V001__first_tables.sql', 743987225, '', DEFAULT, 0, TRUE),
(2, '002', 'share set names', 'SQL', 'V002__share_set_names.sql', -1857784946, '', DEFAULT, 0, TRUE),
(3, '003', 'visit segments', 'SQL', 'V003__visit_segments.sql', 1672267396, '', DEFAULT, 0, TRUE),
(4, '004', 'counts', 'SQL', 'V004__counts.sql', -1219355725, '', DEFAULT, 0, TRUE),
(5, '005', 'visitor runs', 'SQL', 'V005__visitor_runs.sql', 1321538278, '', DEFAULT, 0, TRUE),
(6, '007', 'loose agents', 'SQL', 'V007__loose_agents.sql', 1033758715, '', DEFAULT, 0, TRUE),
(7, '008', 'visitors by link', 'SQL', 'V008__visitors_by_link.sql', -1978417155, '', DEFAULT, 0, TRUE),
(8, '010', 'keys', 'SQL', 'V010__keys.sql', 1341447089, '', DEFAULT, 0, TRUE),
(9, '011', 'erasures', 'SQL', 'V011__erasures.sql', -1314828286, '', DEFAULT, 0, TRUE),
(10, '012', 'bad links', 'SQL', 'V012__bad_links.sql', -1265831390, '', DEFAULT, 0, TRUE),
(11, '013', 'audit', 'SQL', 'V013__audit.sql', 811090750, '', DEFAULT, 0, TRUE),
(12, '014', 'people', 'SQL', 'V014__people.sql', -762088915, '', DEFAULT, 0, TRUE),
(13, '015', 'journal epochs', 'SQL', 'V015__journal_epochs.sql', 233117209, '', DEFAULT, 0, TRUE),
(14, '018', 'rehearsals', 'SQL', 'V018__rehearsals.sql', -796566839, '', DEFAULT, 0, TRUE),
(15, '020', 'codes and queries', 'SQL', 'V020__codes_and_queries.sql', 2093152294, '', DEFAULT, 0, TRUE),
(16, '021', 'domains', 'SQL', 'V021__domains.sql', 827464699, '', DEFAULT, 0, TRUE),
(17, '022', 'words', 'SQL', 'V022__words.sql', 966023336, '', DEFAULT, 0, TRUE),
(18, '024', 'utm', 'SQL', 'V024__utm.sql', 1408017111, '', DEFAULT, 0, TRUE),
(19, '025', 'rules', 'SQL', 'V025__rules.sql', -1492082188, '', DEFAULT, 0, TRUE),
(20, '026', 'passwords', 'SQL', 'V026__passwords.sql', -957617449, '', DEFAULT, 0, TRUE),
(21, '027', 'names', 'SQL', 'V027__names.sql', -1435521729, '', DEFAULT, 0, TRUE),
(22, '028', 'cancelled conversions', 'SQL', 'V028__cancelled_conversions.sql', 68478407, '', DEFAULT, 0, TRUE),
(23, '029', 'costs', 'SQL', 'V029__costs.sql', -1320583365, '', DEFAULT, 0, TRUE),
(24, '031', 'unattributed conversions', 'SQL', 'V031__unattributed_conversions.sql', 37062356, '', DEFAULT, 0, TRUE),
(25, '032', 'webhooks', 'SQL', 'V032__webhooks.sql', -1503085348, '', DEFAULT, 0, TRUE),
(26, '033', 'feeds', 'SQL', 'V033__feeds.sql', 2034387363, '', DEFAULT, 0, TRUE),
(27, '034', 'notices', 'SQL', 'V034__notices.sql', -636181672, '', DEFAULT, 0, TRUE),
(28, '036', 'what feeds are of', 'SQL', 'V036__what_feeds_are_of.sql', 1348939330, '', DEFAULT, 0, TRUE),
(29, '037', 'campaign notes', 'SQL', 'V037__campaign_notes.sql', -319443387, '', DEFAULT, 0, TRUE),
(30, '038', 'shared reports', 'SQL', 'V038__shared_reports.sql', -498272604, '', DEFAULT, 0, TRUE),
(31, '039', 'saved views', 'SQL', 'V039__saved_views.sql', -1108887430, '', DEFAULT, 0, TRUE),
(32, '040', 'people', 'SQL', 'V040__people.sql', -1230013808, '', DEFAULT, 0, TRUE),
(33, '041', 'archive', 'SQL', 'V041__archive.sql', -1610372065, '', DEFAULT, 0, TRUE),
(34, '042', 'short urls', 'SQL', 'V042__short_urls.sql', 2075314528, '', DEFAULT, 0, TRUE),
(35, '043', 'brought', 'SQL', 'V043__brought.sql', -1490168817, '', DEFAULT, 0, TRUE),
(36, '044', 'imports', 'SQL', 'V044__imports.sql', -1680928845, '', DEFAULT, 0, TRUE),
(37, '045', 'card pictures', 'SQL', 'V045__card_pictures.sql', 1256239738, '', DEFAULT, 0, TRUE);
CREATE INDEX "public"."flyway_schema_history_s_idx" ON "public"."schema_being_laid"("success" NULLS LAST);
CREATE CACHED TABLE "public"."settings"(
    "name" CHARACTER VARYING(64) NOT NULL,
    "content" BINARY VARYING NOT NULL
);
ALTER TABLE "public"."settings" ADD CONSTRAINT "public"."CONSTRAINT_5" PRIMARY KEY("name");
INSERT INTO "public"."settings" VALUES
('words', X'31');
CREATE CACHED TABLE "public"."journal_epochs"(
    "node" BIGINT NOT NULL,
    "epoch" BIGINT NOT NULL,
    "sequence" BIGINT NOT NULL
);
ALTER TABLE "public"."journal_epochs" ADD CONSTRAINT "public"."CONSTRAINT_F5" PRIMARY KEY("node", "epoch");
CREATE CACHED TABLE "public"."reattribution_moves"(
    "id" CHARACTER VARYING(32) NOT NULL,
    "before_rule" CHARACTER VARYING(64) NOT NULL,
    "before_kind" CHARACTER VARYING(10) NOT NULL,
    "before_channel" CHARACTER VARYING(40) NOT NULL,
    "before_tier" CHARACTER VARYING(10) NOT NULL,
    "after_rule" CHARACTER VARYING(64) NOT NULL,
    "after_kind" CHARACTER VARYING(10) NOT NULL,
    "after_channel" CHARACTER VARYING(40) NOT NULL,
    "after_tier" CHARACTER VARYING(10) NOT NULL,
    "visits" BIGINT NOT NULL
);
ALTER TABLE "public"."reattribution_moves" ADD CONSTRAINT "public"."CONSTRAINT_F79" PRIMARY KEY("id", "before_rule", "before_kind", "before_channel", "before_tier", "after_rule", "after_kind", "after_channel", "after_tier");
CREATE CACHED TABLE "public"."api_keys"(
    "id" CHARACTER VARYING(32) NOT NULL,
    "name" CHARACTER VARYING(2400) NOT NULL,
    "hash" BINARY VARYING NOT NULL,
    "scopes" CHARACTER VARYING(200) NOT NULL,
    "from_setting" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL,
    "revoked_at" BIGINT,
    "campaign" CHARACTER VARYING(64),
    "expires_at" BIGINT,
    "used_at" BIGINT,
    "former_hash" BINARY VARYING,
    "former_until" BIGINT,
    "owner" CHARACTER VARYING(32)
);
ALTER TABLE "public"."api_keys" ADD CONSTRAINT "public"."CONSTRAINT_3" PRIMARY KEY("id");
CREATE INDEX "public"."api_keys_former" ON "public"."api_keys"("former_hash" NULLS LAST);
CREATE INDEX "public"."api_keys_owner" ON "public"."api_keys"("owner" NULLS LAST);
CREATE CACHED TABLE "public"."sessions"(
    "id" CHARACTER VARYING(32) NOT NULL,
    "hash" BINARY VARYING NOT NULL,
    "account" CHARACTER VARYING(32),
    "api_key" CHARACTER VARYING(32),
    "epoch" INTEGER NOT NULL,
    "created_at" BIGINT NOT NULL,
    "seen_at" BIGINT NOT NULL
);
ALTER TABLE "public"."sessions" ADD CONSTRAINT "public"."CONSTRAINT_53" PRIMARY KEY("id");
CREATE INDEX "public"."sessions_account" ON "public"."sessions"("account" NULLS LAST);
CREATE INDEX "public"."sessions_api_key" ON "public"."sessions"("api_key" NULLS LAST);
CREATE CACHED TABLE "public"."idempotency_keys"(
    "api_key" CHARACTER VARYING(32) NOT NULL,
    "idempotency" CHARACTER VARYING(255) NOT NULL,
    "request_hash" BINARY VARYING NOT NULL,
    "status" INTEGER,
    "content_type" CHARACTER VARYING(100),
    "location" CHARACTER VARYING(400),
    "created_at" BIGINT NOT NULL
);
ALTER TABLE "public"."idempotency_keys" ADD CONSTRAINT "public"."CONSTRAINT_51" PRIMARY KEY("api_key", "idempotency");
CREATE INDEX "public"."idempotency_keys_created" ON "public"."idempotency_keys"("created_at" NULLS LAST);
CREATE CACHED TABLE "public"."idempotency_bodies"(
    "api_key" CHARACTER VARYING(32) NOT NULL,
    "idempotency" CHARACTER VARYING(255) NOT NULL,
    "part" INTEGER NOT NULL,
    "content" BINARY VARYING NOT NULL
);
ALTER TABLE "public"."idempotency_bodies" ADD CONSTRAINT "public"."CONSTRAINT_9" PRIMARY KEY("api_key", "idempotency", "part");
CREATE CACHED TABLE "public"."share_sets"(
    "id" CHARACTER VARYING(32) NOT NULL,
    "destination" CHARACTER VARYING(2048) NOT NULL,
    "share_text" CHARACTER VARYING(24000),
    "issued" INTEGER NOT NULL,
    "created_at" BIGINT NOT NULL,
    "name" CHARACTER VARYING(2400),
    "deleted_at" BIGINT,
    "archived" BOOLEAN DEFAULT FALSE NOT NULL
);
ALTER TABLE "public"."share_sets" ADD CONSTRAINT "public"."CONSTRAINT_95" PRIMARY KEY("id");
CREATE CACHED TABLE "public"."shlink_links"(
    "link_id" BIGINT NOT NULL,
    "destination_hash" BIGINT NOT NULL,
    "addresses" CHARACTER VARYING(200000),
    "crawlable" BOOLEAN NOT NULL,
    "tags" CHARACTER VARYING(40000)
);
ALTER TABLE "public"."shlink_links" ADD CONSTRAINT "public"."CONSTRAINT_37" PRIMARY KEY("link_id");
CREATE INDEX "public"."shlink_links_destination" ON "public"."shlink_links"("destination_hash" NULLS LAST);
CREATE CACHED TABLE "public"."campaigns"(
    "slug" CHARACTER VARYING(64) NOT NULL,
    "name" CHARACTER VARYING(2400) NOT NULL,
    "starts_on" INTEGER,
    "ends_on" INTEGER,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "utm" CHARACTER VARYING(12004),
    "currency" CHARACTER VARYING(3),
    "conversion_window_days" INTEGER,
    "conversion_rule" CHARACTER VARYING(20),
    "baseline_kind" CHARACTER VARYING(20),
    "baseline_audience" CHARACTER VARYING(2400),
    "baseline_sent" BIGINT,
    "baseline_conversions" BIGINT,
    "archived" BOOLEAN DEFAULT FALSE NOT NULL
);
ALTER TABLE "public"."campaigns" ADD CONSTRAINT "public"."CONSTRAINT_F" PRIMARY KEY("slug");
CREATE CACHED TABLE "public"."erasures"(
    "id" CHARACTER VARYING(20) NOT NULL,
    "scope" CHARACTER VARYING(10) NOT NULL,
    "name" CHARACTER VARYING(400),
    "from_at" BIGINT,
    "to_at" BIGINT,
    "node" BIGINT,
    "sequence" BIGINT,
    "links_too" BOOLEAN NOT NULL,
    "requested_by" CHARACTER VARYING(2400) NOT NULL,
    "requested_at" BIGINT NOT NULL,
    "looked_at" BIGINT NOT NULL,
    "finished_at" BIGINT,
    "visits" BIGINT NOT NULL,
    "links" BIGINT NOT NULL
);
ALTER TABLE "public"."erasures" ADD CONSTRAINT "public"."CONSTRAINT_36" PRIMARY KEY("id");
CREATE CACHED TABLE "public"."erasure_links"(
    "erasure_id" CHARACTER VARYING(20) NOT NULL,
    "link_id" BIGINT NOT NULL
);
ALTER TABLE "public"."erasure_links" ADD CONSTRAINT "public"."CONSTRAINT_3B" PRIMARY KEY("erasure_id", "link_id");
CREATE CACHED TABLE "public"."link_budgets"(
    "maker" CHARACTER VARYING(32) NOT NULL,
    "epoch_hour" BIGINT NOT NULL,
    "made" INTEGER NOT NULL
);
ALTER TABLE "public"."link_budgets" ADD CONSTRAINT "public"."CONSTRAINT_DA" PRIMARY KEY("maker");
CREATE CACHED TABLE "public"."link_reports"(
    "id" CHARACTER VARYING(13) NOT NULL,
    "link_id" BIGINT NOT NULL,
    "reason" CHARACTER VARYING(10) NOT NULL,
    "words" CHARACTER VARYING(6000),
    "contact" CHARACTER VARYING(2400),
    "reported_at" BIGINT NOT NULL,
    "closed_at" BIGINT,
    "closed_by" CHARACTER VARYING(2400),
    "note" CHARACTER VARYING(6000)
);
ALTER TABLE "public"."link_reports" ADD CONSTRAINT "public"."CONSTRAINT_EB" PRIMARY KEY("id");
CREATE INDEX "public"."link_reports_link" ON "public"."link_reports"("link_id" NULLS LAST, "id" NULLS LAST);
CREATE INDEX "public"."link_reports_closed" ON "public"."link_reports"("closed_at" NULLS LAST, "id" NULLS LAST);
CREATE CACHED TABLE "public"."conversion_cancels"(
    "external_id" CHARACTER VARYING(200) NOT NULL,
    "occurred_at" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL
);
ALTER TABLE "public"."conversion_cancels" ADD CONSTRAINT "public"."CONSTRAINT_7D" PRIMARY KEY("external_id");
CREATE CACHED TABLE "public"."campaign_costs"(
    "campaign" CHARACTER VARYING(64) NOT NULL,
    "place" INTEGER NOT NULL,
    "channel" CHARACTER VARYING(40),
    "audience" CHARACTER VARYING(2400),
    "sent" BIGINT,
    "amount" DECIMAL(18, 4),
    "currency" CHARACTER VARYING(3)
);
ALTER TABLE "public"."campaign_costs" ADD CONSTRAINT "public"."campaign_costs_places" PRIMARY KEY("campaign", "place");
CREATE CACHED TABLE "public"."salts"(
    "epoch_day" BIGINT NOT NULL,
    "salt" BINARY VARYING NOT NULL,
    "created_at" BIGINT NOT NULL
);
ALTER TABLE "public"."salts" ADD CONSTRAINT "public"."CONSTRAINT_68" PRIMARY KEY("epoch_day");
CREATE CACHED TABLE "public"."journal_positions"(
    "node" BIGINT NOT NULL,
    "epoch" BIGINT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL
);
ALTER TABLE "public"."journal_positions" ADD CONSTRAINT "public"."CONSTRAINT_1" PRIMARY KEY("node");
CREATE CACHED TABLE "public"."dead_letters"(
    "node" BIGINT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "payload" BINARY VARYING NOT NULL,
    "error" CHARACTER VARYING(2000) NOT NULL,
    "failed_at" BIGINT NOT NULL
);
ALTER TABLE "public"."dead_letters" ADD CONSTRAINT "public"."CONSTRAINT_C" PRIMARY KEY("node", "sequence");
CREATE CACHED TABLE "public"."visitor_runs"(
    "id" BIGINT NOT NULL,
    "epoch_day" BIGINT NOT NULL,
    "last_sequence" BIGINT NOT NULL,
    "visitors" INTEGER NOT NULL,
    "ids" BINARY VARYING NOT NULL,
    "links" BINARY VARYING
);
ALTER TABLE "public"."visitor_runs" ADD CONSTRAINT "public"."CONSTRAINT_F4" PRIMARY KEY("id");
CREATE CACHED TABLE "public"."clicks"(
    "node" BIGINT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,
    "link_id" BIGINT NOT NULL,
    "kind" CHARACTER VARYING(10) NOT NULL,
    "channel" CHARACTER VARYING(40),
    "origin" CHARACTER VARYING(40),
    "visibility" CHARACTER VARYING(10),
    "tier" CHARACTER VARYING(10),
    "evidence" CHARACTER VARYING(2000),
    "preview_by" CHARACTER VARYING(40),
    "rules_version" INTEGER NOT NULL,
    "first_of_day" BOOLEAN NOT NULL,
    "country" CHARACTER VARYING(2),
    "language" CHARACTER VARYING(8),
    "device" CHARACTER VARYING(16),
    "os" CHARACTER VARYING(32),
    "browser" CHARACTER VARYING(32),
    "referrer" CHARACTER VARYING(256),
    "user_agent_id" BIGINT,
    "requested_with" CHARACTER VARYING(128),
    "markers" CHARACTER VARYING(128),
    "flags" SMALLINT DEFAULT 0 NOT NULL,
    "share_attempt" BOOLEAN DEFAULT FALSE NOT NULL
);
ALTER TABLE "public"."clicks" ADD CONSTRAINT "public"."CONSTRAINT_A" PRIMARY KEY("node", "sequence");
CREATE INDEX "public"."clicks_at" ON "public"."clicks"("at" NULLS LAST, "node" NULLS LAST, "sequence" NULLS LAST);
CREATE INDEX "public"."clicks_link" ON "public"."clicks"("link_id" NULLS LAST, "at" NULLS LAST, "node" NULLS LAST, "sequence" NULLS LAST);
CREATE CACHED TABLE "public"."daily_visitors"(
    "id" BIGINT NOT NULL,
    "sequence" BIGINT NOT NULL
);
ALTER TABLE "public"."daily_visitors" ADD CONSTRAINT "public"."CONSTRAINT_6D" PRIMARY KEY("id");
CREATE CACHED TABLE "public"."link_previews"(
    "link_id" BIGINT NOT NULL,
    "preview_by" CHARACTER VARYING(40) NOT NULL,
    "first_at" BIGINT NOT NULL,
    "last_at" BIGINT NOT NULL,
    "counted_at" BIGINT NOT NULL,
    "attempts" BIGINT NOT NULL
);
ALTER TABLE "public"."link_previews" ADD CONSTRAINT "public"."CONSTRAINT_959" PRIMARY KEY("link_id", "preview_by");
CREATE CACHED TABLE "public"."first_clicks"(
    "link_id" BIGINT NOT NULL,
    "at" BIGINT NOT NULL
);
ALTER TABLE "public"."first_clicks" ADD CONSTRAINT "public"."CONSTRAINT_E" PRIMARY KEY("link_id");
CREATE CACHED TABLE "public"."reattributions"(
    "id" CHARACTER VARYING(32) NOT NULL,
    "from_at" BIGINT NOT NULL,
    "to_at" BIGINT NOT NULL,
    "open_end" BOOLEAN NOT NULL,
    "rules_version" INTEGER NOT NULL,
    "cursor_at" BIGINT NOT NULL,
    "cursor_node" BIGINT NOT NULL,
    "cursor_sequence" BIGINT NOT NULL,
    "examined" BIGINT NOT NULL,
    "changed" BIGINT NOT NULL,
    "forgotten" BIGINT NOT NULL,
    "started_at" BIGINT NOT NULL,
    "finished_at" BIGINT,
    "dry_run" BOOLEAN DEFAULT FALSE NOT NULL,
    "superseded" BOOLEAN DEFAULT FALSE NOT NULL,
    "catalogue" BIGINT,
    "other_moves" BIGINT DEFAULT 0 NOT NULL
);
ALTER TABLE "public"."reattributions" ADD CONSTRAINT "public"."CONSTRAINT_7" PRIMARY KEY("id");
CREATE CACHED TABLE "public"."reattribution_channels"(
    "id" CHARACTER VARYING(32) NOT NULL,
    "kind" CHARACTER VARYING(10) NOT NULL,
    "channel" CHARACTER VARYING(40) NOT NULL,
    "before_count" BIGINT NOT NULL,
    "after_count" BIGINT NOT NULL
);
ALTER TABLE "public"."reattribution_channels" ADD CONSTRAINT "public"."CONSTRAINT_151" PRIMARY KEY("id", "kind", "channel");
CREATE CACHED TABLE "public"."stale_previews"(
    "link_id" BIGINT NOT NULL,
    "preview_by" CHARACTER VARYING(40) NOT NULL
);
ALTER TABLE "public"."stale_previews" ADD CONSTRAINT "public"."CONSTRAINT_5F" PRIMARY KEY("link_id", "preview_by");
CREATE CACHED TABLE "public"."rollups"(
    "link_id" BIGINT NOT NULL,
    "part" SMALLINT NOT NULL,
    "block" INTEGER NOT NULL,
    "node" BIGINT NOT NULL,
    "counts" BINARY VARYING NOT NULL
);
ALTER TABLE "public"."rollups" ADD CONSTRAINT "public"."CONSTRAINT_52" PRIMARY KEY("link_id", "part", "block", "node");
CREATE INDEX "public"."rollups_block" ON "public"."rollups"("part" NULLS LAST, "block" NULLS LAST, "link_id" NULLS LAST);
CREATE CACHED TABLE "public"."webhook_subscriptions"(
    "id" CHARACTER VARYING(32) NOT NULL,
    "url" CHARACTER VARYING(2048) NOT NULL,
    "description" CHARACTER VARYING(200),
    "events" CHARACTER VARYING(400) NOT NULL,
    "campaigns" CHARACTER VARYING(8000),
    "secret" CHARACTER VARYING(120) NOT NULL,
    "former_secret" CHARACTER VARYING(120),
    "former_until" BIGINT,
    "stopped_by" CHARACTER VARYING(20),
    "created_at" BIGINT NOT NULL
);
ALTER TABLE "public"."webhook_subscriptions" ADD CONSTRAINT "public"."CONSTRAINT_72" PRIMARY KEY("id");
CREATE CACHED TABLE "public"."webhook_lines"(
    "subscription" CHARACTER VARYING(32) NOT NULL,
    "campaign" CHARACTER VARYING(64) NOT NULL,
    "next_at" BIGINT NOT NULL,
    "holder" CHARACTER VARYING(32),
    "leased_until" BIGINT NOT NULL,
    "failures" INTEGER NOT NULL,
    "failing_since" BIGINT,
    "failed_at" BIGINT,
    "outcome" CHARACTER VARYING(20),
    "status" INTEGER,
    "delivered" BIGINT NOT NULL,
    "delivered_at" BIGINT
);
ALTER TABLE "public"."webhook_lines" ADD CONSTRAINT "public"."CONSTRAINT_3E" PRIMARY KEY("subscription", "campaign");
CREATE CACHED TABLE "public"."webhook_messages"(
    "id" BIGINT NOT NULL,
    "subscription" CHARACTER VARYING(32) NOT NULL,
    "campaign" CHARACTER VARYING(64) NOT NULL,
    "event_id" CHARACTER VARYING(120) NOT NULL,
    "event_type" CHARACTER VARYING(40) NOT NULL,
    "link_id" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,
    "waiting_since" BIGINT NOT NULL,
    "given_up_at" BIGINT,
    "attempts" INTEGER NOT NULL,
    "body" CHARACTER VARYING(200000) NOT NULL
);
ALTER TABLE "public"."webhook_messages" ADD CONSTRAINT "public"."CONSTRAINT_943" PRIMARY KEY("id");
CREATE UNIQUE NULLS DISTINCT INDEX "public"."webhook_messages_event" ON "public"."webhook_messages"("subscription" NULLS LAST, "event_id" NULLS LAST);
CREATE INDEX "public"."webhook_messages_line" ON "public"."webhook_messages"("subscription" NULLS LAST, "campaign" NULLS LAST, "given_up_at" NULLS LAST, "id" NULLS LAST);
CREATE INDEX "public"."webhook_messages_link" ON "public"."webhook_messages"("link_id" NULLS LAST);
CREATE CACHED TABLE "public"."visit_segments"(
    "id" BIGINT NOT NULL,
    "node" BIGINT NOT NULL,
    "first_sequence" BIGINT NOT NULL,
    "last_sequence" BIGINT NOT NULL,
    "from_at" BIGINT NOT NULL,
    "to_at" BIGINT NOT NULL,
    "visits" INTEGER NOT NULL,
    "directory" BINARY VARYING NOT NULL
);
ALTER TABLE "public"."visit_segments" ADD CONSTRAINT "public"."CONSTRAINT_6C" PRIMARY KEY("id");
CREATE CACHED TABLE "public"."visit_groups"(
    "id" BIGINT NOT NULL,
    "content" BINARY VARYING NOT NULL
);
ALTER TABLE "public"."visit_groups" ADD CONSTRAINT "public"."CONSTRAINT_94" PRIMARY KEY("id");
CREATE CACHED TABLE "public"."count_runs"(
    "id" BIGINT NOT NULL,
    "first_day" INTEGER NOT NULL,
    "days" SMALLINT NOT NULL,
    "level" SMALLINT NOT NULL,
    "directory" BINARY VARYING NOT NULL
);
ALTER TABLE "public"."count_runs" ADD CONSTRAINT "public"."CONSTRAINT_C2" PRIMARY KEY("id");
CREATE INDEX "public"."count_runs_day" ON "public"."count_runs"("first_day" NULLS LAST, "days" NULLS LAST, "level" NULLS LAST);
CREATE CACHED TABLE "public"."count_parts"(
    "run" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" BINARY VARYING NOT NULL
);
ALTER TABLE "public"."count_parts" ADD CONSTRAINT "public"."CONSTRAINT_87" PRIMARY KEY("run", "number");
CREATE CACHED TABLE "public"."invitations"(
    "id" CHARACTER VARYING(32) NOT NULL,
    "hash" BINARY VARYING NOT NULL,
    "name" CHARACTER VARYING(1200),
    "scopes" CHARACTER VARYING(200) NOT NULL,
    "campaign" CHARACTER VARYING(64),
    "creator_kind" CHARACTER VARYING(10) NOT NULL,
    "creator_id" CHARACTER VARYING(32) NOT NULL,
    "creator_name" CHARACTER VARYING(2400) NOT NULL,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT NOT NULL
);
ALTER TABLE "public"."invitations" ADD CONSTRAINT "public"."CONSTRAINT_A0" PRIMARY KEY("id");
CREATE CACHED TABLE "public"."user_agents"(
    "id" BIGINT NOT NULL,
    "user_agent" CHARACTER VARYING(512) NOT NULL,
    "last_day" BIGINT NOT NULL,
    "loose" BIGINT
);
ALTER TABLE "public"."user_agents" ADD CONSTRAINT "public"."CONSTRAINT_D" PRIMARY KEY("id");
CREATE CACHED TABLE "public"."tags"(
    "folded" CHARACTER VARYING(1000) NOT NULL,
    "tag" CHARACTER VARYING(768) NOT NULL
);
ALTER TABLE "public"."tags" ADD CONSTRAINT "public"."CONSTRAINT_363" PRIMARY KEY("folded");
CREATE CACHED TABLE "public"."conversions"(
    "id" CHARACTER VARYING(32) NOT NULL,
    "node" BIGINT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "link_id" BIGINT NOT NULL,
    "event" CHARACTER VARYING(1200) NOT NULL,
    "amount" DECIMAL(18, 4),
    "currency" CHARACTER VARYING(3),
    "external_id" CHARACTER VARYING(200),
    "occurred_at" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "reason" CHARACTER VARYING(16),
    "campaign" CHARACTER VARYING(64),
    "heard_from" CHARACTER VARYING(1200),
    "clicked_at" BIGINT,
    "candidates" CHARACTER VARYING(1000)
);
ALTER TABLE "public"."conversions" ADD CONSTRAINT "public"."CONSTRAINT_BF" PRIMARY KEY("id");
CREATE INDEX "public"."conversions_click" ON "public"."conversions"("node" NULLS LAST, "sequence" NULLS LAST);
CREATE INDEX "public"."conversions_at" ON "public"."conversions"("occurred_at" NULLS LAST, "link_id" NULLS LAST);
CREATE INDEX "public"."conversions_link" ON "public"."conversions"("link_id" NULLS LAST, "occurred_at" NULLS LAST);
CREATE INDEX "public"."conversions_campaign" ON "public"."conversions"("campaign" NULLS LAST, "occurred_at" NULLS LAST);
CREATE CACHED TABLE "public"."audit_entries"(
    "chain" CHARACTER VARYING(20) NOT NULL,
    "sequence" BIGINT NOT NULL,
    "done_at" BIGINT NOT NULL,
    "actor_kind" CHARACTER VARYING(10) NOT NULL,
    "actor_id" CHARACTER VARYING(32),
    "actor_name" CHARACTER VARYING(2400),
    "action" CHARACTER VARYING(40) NOT NULL,
    "subject_kind" CHARACTER VARYING(20),
    "subject_id" CHARACTER VARYING(400),
    "subject_domain" CHARACTER VARYING(253),
    "fields" CHARACTER VARYING(4000),
    "detail_salt" BINARY VARYING,
    "detail" CHARACTER VARYING(20000),
    "detail_hash" BINARY VARYING,
    "hash" BINARY VARYING NOT NULL
);
ALTER TABLE "public"."audit_entries" ADD CONSTRAINT "public"."CONSTRAINT_9B" PRIMARY KEY("chain", "sequence");
CREATE INDEX "public"."audit_entries_at" ON "public"."audit_entries"("done_at" NULLS LAST);
CREATE INDEX "public"."audit_entries_subject" ON "public"."audit_entries"("subject_id" NULLS LAST);
CREATE CACHED TABLE "public"."audit_chains"(
    "chain" CHARACTER VARYING(20) NOT NULL,
    "sequence" BIGINT NOT NULL,
    "hash" BINARY VARYING NOT NULL,
    "added_at" BIGINT NOT NULL
);
ALTER TABLE "public"."audit_chains" ADD CONSTRAINT "public"."CONSTRAINT_95E" PRIMARY KEY("chain");
CREATE CACHED TABLE "public"."domains"(
    "host" CHARACTER VARYING(253) NOT NULL,
    "root_destination" CHARACTER VARYING(2048),
    "unknown_destination" CHARACTER VARYING(2048),
    "ended_destination" CHARACTER VARYING(2048),
    "name" CHARACTER VARYING(1200),
    "logo" CHARACTER VARYING(50000),
    "card_title" CHARACTER VARYING(3600),
    "card_description" CHARACTER VARYING(12000),
    "updated_at" BIGINT NOT NULL
);
ALTER TABLE "public"."domains" ADD CONSTRAINT "public"."CONSTRAINT_6D8" PRIMARY KEY("host");
CREATE CACHED TABLE "public"."link_tags"(
    "link_id" BIGINT NOT NULL,
    "tag" CHARACTER VARYING(768) NOT NULL
);
ALTER TABLE "public"."link_tags" ADD CONSTRAINT "public"."CONSTRAINT_9F2" PRIMARY KEY("link_id", "tag");
CREATE INDEX "public"."link_tags_tag" ON "public"."link_tags"("tag" NULLS LAST, "link_id" NULLS LAST);
CREATE CACHED TABLE "public"."link_aliases"(
    "domain" CHARACTER VARYING(253) NOT NULL,
    "code" CHARACTER VARYING(200) NOT NULL,
    "folded" CHARACTER VARYING(300),
    "link_id" BIGINT NOT NULL,
    "removed_at" BIGINT
);
ALTER TABLE "public"."link_aliases" ADD CONSTRAINT "public"."CONSTRAINT_96F" PRIMARY KEY("code", "domain");
CREATE UNIQUE NULLS DISTINCT INDEX "public"."link_aliases_folded" ON "public"."link_aliases"("folded" NULLS LAST, "domain" NULLS LAST);
CREATE INDEX "public"."link_aliases_link" ON "public"."link_aliases"("link_id" NULLS LAST);
CREATE CACHED TABLE "public"."opening_balances"(
    "link_id" BIGINT NOT NULL,
    "visits" BIGINT NOT NULL,
    "visitors" BIGINT,
    "until_at" BIGINT NOT NULL,
    "source" CHARACTER VARYING(1200) NOT NULL
);
ALTER TABLE "public"."opening_balances" ADD CONSTRAINT "public"."CONSTRAINT_B5" PRIMARY KEY("link_id");
CREATE CACHED TABLE "public"."webhook_positions"(
    "node" BIGINT NOT NULL,
    "part" BIGINT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "version" BIGINT NOT NULL
);
ALTER TABLE "public"."webhook_positions" ADD CONSTRAINT "public"."CONSTRAINT_AF" PRIMARY KEY("node", "part");
CREATE CACHED TABLE "public"."imports"(
    "id" BIGINT NOT NULL,
    "source" CHARACTER VARYING(500) NOT NULL,
    "links_cursor" CHARACTER VARYING(1000) NOT NULL,
    "links_done" BOOLEAN NOT NULL,
    "visits_cursor" CHARACTER VARYING(1000) NOT NULL,
    "until_at" BIGINT,
    "links" BIGINT NOT NULL,
    "visits" BIGINT NOT NULL,
    "began_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL
);
ALTER TABLE "public"."imports" ADD CONSTRAINT "public"."CONSTRAINT_72C" PRIMARY KEY("id");
CREATE CACHED TABLE "public"."campaign_notes"(
    "id" CHARACTER VARYING(13) NOT NULL,
    "campaign" CHARACTER VARYING(64) NOT NULL,
    "noted_at" BIGINT NOT NULL,
    "note" CHARACTER VARYING(2400) NOT NULL,
    "created_at" BIGINT NOT NULL
);
ALTER TABLE "public"."campaign_notes" ADD CONSTRAINT "public"."CONSTRAINT_B" PRIMARY KEY("id");
CREATE INDEX "public"."campaign_notes_campaign" ON "public"."campaign_notes"("campaign" NULLS LAST, "noted_at" NULLS LAST);
CREATE CACHED TABLE "public"."shared_reports"(
    "id" CHARACTER VARYING(32) NOT NULL,
    "name" CHARACTER VARYING(2400) NOT NULL,
    "hash" BINARY VARYING NOT NULL,
    "question" CHARACTER VARYING(8000) NOT NULL,
    "campaign" CHARACTER VARYING(64),
    "sections" CHARACTER VARYING(400) NOT NULL,
    "costs" BOOLEAN NOT NULL,
    "small_cells" INTEGER NOT NULL,
    "password_hash" CHARACTER VARYING(200),
    "expires_at" BIGINT,
    "creator_kind" CHARACTER VARYING(10) NOT NULL,
    "creator_id" CHARACTER VARYING(32) NOT NULL,
    "creator_name" CHARACTER VARYING(2400) NOT NULL,
    "created_at" BIGINT NOT NULL,
    "opened_day" BIGINT,
    "opened_days" INTEGER NOT NULL
);
ALTER TABLE "public"."shared_reports" ADD CONSTRAINT "public"."CONSTRAINT_AD" PRIMARY KEY("id");
CREATE UNIQUE NULLS DISTINCT INDEX "public"."shared_reports_hash" ON "public"."shared_reports"("hash" NULLS LAST);
CREATE INDEX "public"."shared_reports_campaign" ON "public"."shared_reports"("campaign" NULLS LAST);
CREATE CACHED TABLE "public"."notices"(
    "id" CHARACTER VARYING(13) NOT NULL,
    "account_id" CHARACTER VARYING(13),
    "kind" CHARACTER VARYING(10) NOT NULL,
    "period" CHARACTER VARYING(10) NOT NULL,
    "campaign" CHARACTER VARYING(64),
    "language" CHARACTER VARYING(5) NOT NULL,
    "zone" CHARACTER VARYING(64) NOT NULL,
    "way" CHARACTER VARYING(10) NOT NULL,
    "address" CHARACTER VARYING(2048) NOT NULL,
    "paused" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL,
    "confirm_token" CHARACTER VARYING(43),
    "stop_token" CHARACTER VARYING(43) NOT NULL,
    "next_at" BIGINT NOT NULL,
    "sent_at" BIGINT,
    "error" CHARACTER VARYING(20),
    "failing_since" BIGINT,
    "ended_at" BIGINT
);
ALTER TABLE "public"."notices" ADD CONSTRAINT "public"."CONSTRAINT_7E" PRIMARY KEY("id");
CREATE UNIQUE NULLS DISTINCT INDEX "public"."notices_stop" ON "public"."notices"("stop_token" NULLS LAST);
CREATE UNIQUE NULLS DISTINCT INDEX "public"."notices_confirm" ON "public"."notices"("confirm_token" NULLS LAST);
CREATE INDEX "public"."notices_due" ON "public"."notices"("next_at" NULLS LAST);
CREATE INDEX "public"."notices_account" ON "public"."notices"("account_id" NULLS LAST);
CREATE CACHED TABLE "public"."notice_messages"(
    "id" CHARACTER VARYING(13) NOT NULL,
    "notice_id" CHARACTER VARYING(13) NOT NULL,
    "occasion" CHARACTER VARYING(40) NOT NULL,
    "kind" CHARACTER VARYING(10) NOT NULL,
    "before_at" BIGINT NOT NULL,
    "from_at" BIGINT NOT NULL,
    "to_at" BIGINT NOT NULL,
    "made_at" BIGINT NOT NULL,
    "state" CHARACTER VARYING(10) NOT NULL,
    "due_at" BIGINT NOT NULL,
    "tries" INTEGER NOT NULL,
    "holder" CHARACTER VARYING(13),
    "held_until" BIGINT
);
ALTER TABLE "public"."notice_messages" ADD CONSTRAINT "public"."CONSTRAINT_A5" PRIMARY KEY("id");
CREATE INDEX "public"."notice_messages_due" ON "public"."notice_messages"("state" NULLS LAST, "due_at" NULLS LAST);
CREATE CACHED TABLE "public"."notice_alerts"(
    "notice_id" CHARACTER VARYING(13) NOT NULL,
    "link_id" BIGINT NOT NULL,
    "epoch_day" BIGINT NOT NULL,
    "message_id" CHARACTER VARYING(13) NOT NULL,
    "rises" BOOLEAN NOT NULL,
    "clicks" BIGINT NOT NULL,
    "usual" DECIMAL(18, 1) NOT NULL
);
ALTER TABLE "public"."notice_alerts" ADD CONSTRAINT "public"."notice_alerts_once" PRIMARY KEY("notice_id", "link_id", "epoch_day");
CREATE INDEX "public"."notice_alerts_message" ON "public"."notice_alerts"("message_id" NULLS LAST);
CREATE INDEX "public"."notice_alerts_link" ON "public"."notice_alerts"("link_id" NULLS LAST);
CREATE CACHED TABLE "public"."feeds"(
    "id" CHARACTER VARYING(32) NOT NULL,
    "name" CHARACTER VARYING(2400) NOT NULL,
    "hash" BINARY VARYING NOT NULL,
    "question" CHARACTER VARYING(8000) NOT NULL,
    "creator_kind" CHARACTER VARYING(10) NOT NULL,
    "creator_id" CHARACTER VARYING(32) NOT NULL,
    "creator_name" CHARACTER VARYING(2400) NOT NULL,
    "created_at" BIGINT NOT NULL,
    "used_at" BIGINT,
    "of_what" CHARACTER VARYING(16) DEFAULT 'stats' NOT NULL
);
ALTER TABLE "public"."feeds" ADD CONSTRAINT "public"."CONSTRAINT_5C" PRIMARY KEY("id");
CREATE CACHED TABLE "public"."saved_views"(
    "id" CHARACTER VARYING(32) NOT NULL,
    "name" CHARACTER VARYING(1200) NOT NULL,
    "folded_name" CHARACTER VARYING(3600) NOT NULL,
    "place" CHARACTER VARYING(600) NOT NULL,
    "question" CHARACTER VARYING(80000) NOT NULL,
    "campaign" CHARACTER VARYING(64),
    "shared" BOOLEAN NOT NULL,
    "creator_kind" CHARACTER VARYING(10) NOT NULL,
    "creator_id" CHARACTER VARYING(32) NOT NULL,
    "creator_name" CHARACTER VARYING(2400) NOT NULL,
    "created_at" BIGINT NOT NULL
);
ALTER TABLE "public"."saved_views" ADD CONSTRAINT "public"."CONSTRAINT_18" PRIMARY KEY("id");
CREATE INDEX "public"."saved_views_creator" ON "public"."saved_views"("creator_id" NULLS LAST, "creator_kind" NULLS LAST);
CREATE CACHED TABLE "public"."accounts"(
    "id" CHARACTER VARYING(32) NOT NULL,
    "name" CHARACTER VARYING(1200) NOT NULL,
    "folded_name" CHARACTER VARYING(2600) NOT NULL,
    "hash" CHARACTER VARYING(200) NOT NULL,
    "scopes" CHARACTER VARYING(200) NOT NULL,
    "disabled" BOOLEAN NOT NULL,
    "epoch" INTEGER NOT NULL,
    "created_at" BIGINT NOT NULL,
    "campaign" CHARACTER VARYING(64)
);
ALTER TABLE "public"."accounts" ADD CONSTRAINT "public"."CONSTRAINT_8" PRIMARY KEY("id");
CREATE CACHED TABLE "public"."imported_links"(
    "import_id" BIGINT NOT NULL,
    "name" CHARACTER VARYING(500) NOT NULL,
    "link_id" BIGINT NOT NULL,
    "told" BIGINT,
    "visits_until" BIGINT
);
ALTER TABLE "public"."imported_links" ADD CONSTRAINT "public"."CONSTRAINT_645F" PRIMARY KEY("import_id", "name");
CREATE INDEX "public"."imported_links_link" ON "public"."imported_links"("link_id" NULLS LAST, "import_id" NULLS LAST);
CREATE CACHED TABLE "public"."past_epochs"(
    "node" BIGINT NOT NULL,
    "epoch" BIGINT NOT NULL
);
ALTER TABLE "public"."past_epochs" ADD CONSTRAINT "public"."CONSTRAINT_B4" PRIMARY KEY("node", "epoch");
CREATE CACHED TABLE "public"."card_pictures"(
    "id" CHARACTER VARYING(22) NOT NULL,
    "type" CHARACTER VARYING(10) NOT NULL,
    "content" BINARY VARYING NOT NULL,
    "created_at" BIGINT NOT NULL,
    "used_at" BIGINT NOT NULL
);
ALTER TABLE "public"."card_pictures" ADD CONSTRAINT "public"."CONSTRAINT_BB" PRIMARY KEY("id");
CREATE INDEX "public"."card_pictures_used" ON "public"."card_pictures"("used_at" NULLS LAST);
CREATE CACHED TABLE "public"."links"(
    "id" BIGINT NOT NULL,
    "domain" CHARACTER VARYING(253) NOT NULL,
    "code" CHARACTER VARYING(64) NOT NULL,
    "destination" CHARACTER VARYING(2048) NOT NULL,
    "channel" CHARACTER VARYING(40),
    "visibility" CHARACTER VARYING(10),
    "audience" CHARACTER VARYING(2400),
    "campaign" CHARACTER VARYING(64),
    "title" CHARACTER VARYING(3600),
    "title_order" CHARACTER VARYING(128) DEFAULT '1' NOT NULL,
    "share_set" CHARACTER VARYING(32),
    "parent" BIGINT,
    "generation" SMALLINT DEFAULT 0 NOT NULL,
    "forwarding" BOOLEAN DEFAULT TRUE NOT NULL,
    "valid_from" BIGINT,
    "valid_until" BIGINT,
    "max_clicks" BIGINT,
    "expired_destination" CHARACTER VARYING(2048),
    "forward_query" BOOLEAN,
    "utm_source" CHARACTER VARYING(2400),
    "utm_medium" CHARACTER VARYING(2400),
    "utm_campaign" CHARACTER VARYING(2400),
    "utm_term" CHARACTER VARYING(2400),
    "utm_content" CHARACTER VARYING(2400),
    "card_title" CHARACTER VARYING(3600),
    "card_description" CHARACTER VARYING(12000),
    "card_image" CHARACTER VARYING(2048),
    "track_conversions" BOOLEAN NOT NULL,
    "disabled" BOOLEAN NOT NULL,
    "uses" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "creator_kind" CHARACTER VARYING(10),
    "creator_id" CHARACTER VARYING(32),
    "creator_name" CHARACTER VARYING(2400),
    "people" BIGINT,
    "folded" CHARACTER VARYING(64),
    "forward_ids" BOOLEAN DEFAULT FALSE NOT NULL,
    "forwarded_wins" BOOLEAN DEFAULT FALSE NOT NULL,
    "destination_words" CHARACTER VARYING(4096),
    "utm_off" BOOLEAN DEFAULT FALSE NOT NULL,
    "utm_slug" BOOLEAN DEFAULT FALSE NOT NULL,
    "rules" CHARACTER VARYING(400000),
    "rule_words" CHARACTER VARYING(400000),
    "rule_hosts" CHARACTER VARYING(16000),
    "password_hash" CHARACTER VARYING(200),
    "placeholders" BOOLEAN DEFAULT FALSE NOT NULL,
    "archived" BOOLEAN DEFAULT FALSE NOT NULL,
    "card_picture" CHARACTER VARYING(22)
);
ALTER TABLE "public"."links" ADD CONSTRAINT "public"."CONSTRAINT_6" PRIMARY KEY("id");
CREATE INDEX "public"."links_campaign" ON "public"."links"("campaign" NULLS LAST, "id" NULLS LAST);
CREATE INDEX "public"."links_share_set" ON "public"."links"("share_set" NULLS LAST, "id" NULLS LAST);
CREATE INDEX "public"."links_issued" ON "public"."links"("share_set" NULLS LAST, "generation" NULLS LAST, "id" NULLS LAST);
CREATE INDEX "public"."links_channel" ON "public"."links"("channel" NULLS LAST, "id" NULLS LAST);
CREATE INDEX "public"."links_parent" ON "public"."links"("parent" NULLS LAST, "id" NULLS LAST);
CREATE INDEX "public"."links_generation" ON "public"."links"("generation" NULLS LAST, "id" NULLS LAST);
CREATE INDEX "public"."links_updated" ON "public"."links"("updated_at" NULLS LAST, "id" NULLS LAST);
CREATE INDEX "public"."links_title" ON "public"."links"("title_order" NULLS LAST, "id" NULLS LAST);
CREATE UNIQUE NULLS DISTINCT INDEX "public"."links_folded" ON "public"."links"("folded" NULLS LAST, "domain" NULLS LAST);
CREATE INDEX "public"."links_valid_until" ON "public"."links"("valid_until" NULLS LAST);
CREATE INDEX "public"."links_card_picture" ON "public"."links"("card_picture" NULLS LAST);
ALTER TABLE "public"."links" ADD CONSTRAINT "public"."links_code" UNIQUE NULLS DISTINCT ("code", "domain");
ALTER TABLE "public"."feeds" ADD CONSTRAINT "public"."CONSTRAINT_5CC" UNIQUE NULLS DISTINCT ("hash");
ALTER TABLE "public"."api_keys" ADD CONSTRAINT "public"."CONSTRAINT_39" UNIQUE NULLS DISTINCT ("hash");
ALTER TABLE "public"."accounts" ADD CONSTRAINT "public"."CONSTRAINT_80" UNIQUE NULLS DISTINCT ("folded_name");
ALTER TABLE "public"."imports" ADD CONSTRAINT "public"."CONSTRAINT_72CD" UNIQUE NULLS DISTINCT ("source");
ALTER TABLE "public"."invitations" ADD CONSTRAINT "public"."CONSTRAINT_A0A" UNIQUE NULLS DISTINCT ("hash");
ALTER TABLE "public"."conversions" ADD CONSTRAINT "public"."CONSTRAINT_BF5" UNIQUE NULLS DISTINCT ("external_id");
ALTER TABLE "public"."notice_messages" ADD CONSTRAINT "public"."notice_messages_once" UNIQUE NULLS DISTINCT ("notice_id", "occasion");
ALTER TABLE "public"."sessions" ADD CONSTRAINT "public"."CONSTRAINT_53B" UNIQUE NULLS DISTINCT ("hash");
ALTER TABLE "public"."link_aliases" ADD CONSTRAINT "public"."CONSTRAINT_96" FOREIGN KEY("link_id") REFERENCES "public"."links"("id") ON DELETE CASCADE NOCHECK;
ALTER TABLE "public"."link_reports" ADD CONSTRAINT "public"."CONSTRAINT_EB6" FOREIGN KEY("link_id") REFERENCES "public"."links"("id") ON DELETE CASCADE NOCHECK;
ALTER TABLE "public"."imported_links" ADD CONSTRAINT "public"."CONSTRAINT_645" FOREIGN KEY("link_id") REFERENCES "public"."links"("id") ON DELETE CASCADE NOCHECK;
ALTER TABLE "public"."notice_messages" ADD CONSTRAINT "public"."CONSTRAINT_A5F" FOREIGN KEY("notice_id") REFERENCES "public"."notices"("id") ON DELETE CASCADE NOCHECK;
ALTER TABLE "public"."notice_alerts" ADD CONSTRAINT "public"."CONSTRAINT_1B7" FOREIGN KEY("link_id") REFERENCES "public"."links"("id") ON DELETE CASCADE NOCHECK;
ALTER TABLE "public"."imported_links" ADD CONSTRAINT "public"."CONSTRAINT_64" FOREIGN KEY("import_id") REFERENCES "public"."imports"("id") ON DELETE CASCADE NOCHECK;
ALTER TABLE "public"."link_tags" ADD CONSTRAINT "public"."CONSTRAINT_9F" FOREIGN KEY("link_id") REFERENCES "public"."links"("id") NOCHECK;
ALTER TABLE "public"."reattribution_channels" ADD CONSTRAINT "public"."CONSTRAINT_15" FOREIGN KEY("id") REFERENCES "public"."reattributions"("id") NOCHECK;
ALTER TABLE "public"."reattribution_moves" ADD CONSTRAINT "public"."CONSTRAINT_F7" FOREIGN KEY("id") REFERENCES "public"."reattributions"("id") NOCHECK;
ALTER TABLE "public"."notice_alerts" ADD CONSTRAINT "public"."CONSTRAINT_1B" FOREIGN KEY("notice_id") REFERENCES "public"."notices"("id") ON DELETE CASCADE NOCHECK;
ALTER TABLE "public"."campaign_costs" ADD CONSTRAINT "public"."CONSTRAINT_B14" FOREIGN KEY("campaign") REFERENCES "public"."campaigns"("slug") NOCHECK;
ALTER TABLE "public"."shlink_links" ADD CONSTRAINT "public"."CONSTRAINT_37F" FOREIGN KEY("link_id") REFERENCES "public"."links"("id") ON DELETE CASCADE NOCHECK;
ALTER TABLE "public"."opening_balances" ADD CONSTRAINT "public"."CONSTRAINT_B56" FOREIGN KEY("link_id") REFERENCES "public"."links"("id") ON DELETE CASCADE NOCHECK;
ALTER TABLE "public"."schema_being_laid" RENAME TO "flyway_schema_history";

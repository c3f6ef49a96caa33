package app.grapevine.service;

import app.grapevine.ops.Jobs;
import app.grapevine.ops.Metrics;
import app.grapevine.ops.Metrics.Family;
import app.grapevine.ops.Settings;
import app.grapevine.service.Recorder.Recording;
import app.grapevine.stats.Stats;
import app.grapevine.webhooks.DailySummaries;
import app.grapevine.webhooks.LinkEvents;
import app.grapevine.webhooks.Webhooks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What tells other systems what happens here. */
record Hooks(Webhooks webhooks, LinkEvents links, DailySummaries summaries) {
    private static final Duration ENDS = Duration.ofSeconds(15);
    private static final Duration SUMMARIES = Duration.ofMinutes(5);
    private static final Duration FOLLOWING = Duration.ofMinutes(1);
    private static final Duration KEEPING = Duration.ofHours(1);
    private static final Duration COUNTING = Duration.ofSeconds(15);

    /** From now on what becomes of links is put down for who wants to be told. */
    static Hooks on(Settings settings, Foundation ground, Recorder recorder, Recording recording, Clock clock) {
        LinkEvents links = new LinkEvents(ground.database(), recorder.links(), ground.domains(), clock);
        ground.feed().witness(links);
        Webhooks webhooks = new Webhooks(
                ground.database(), recorder.links(), recording.ids(), FeatureSettings.webhooks(settings), clock);
        webhooks.start();
        Stats stats = new Stats(ground.database(), FeatureSettings.stats(settings), ground.channels(), clock);
        return new Hooks(webhooks, links, new DailySummaries(ground.database(), stats, clock));
    }

    void schedule(Jobs jobs) {
        jobs.every(ENDS, "telling of links whose time is over", links::tellEnded);
        jobs.every(SUMMARIES, "telling what a day came to", summaries::tell);
        jobs.every(FOLLOWING, "looking who wants to be told of visits", webhooks::follow);
        jobs.every(KEEPING, "forgetting what webhooks gave up", webhooks::keep);
        jobs.every(COUNTING, "counting what webhooks are yet to tell", webhooks::count);
    }

    void register(Metrics metrics) {
        metrics.collect(() -> families(webhooks.figures()));
    }

    private static List<Family> families(Webhooks.Figures figures) {
        return List.of(
                new Family(
                        "grapevine_webhook_messages",
                        "Messages of webhooks that are yet to be delivered, and that were given up and can be sent again.",
                        false,
                        "state",
                        Map.of("waiting", (double) figures.waiting(), "given-up", (double) figures.givenUp())),
                new Family(
                        "grapevine_webhook_attempts",
                        "Attempts of this process to deliver messages of webhooks, by what came of them.",
                        true,
                        "outcome",
                        Map.of("delivered", (double) figures.delivered(), "failed", (double) figures.failed())));
    }
}

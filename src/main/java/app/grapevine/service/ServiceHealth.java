package app.grapevine.service;

import app.grapevine.clicks.Clicks;
import app.grapevine.hostlists.HostLists;
import app.grapevine.ops.DataDirectory;
import app.grapevine.ops.Health;
import app.grapevine.ops.Health.Check;
import app.grapevine.storage.Database;
import app.grapevine.web.visit.RedirectPractice;
import java.time.Duration;

/** What {@code /health/ready} looks at. */
final class ServiceHealth {
    /** A writer that is this far behind is stuck, or the machine is too small. */
    private static final Duration LAG = Duration.ofMinutes(1);

    private static final long DISK_BYTES = 64L << 20;
    private static final String CLOSED_ITSELF =
            ": its file closed itself after a failure of its disk, and is opened again as soon as it can be: ";

    private ServiceHealth() {}

    static void register(Health health, Database database, Clicks clicks, DataDirectory directory) {
        health.add("database", () -> {
            boolean up = database.isUp();
            return new Check(
                    up,
                    up
                            ? "answers"
                            : "does not answer"
                                    + database.file()
                                            .outage()
                                            .map(CLOSED_ITSELF::concat)
                                            .orElse(""));
        });
        health.add("journal", () -> {
            Duration lag = clicks.lag();
            String trouble = clicks.refusal()
                    .map("visits are not recorded: "::concat)
                    .or(clicks::trouble)
                    .orElse("");
            return new Check(
                    trouble.isEmpty() && lag.compareTo(LAG) < 0,
                    trouble.isEmpty() ? "the database is " + lag.toMillis() + " ms behind" : trouble);
        });
        health.add("disk", () -> {
            long free = directory.usableBytes();
            return new Check(free >= DISK_BYTES, (free >> 20) + " MiB free");
        });
    }

    /** Lists that cannot be read anew keep no node from its work, and are told all the same. */
    static void registerLists(Health health, HostLists lists) {
        if (lists.hasFiles()) {
            health.add("hosts", () -> {
                HostLists.Figures figures = lists.figures();
                return new Check(
                        true,
                        lists.trouble()
                                .map(trouble -> "a list cannot be read anew, the last good one is in use: " + trouble)
                                .orElse(figures.blocked() + " blocked, " + figures.allowed() + " allowed"));
            });
        }
    }

    static void registerPractice(Health health, RedirectPractice practice) {
        health.add("practice", () -> {
            boolean over = practice.isOver();
            return new Check(over, over ? "is over" : "redirects are practised, and answered meanwhile");
        });
    }
}

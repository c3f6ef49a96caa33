package app.grapevine.visits;

import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Evidence;
import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import app.grapevine.attribution.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Visits of a node as they are kept, made up from a seed, with every value missing at times. */
final class RandomRows {
    private static final long BEGIN = 1_772_000_000_000L;

    private final Random random;
    private final long node;
    private long at = BEGIN;
    private long sequence = 3L << 40;

    RandomRows(long seed, long node) {
        this.random = new Random(seed);
        this.node = node;
    }

    List<ClickRow> next(int count, int links) {
        List<ClickRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Clocks are set back at times.
            at += random.nextInt(100) == 0 ? -random.nextInt(50) : random.nextInt(400);
            sequence += 1 + (random.nextInt(20) == 0 ? random.nextInt(5) : 0);
            rows.add(row(1 + random.nextInt(links)));
        }
        return rows;
    }

    /** As an earlier version kept them, in a table that has no column for the context. */
    List<ClickRow> nextOfEarlier(int count, int links) {
        return next(count, links).stream()
                .map(row -> new ClickRow(
                        withoutRule(row.click()),
                        row.userAgentId(),
                        row.requestedWith(),
                        row.markers(),
                        row.flags(),
                        null))
                .toList();
    }

    ClickRow row(long link) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        if (kind == Kind.SUPPRESSED) {
            return new ClickRow(
                    new Click(node, sequence, at, link, kind, null, false, null, null, Agent.UNKNOWN, null, false),
                    null,
                    null,
                    null,
                    0,
                    null);
        }
        return new ClickRow(
                click(link, kind),
                any(null, 5L, Long.MAX_VALUE),
                any(null, "com.app"),
                any(null, "Tail"),
                random.nextInt(1 << 14),
                any(null, "https page Chromium/138 on/Windows", "from-self"));
    }

    private Click click(long link, Kind kind) {
        return new Click(
                node,
                sequence,
                at,
                link,
                kind,
                verdict(kind),
                random.nextBoolean(),
                any(null, "IT", "DE"),
                any(null, "it", "de"),
                any(new Agent("mobile", "ios", "safari"), new Agent("desktop", "windows", "chrome"), Agent.UNKNOWN),
                any(null, "l.facebook.com", "android-app://com.whatsapp"),
                random.nextBoolean(),
                any(null, "ios", "2"));
    }

    private static Click withoutRule(Click click) {
        return new Click(
                click.node(),
                click.sequence(),
                click.atMillis(),
                click.linkId(),
                click.kind(),
                click.verdict(),
                click.firstOfDay(),
                click.country(),
                click.language(),
                click.agent(),
                click.referrer(),
                click.shareAttempt());
    }

    private Verdict verdict(Kind kind) {
        return new Verdict(
                kind,
                any(null, "whatsapp", "telegram"),
                any(null, "whatsapp"),
                any(Visibility.values()),
                kind == Kind.CLICK || kind == Kind.UNUSUAL ? any(Tier.values()) : null,
                any(List.of(), List.of(new Evidence("user-agent", "rule", "v" + random.nextInt(4)))),
                kind == Kind.PREVIEW ? any("meta", "telegram", null) : null,
                kind == Kind.UNUSUAL ? any("many-agents", "one-agent") : null,
                3);
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}

package app.grapevine.rollups;

import app.grapevine.attribution.Agent;
import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import app.grapevine.attribution.Visibility;
import app.grapevine.base.QuarterHours;
import app.grapevine.storage.Dialect;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Visits made up from a seed, of all kinds and with every value missing at times; and their way into the table. */
public final class RandomVisits {
    private static final String[] CHANNELS = {"whatsapp", "telegram", "x", "email", null};
    private static final String[] COUNTRIES = {"DE", "FR", "IN", null};
    private static final String[] LANGUAGES = {"de", "fr", null};
    private static final String[] REFERRERS = {"l.facebook.com", "android-app://com.whatsapp", "t.co", null, null};

    private static final int BATCH = 130;

    private final Random random;
    private final long node;
    private final long from;
    private final long length;
    private long sequence;
    private boolean withRules;

    public RandomVisits(long seed, long node, Instant from, Instant to) {
        this.random = new Random(seed);
        this.node = node;
        this.from = from.toEpochMilli();
        this.length = to.toEpochMilli() - this.from;
    }

    /** From now on some visits are led by rules, which no earlier version knew. */
    public RandomVisits withRules() {
        withRules = true;
        return this;
    }

    /** Visits to the links 1 to {@code links}, the first ones more often. */
    public List<Click> next(int count, int links) {
        List<Click> clicks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long link = 1 + (long) (links * random.nextDouble() * random.nextDouble());
            clicks.add(visit(link, from + (long) (random.nextDouble() * length)));
        }
        return clicks;
    }

    /** Visits to one link. */
    public List<Click> ofLink(int count, long link) {
        List<Click> clicks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clicks.add(visit(link, from + (long) (random.nextDouble() * length)));
        }
        return clicks;
    }

    Click visit(long link, long at) {
        int dice = random.nextInt(100);
        Kind kind = dice < 57
                ? Kind.CLICK
                : dice < 60 ? Kind.UNUSUAL : dice < 75 ? Kind.PREVIEW : dice < 90 ? Kind.BOT : Kind.SUPPRESSED;
        if (kind == Kind.SUPPRESSED) {
            long quarter = QuarterHours.of(at) * QuarterHours.MILLIS;
            return new Click(
                    node, ++sequence, quarter, link, kind, null, false, null, null, Agent.UNKNOWN, null, false);
        }
        return new Click(
                node,
                ++sequence,
                at,
                link,
                kind,
                verdict(kind),
                kind == Kind.CLICK && random.nextInt(3) > 0,
                any(COUNTRIES),
                any(LANGUAGES),
                agent(),
                any(REFERRERS),
                kind == Kind.PREVIEW && random.nextBoolean(),
                withRules ? any(null, null, "ios", "2") : null);
    }

    /** A visit as if it had been another: what it is judged to be when that is done anew. */
    static Click as(Click click, Click other) {
        return new Click(
                click.node(),
                click.sequence(),
                click.atMillis(),
                click.linkId(),
                other.kind(),
                other.verdict(),
                other.firstOfDay(),
                other.country(),
                other.language(),
                other.agent(),
                other.referrer(),
                other.shareAttempt(),
                click.rule());
    }

    /** A visit as if it were judged anew, and came out as any other. */
    public Click anew(Click click) {
        return as(click, visit(click.linkId(), click.atMillis()));
    }

    private Verdict verdict(Kind kind) {
        String channel = any(CHANNELS);
        Visibility visibility =
                channel == null ? Visibility.UNKNOWN : channel.equals("x") ? Visibility.PUBLIC : Visibility.PRIVATE;
        Tier tier = kind != Kind.CLICK && kind != Kind.UNUSUAL
                ? null
                : channel == null ? Tier.DARK : any(Tier.CONFIRMED, Tier.DECLARED, Tier.RESHARED);
        String previewBy = kind == Kind.PREVIEW ? any("meta", "telegram") : null;
        String setApart = kind == Kind.UNUSUAL ? any("many-agents", "one-agent") : null;
        return new Verdict(kind, channel, any(CHANNELS), visibility, tier, List.of(), previewBy, setApart, 1);
    }

    private Agent agent() {
        return any(
                new Agent("mobile", "ios", "safari"),
                new Agent("mobile", "android", "in-app"),
                new Agent("desktop", "windows", "chrome"),
                Agent.UNKNOWN);
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** Puts visits into the store of visits, in batches as the writer does. */
    public static void add(Handle handle, Dialect dialect, List<Click> clicks) {
        VisitStore store = VisitStores.of(dialect);
        Map<Long, List<ClickRow>> byNode = new TreeMap<>();
        clicks.stream()
                .sorted(Comparator.comparingLong(Click::sequence))
                .forEach(click -> byNode.computeIfAbsent(click.node(), node -> new ArrayList<>())
                        .add(new ClickRow(click, null, null, null, 0, null)));
        byNode.values().forEach(rows -> {
            for (int from = 0; from < rows.size(); from += BATCH) {
                store.add(handle, rows.subList(from, Math.min(rows.size(), from + BATCH)));
            }
        });
    }

    private static String by(Verdict verdict) {
        return verdict.setApart() == null ? verdict.previewBy() : verdict.setApart();
    }

    /** Puts visits into the table of visits, where an earlier version left them. */
    public static void insert(Handle handle, List<Click> clicks) {
        var batch = handle.prepareBatch("""
                INSERT INTO clicks (node, sequence, at, link_id, kind, channel, origin, visibility, tier, evidence,
                    preview_by, rules_version, first_of_day, country, language, device, os, browser, referrer,
                    share_attempt)
                VALUES (:node, :sequence, :at, :link, :kind, :channel, :origin, :visibility, :tier, NULL,
                    :previewBy, 1, :first, :country, :language, :device, :os, :browser, :referrer, :share)""");
        for (Click click : clicks) {
            Verdict verdict = click.verdict();
            batch.bind("node", click.node())
                    .bind("sequence", click.sequence())
                    .bind("at", click.atMillis())
                    .bind("link", click.linkId())
                    .bind("kind", click.kind().name())
                    .bind("channel", verdict == null ? null : verdict.channel())
                    .bind("origin", verdict == null ? null : verdict.origin())
                    .bind(
                            "visibility",
                            verdict == null ? null : verdict.visibility().name())
                    .bind(
                            "tier",
                            verdict == null || verdict.tier() == null
                                    ? null
                                    : verdict.tier().name())
                    .bind("previewBy", verdict == null ? null : by(verdict))
                    .bind("first", click.firstOfDay())
                    .bind("country", click.country())
                    .bind("language", click.language())
                    .bind("device", verdict == null ? null : click.agent().device())
                    .bind("os", verdict == null ? null : click.agent().os())
                    .bind("browser", verdict == null ? null : click.agent().browser())
                    .bind("referrer", click.referrer())
                    .bind("share", click.shareAttempt())
                    .add();
        }
        batch.execute();
    }
}

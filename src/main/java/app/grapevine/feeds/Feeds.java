package app.grapevine.feeds;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.security.AddressToken;
import app.grapevine.security.Caller;
import app.grapevine.security.Callers;
import app.grapevine.security.Maker;
import app.grapevine.security.Scope;
import app.grapevine.storage.Database;
import com.github.f4b6a3.tsid.TsidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The door of feeds: questions whose answers programs get by an address alone, which can send no header. The token in it opens
 * this one answer. Safe for use by many threads. Every method may throw DatabaseUnavailableException.
 *
 * <p>A feed is answered by the rights that its maker has when it is asked for: whose key is revoked, whose account is disabled, whose
 * scope or reach is taken away, of theirs no feed tells more than they would be told.
 */
public final class Feeds {
    /** The most characters of a question. */
    public static final int QUESTION_LENGTH = 4000;

    private static final int NAME_LENGTH = 200;

    private final Database database;
    private final Callers callers;
    private final Clock clock;

    public Feeds(Database database, Callers callers, Clock clock) {
        this.database = database;
        this.callers = callers;
        this.clock = clock;
    }

    /** A feed at the only moment when its token is known. */
    public record Made(Feed feed, String token) {}

    /** A feed that is asked for, and by whose rights it is answered. */
    public record Asked(Feed feed, Caller maker) {}

    /**
     * @param question one that can be answered by what it is asked of
     * @throws RefusedException INVALID for a name that is blank, too long or has control characters, or a question that is too long
     */
    public Made create(Caller maker, @Nullable String name, Feed.Of of, String question) {
        Faults faults = new Faults();
        String kept = faults.line("name", name, NAME_LENGTH);
        if (kept == null && faults.all().isEmpty()) {
            faults.add("name", FaultCode.EMPTY);
        }
        if (question.length() > QUESTION_LENGTH) {
            faults.add("question", FaultCode.TOO_LONG, Map.of("most", QUESTION_LENGTH));
        }
        faults.refuseIfAny();
        String token = AddressToken.FEED.next();
        Feed feed = new Feed(
                TsidCreator.getTsid().toString().toLowerCase(Locale.ROOT),
                kept == null ? "" : kept,
                of,
                question,
                Maker.of(maker),
                Instant.ofEpochMilli(clock.millis()),
                null);
        database.writeOnly(handle -> FeedDao.insert(handle, feed, AddressToken.hash(token)));
        return new Made(feed, token);
    }

    /** The feed whose token this is, noted as asked for; empty where there is none, or its maker may not ask any more. */
    public Optional<Asked> ask(String token) {
        if (!AddressToken.FEED.isWellFormed(token)) {
            return Optional.empty();
        }
        byte[] hash = AddressToken.hash(token);
        Optional<Asked> asked =
                database.read(handle -> FeedDao.findByHash(handle, hash)).flatMap(this::asked);
        asked.ifPresent(found -> noteUse(found.feed()));
        return asked;
    }

    private Optional<Asked> asked(Feed feed) {
        return callers.find(feed.maker().knownBy(), feed.maker().id())
                .filter(maker -> maker.allows(Scope.STATS_READ))
                .map(maker -> new Asked(feed, maker));
    }

    /** With the hour, and once in it. */
    private void noteUse(Feed feed) {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        Instant noted = feed.usedAt();
        if (noted == null || noted.isBefore(hour)) {
            database.writeOnly(handle -> FeedDao.used(handle, feed.id(), hour));
        }
    }

    /** Whether a feed is answered, as far as its maker's rights go. */
    public boolean isAnswered(Feed feed) {
        return asked(feed).isPresent();
    }

    /**
     * In the order of their making: an admin's are everybody's.
     *
     * @param after the id before the first to list, or null
     */
    public List<Feed> list(Caller caller, int limit, @Nullable String after) {
        Maker maker = caller.allows(Scope.ADMIN) ? null : Maker.of(caller);
        return database.read(handle -> FeedDao.list(handle, maker, limit, after));
    }

    /** Ends a feed for good, one's own or, for an admin, anybody's. @throws RefusedException NOT_FOUND */
    public Feed delete(Caller caller, String id) {
        return database.write(handle -> {
            Feed feed = FeedDao.find(handle, id)
                    .filter(found -> caller.allows(Scope.ADMIN) || found.maker().is(caller))
                    .orElseThrow(Feeds::notFound);
            if (!FeedDao.delete(handle, id)) {
                throw notFound();
            }
            return feed;
        });
    }

    private static RefusedException notFound() {
        return RefusedException.notFound("There is no such feed.");
    }
}

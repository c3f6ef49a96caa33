package app.grapevine.notices;

import app.grapevine.base.Base62;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.Links;
import app.grapevine.mail.Smtp;
import app.grapevine.notices.Notice.Last;
import app.grapevine.notices.Notice.Terms;
import app.grapevine.security.Accounts;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.storage.Database;
import app.grapevine.webhooks.Posting;
import app.grapevine.webhooks.ReceiverUrl;
import com.github.f4b6a3.tsid.TsidCreator;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The door of notices: who is told what, and that it is sent. Nothing but one letter goes to an address before its reader has
 * agreed; so nobody has others written to. Safe for use by many threads. Every method may throw DatabaseUnavailableException.
 */
public final class Notices implements AutoCloseable {
    /** How many an account can have, and all keys together. */
    public static final int MOST = 50;

    /** Letters that ask for confirmation, to one address in a day. */
    static final int MOST_ASKED = 3;

    /** How long an address can be confirmed. */
    static final Duration ASKED = Duration.ofDays(7);

    /** How long is kept what became of messages. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final Duration DAY = Duration.ofDays(1);
    /** 128 bits. */
    private static final int TOKEN_LENGTH = 22;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final NoticeCheck check;
    private final Rounds rounds;
    private final boolean hasMail;
    private final Clock clock;

    /**
     * @param url where this service is reached, without a slash at its end
     * @param smtp null where there is no server of mail
     * @param posting to chats; not closed here
     * @param receivers which addresses of chats can be
     */
    public Notices(
            Database database,
            Accounts accounts,
            Campaigns campaigns,
            Links links,
            ChannelCatalogue channels,
            Stats stats,
            SmallCells smallCells,
            URI url,
            @Nullable Smtp smtp,
            Posting posting,
            ReceiverUrl receivers,
            Clock clock) {
        this.database = database;
        this.clock = clock;
        this.hasMail = smtp != null;
        this.check = new NoticeCheck(campaigns, receivers, hasMail);
        Site site = new Site(url);
        Questions questions = new Questions(stats, smallCells, clock);
        Papers papers = new Papers(
                database,
                accounts,
                new Report(questions, campaigns, channels, site),
                new Digest(questions, campaigns, site),
                new AlertLook(questions, links, clock),
                new Alert(links, smallCells, site),
                site);
        this.rounds = new Rounds(database, papers, new Post(smtp, posting, site), clock);
    }

    /** Begins to make and to send. */
    public void start() {
        rounds.start();
    }

    /** Makes at once what is due, and tries once all that waits; as well as the thread that does so now and then. */
    public void round() {
        rounds.round();
    }

    /** Whether there is a server of mail. */
    public boolean hasMail() {
        return hasMail;
    }

    /**
     * @param account whose it is; null for one that is made with a key
     * @throws RefusedException INVALID, or LIMITED where the address was asked too often, or there are {@link #MOST}
     */
    public Notice create(NoticeDraft draft, @Nullable String account) {
        Terms terms = check.check(draft);
        Instant now = now();
        Notice created = database.write(handle -> {
            if (NoticeDao.count(handle, account) >= MOST) {
                throw RefusedException.invalid("", FaultCode.MOST_NOTICES, Map.of("most", MOST));
            }
            boolean asks = terms.way() == Way.MAIL && !NoticeDao.isConfirmed(handle, account, terms.way(), terms.to());
            Notice notice = new Notice(
                    TsidCreator.getTsid().toLowerCase(),
                    account,
                    terms,
                    now,
                    asks ? token() : null,
                    token(),
                    Schedule.next(terms.period(), terms.zone(), now),
                    Last.NONE);
            if (asks) {
                requireFewAsked(handle, terms.to(), now);
            }
            NoticeDao.insert(handle, notice);
            if (asks) {
                MessageDao.insert(handle, atOnce(notice, Message.Kind.CONFIRM, now));
            }
            return notice;
        });
        database.afterCommit(rounds::hurry);
        return get(created.id(), account);
    }

    private static void requireFewAsked(Handle handle, String to, Instant now) {
        if (NoticeDao.countAsked(handle, to, now.minus(DAY)) >= MOST_ASKED) {
            throw RefusedException.limited(new Fault("to", FaultCode.ASKED_TOO_OFTEN, Map.of("most", MOST_ASKED)), DAY);
        }
    }

    private static Message atOnce(Notice notice, Message.Kind kind, Instant now) {
        String id = TsidCreator.getTsid().toLowerCase();
        return new Message(id, notice.id(), kind.label() + " " + id, kind, now, now, now, now, 0);
    }

    /** In the order of their making. @param account whose; null for all @param after the id before the first, or null */
    public List<Notice> list(@Nullable String account, int limit, @Nullable String after) {
        return database.read(handle -> NoticeDao.list(handle, account, limit, after));
    }

    /** @param account whose it must be; null for anybody's @throws RefusedException NOT_FOUND */
    public Notice get(String id, @Nullable String account) {
        return own(database.read(handle -> NoticeDao.find(handle, id)), account);
    }

    private static Notice own(Optional<Notice> found, @Nullable String account) {
        return found.filter(notice -> account == null || account.equals(notice.account()))
                .orElseThrow(() -> RefusedException.notFound("There is no such notice."));
    }

    /**
     * Changes how often, in which language and zone, of which campaign, and whether it is paused. What it is and to whom it goes
     * stays.
     *
     * @throws RefusedException INVALID or NOT_FOUND
     */
    public Notice change(String id, @Nullable String account, UnaryOperator<NoticeDraft> change) {
        Instant now = now();
        return database.write(handle -> {
            Notice present = own(NoticeDao.lock(handle, id), account);
            Terms terms = check.check(change.apply(present.terms().draft()));
            // What was due stays so, or who changes the language of an alert loses an hour.
            boolean sameTimes = terms.period() == present.terms().period()
                    && terms.zone().equals(present.terms().zone())
                    && !present.terms().paused();
            NoticeDao.update(
                    handle,
                    new Notice(
                            id,
                            present.account(),
                            terms,
                            present.createdAt(),
                            present.confirmToken(),
                            present.stopToken(),
                            sameTimes ? present.nextAt() : Schedule.next(terms.period(), terms.zone(), now),
                            present.last()));
            return own(NoticeDao.find(handle, id), account);
        });
    }

    /** Ends one. @throws RefusedException NOT_FOUND */
    public void delete(String id, @Nullable String account) {
        Instant now = now();
        database.writeOnly(handle -> end(handle, own(NoticeDao.lock(handle, id), account), now));
    }

    private static void end(Handle handle, Notice notice, Instant now) {
        NoticeDao.end(handle, notice.id(), now);
        MessageDao.deleteOf(handle, notice.id());
    }

    /**
     * Sends something at once, to show that it arrives.
     *
     * @throws RefusedException NOT_FOUND, or INVALID where the address is yet to be confirmed
     */
    public void test(String id, @Nullable String account) {
        Instant now = now();
        database.writeOnly(handle -> {
            Notice notice = own(NoticeDao.lock(handle, id), account);
            if (notice.confirmToken() != null) {
                throw RefusedException.invalid("to", FaultCode.UNCONFIRMED);
            }
            MessageDao.insert(handle, atOnce(notice, Message.Kind.TEST, now));
        });
        database.afterCommit(rounds::hurry);
    }

    /** What would be confirmed with this token. */
    public Optional<Notice> findToConfirm(String token) {
        return database.read(handle -> NoticeDao.findToConfirm(handle, token));
    }

    /** Its reader agrees; from now on it is sent. Empty where nothing is asked with this token. */
    public Optional<Notice> confirm(String token) {
        Instant now = now();
        return database.write(handle -> NoticeDao.findToConfirm(handle, token)
                .filter(notice -> now.isBefore(notice.createdAt().plus(ASKED)))
                .map(notice -> {
                    Notice confirmed = new Notice(
                            notice.id(),
                            notice.account(),
                            notice.terms(),
                            notice.createdAt(),
                            null,
                            notice.stopToken(),
                            Schedule.next(
                                    notice.terms().period(), notice.terms().zone(), now),
                            notice.last());
                    NoticeDao.update(handle, confirmed);
                    return confirmed;
                }));
    }

    /** What would be ended with this token. */
    public Optional<Notice> findToStop(String token) {
        return database.read(handle -> NoticeDao.findToStop(handle, token));
    }

    /** Its reader has had enough. Empty where it has ended already. */
    public Optional<Notice> stop(String token) {
        Instant now = now();
        return database.write(handle -> {
            Optional<Notice> found = NoticeDao.findToStop(handle, token);
            found.ifPresent(notice -> end(handle, notice, now));
            return found;
        });
    }

    /** Deletes all of an account, which is deleted. */
    public void deleteOf(String account) {
        database.writeOnly(handle -> NoticeDao.deleteOf(handle, account));
    }

    /** Takes away what alerts tell of the clicks of a link; what waits to be sent is looked at anew. */
    public static void erase(Database database, long linkId) {
        database.writeOnly(handle -> AlertDao.deleteOf(handle, linkId));
    }

    /** Has alerts that wait to be sent looked at anew, in the unit of work of whoever takes away visits of these links. */
    public static void eraseOf(Handle handle, Collection<Long> links) {
        AlertDao.deleteWaiting(handle, links);
    }

    /** Deletes what is past its time; to be called now and then. */
    public void forget() {
        Instant now = now();
        database.writeOnly(handle -> {
            NoticeDao.forget(handle, now.minus(DAY), now.minus(ASKED));
            MessageDao.forget(handle, now.minus(KEPT));
            AlertDao.forget(handle, now.minus(KEPT));
        });
    }

    /** Counts what waits and what was given up, for {@link #figures}; to be called now and then. */
    public void count() {
        rounds.count();
    }

    /** As they were last counted: who asks for them asks no database. */
    public Figures figures() {
        return rounds.figures();
    }

    private static String token() {
        return Base62.random(RANDOM, TOKEN_LENGTH);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        rounds.close();
    }
}

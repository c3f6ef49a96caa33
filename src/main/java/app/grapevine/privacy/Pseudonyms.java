package app.grapevine.privacy;

import app.grapevine.base.EpochDay;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Pseudonyms that live one day: a keyed hash of the visitor's address and user agent under a random salt of
 * the UTC day. Safe for use by many threads; {@link #visitor} and {@link #network} ask nobody and do not wait.
 *
 * <p>The life of a salt, with {@link #renewSalts} called at least hourly: made at noon UTC of the day before,
 * so that a database that is away at midnight does no harm; destroyed between 01:00 and 02:00 of the day
 * after. That is 38 hours at most, in memory and in the node's file alike. All nodes agree on one salt a day, see {@link
 * SaltKeeper}. Without a salt the pseudonyms of its day are random numbers: nobody, we included, can tell whose they were.
 *
 * <p>A node that has no salt for a day makes one of its own and counts that; visitors that it shares with
 * other nodes then count once a node. It proposes that salt to the others when it can reach them again.
 */
public final class Pseudonyms {
    private static final long NOON_MILLIS = Duration.ofHours(12).toMillis();
    /** For requests under way at midnight, and for nodes whose clocks differ. */
    private static final long GRACE_MILLIS = Duration.ofHours(1).toMillis();
    /**
     * Who was counted is kept a day longer than the salt: visits that waited in a journal while the database was
     * away must still be told from the visitor's first. Without the salt these rows are random numbers.
     */
    private static final long VISITOR_DAYS = 2;

    private static final int CHUNK = 2000;
    private static final byte VISITOR = 1;
    private static final byte NETWORK = 2;
    /** Room for all but the agent: the mark, the link, and the address with its length. */
    private static final int HEAD_BYTES = 1 + Long.BYTES + 1 + 16;

    private static final int BYTES_A_CHARACTER = 3;
    private static final ThreadLocal<byte[]> MESSAGE = ThreadLocal.withInitial(() -> new byte[2048]);

    private final Database database;
    private final SaltKeeper keeper;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final LongAdder improvised = new LongAdder();
    private volatile Map<Long, Salt> salts = Map.of();

    /** @param keeper the salts as they are kept, asked when they are renewed and at no other time */
    public Pseudonyms(Database database, SaltKeeper keeper, Clock clock) {
        this.database = database;
        this.keeper = keeper;
        this.clock = clock;
    }

    /** Of a person on a link; never 0. @param userAgent as it is recorded, cut to size */
    public long visitor(long atMillis, long linkId, InetAddress address, String userAgent) {
        byte[] message = room(HEAD_BYTES + BYTES_A_CHARACTER * userAgent.length());
        int length = 0;
        message[length++] = VISITOR;
        for (int shift = 56; shift >= 0; shift -= 8) {
            message[length++] = (byte) (linkId >>> shift);
        }
        byte[] raw = address.getAddress();
        message[length++] = (byte) raw.length;
        System.arraycopy(raw, 0, message, length, raw.length);
        length = put(userAgent, message, length + raw.length);
        return salt(atMillis).hash(message, length);
    }

    /** Of a network: the address's /24 in IPv4, /48 in IPv6; never 0. */
    public long network(long atMillis, InetAddress address) {
        byte[] message = room(HEAD_BYTES);
        int prefix = address instanceof Inet4Address ? 3 : 6;
        message[0] = NETWORK;
        message[1] = (byte) prefix;
        System.arraycopy(address.getAddress(), 0, message, 2, prefix);
        return salt(atMillis).hash(message, 2 + prefix);
    }

    /** This thread's, with so many bytes or more. */
    private static byte[] room(int bytes) {
        byte[] room = MESSAGE.get();
        if (room.length < bytes) {
            room = new byte[bytes];
            MESSAGE.set(room);
        }
        return room;
    }

    /** One byte a character as far as ASCII goes, else a mark and two: no two agents give the same bytes. */
    private static int put(String agent, byte[] message, int from) {
        int to = from;
        for (int i = 0; i < agent.length(); i++) {
            char c = agent.charAt(i);
            if (c >= 0x80) {
                message[to++] = (byte) 0xff;
                message[to++] = (byte) (c >>> 8);
            }
            message[to++] = (byte) c;
        }
        return to;
    }

    private Salt salt(long atMillis) {
        long day = EpochDay.of(atMillis);
        Salt salt = salts.get(day);
        return salt != null ? salt : improvise(day);
    }

    private synchronized Salt improvise(long day) {
        Salt salt = salts.get(day);
        if (salt == null) {
            improvised.increment();
            salt = new Salt(day, secret());
            replace(salt);
        }
        return salt;
    }

    /**
     * Sees to it that the salts of this day, and from noon on of the next, are in memory, and destroys what is
     * past. To be called before the first request and hourly. What can be done in memory is done even if the
     * table cannot be reached.
     *
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away: to be called again
     */
    public void renewSalts() {
        long now = clock.millis();
        long today = EpochDay.of(now);
        long oldest = EpochDay.of(now - GRACE_MILLIS);
        // What is beyond was made while the clock was ahead, and would be kept until its day has come.
        long latest = EpochDay.of(now + GRACE_MILLIS) + 1;
        forgetBut(oldest, latest);
        keeper.keepOnly(oldest, latest);
        shareSalts();
        deleteVisitors(today - VISITOR_DAYS);
        if (EpochDay.of(now + GRACE_MILLIS) == today) {
            // Left behind if nothing ran yesterday. Tomorrow has the same range, and begins early on other clocks.
            deleteVisitors(today - VISITOR_DAYS - 1);
        }
    }

    /**
     * Sees to it that the salts of this day, and from noon on of the next, are those that all nodes have, as far as others
     * have handed them on, and hands them on. To be called the more often, the sooner a node that is new is to have them.
     *
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away: to be called again
     */
    public void shareSalts() {
        long now = clock.millis();
        long today = EpochDay.of(now);
        agree(today, now);
        if (now - EpochDay.start(today) >= NOON_MILLIS) {
            agree(today + 1, now);
        }
    }

    /** The keeper is asked outside of the monitor, which a request may need. */
    private void agree(long day, long now) {
        Salt known = salts.get(day);
        byte[] proposed = known == null ? secret() : known.secret();
        keeper.agree(day, proposed, now)
                // Each object is a copy of the secret, and one that is replaced stays in memory for a while.
                .filter(agreed -> known == null || !Arrays.equals(agreed, proposed))
                .ifPresent(agreed -> replace(new Salt(day, agreed)));
    }

    private synchronized void replace(Salt salt) {
        Map<Long, Salt> changed = new HashMap<>(salts);
        changed.put(salt.epochDay, salt);
        salts = Map.copyOf(changed);
    }

    private synchronized void forgetBut(long firstDay, long lastDay) {
        Map<Long, Salt> changed = new HashMap<>(salts);
        changed.keySet().removeIf(day -> day < firstDay || day > lastDay);
        salts.forEach((day, salt) -> {
            if (!changed.containsKey(day)) {
                salt.destroy();
            }
        });
        salts = Map.copyOf(changed);
    }

    /** In short units of work: a day can have millions. */
    private void deleteVisitors(long day) {
        if (database.dialect() == Dialect.H2) {
            database.writeOnly(handle -> VisitorRuns.deleteUpTo(handle, day));
        }
        List<Long> ids = database.read(handle -> DailyVisitors.list(handle, day, CHUNK));
        while (!ids.isEmpty()) {
            List<Long> found = ids;
            database.writeOnly(handle -> DailyVisitors.delete(handle, found));
            ids = database.read(handle -> DailyVisitors.list(handle, day, CHUNK));
        }
    }

    /** How often this node had to make a salt of its own; a number above 0 means that visitors may count double. */
    public long improvised() {
        return improvised.sum();
    }

    private byte[] secret() {
        byte[] secret = new byte[Salt.BYTES];
        random.nextBytes(secret);
        return secret;
    }
}

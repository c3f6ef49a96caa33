package app.grapevine.redirect;

import app.grapevine.base.CaseFold;
import app.grapevine.links.CodeShape;
import app.grapevine.links.Links;
import app.grapevine.storage.ChangeListener;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.LinkKey;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which codes are somebody's, as far as can be said without a look into the database: surely not, or perhaps. Read from the
 * database when it is first asked, on another thread; until it is there every code is perhaps somebody's. Codes that were
 * deleted stay until it is read anew, when as many came on top as it has room for, or when this node cannot know any more
 * which came. Safe for use by many threads.
 */
final class KnownCodes implements ChangeListener {
    private static final Logger LOG = LoggerFactory.getLogger(KnownCodes.class);
    private static final int LEAST_ROOM = 10_000;

    private final Links links;
    private final Executor reading;
    private final AtomicBoolean isReading = new AtomicBoolean();
    private volatile @Nullable KeyFilter known;
    /** What is being read. */
    private volatile @Nullable KeyFilter next;
    /** Whether any of them is no code that could be chosen here; where that was so once it stays so. */
    private volatile boolean odd;

    /** @param reading where what waits for the database may run */
    KnownCodes(Links links, Executor reading) {
        this.links = links;
        this.reading = reading;
    }

    /** Looks, before the first visit, whether links were brought here; without the database it takes them to be. */
    void begin() {
        try {
            odd = links.haveAliases();
        } catch (DatabaseUnavailableException e) {
            odd = true;
        }
    }

    /** Whether there is a code, or was since the start, that no one could choose here. */
    boolean areOdd() {
        readIfNeeded(known);
        return odd;
    }

    /** False only for what is nobody's. @param key exact, or {@link #folded} */
    boolean mayBe(LinkKey key) {
        KeyFilter filter = known;
        readIfNeeded(filter);
        return filter == null || filter.mayContain(key);
    }

    private void readIfNeeded(@Nullable KeyFilter filter) {
        if ((filter == null || filter.isFull()) && isReading.compareAndSet(false, true)) {
            reading.execute(this::read);
        }
    }

    private void read() {
        try {
            long room = 2 * links.countKeys();
            KeyFilter filter = new KeyFilter((int) Math.min(Integer.MAX_VALUE, Math.max(LEAST_ROOM, room)));
            next = filter; // before the reading begins, so that what is made meanwhile is in it
            links.eachKey(key -> {
                note(key);
                filter.add(key);
            });
            if (next == filter) {
                known = filter;
            }
        } catch (DatabaseUnavailableException e) {
            LOG.debug("the codes cannot be read", e);
        } finally {
            next = null;
            isReading.set(false);
        }
    }

    @Override
    public void onChange(Collection<LinkKey> keys) {
        keys.forEach(this::note);
        for (KeyFilter filter : new @Nullable KeyFilter[] {known, next}) {
            if (filter != null) {
                keys.forEach(key -> add(filter, key));
            }
        }
    }

    private void note(LinkKey key) {
        if (!odd && !CodeShape.isCode(key.code())) {
            odd = true;
        }
    }

    /** Which codes were chosen is not told, so that each may be meant in any case. */
    private static void add(KeyFilter filter, LinkKey key) {
        filter.add(key);
        LinkKey folded = folded(key);
        if (!folded.equals(key)) {
            filter.add(folded);
        }
    }

    /** The key under which a code that was chosen is one, whatever its case. */
    static LinkKey folded(LinkKey key) {
        return new LinkKey(key.domain(), CaseFold.fold(key.code()));
    }

    @Override
    public void onAll() {
        next = null;
        known = null;
    }
}

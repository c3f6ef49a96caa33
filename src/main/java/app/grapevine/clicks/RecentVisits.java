package app.grapevine.clicks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the last seconds say about a visit: whether it belongs to a burst from one network, or to a rush of
 * many to one link, and whether it repeats a click made inside WeChat. By the visits' own times, so that a backlog is judged as it would have been at
 * once. Knows only the networks and links seen last; not safe for use by many threads.
 *
 * <p>A mail scanner opens all links of a message within seconds. The first visits of a burst cannot be told
 * from a person's, and are not called back.
 */
final class RecentVisits {
    /** This many different links from one network within the window are a burst, from the last of them on. */
    static final int BURST_LINKS = 6;

    static final Duration BURST_WINDOW = Duration.ofSeconds(5);

    /** This many different networks at one link within the window are scanners to which a mail was delivered. */
    static final int RUSH_NETWORKS = 8;

    static final Duration RUSH_WINDOW = Duration.ofSeconds(3);

    /** WeChat's servers request a clicked address again within moments. */
    static final Duration ECHO_WINDOW = Duration.ofSeconds(10);

    static final int MAX_REMEMBERED = 20_000;

    /** The links that a network visited last, or the networks that visited a link, and when; a ring. */
    private static final class Recent {
        private final long[] ids;
        private final long[] times;
        private final long window;
        private int next;

        Recent(int size, Duration window) {
            ids = new long[size];
            times = new long[size];
            this.window = window.toMillis();
        }

        /** How many others than {@code id} there were about {@code at}; later ones too, of a clock that was put back. */
        int others(long id, long at) {
            int others = 0;
            for (int i = 0; i < ids.length; i++) {
                boolean near = times[i] > 0 && Math.abs(at - times[i]) <= window;
                others += near && ids[i] != id ? 1 : 0;
            }
            return others;
        }

        void add(long id, long at) {
            for (int i = 0; i < ids.length; i++) {
                if (times[i] > 0 && ids[i] == id) {
                    times[i] = at;
                    return;
                }
            }
            ids[next] = id;
            times[next] = at;
            next = (next + 1) % ids.length;
        }
    }

    private record InApp(long atMillis, long network) {}

    private final Map<Long, Recent> byNetwork = bounded();
    private final Map<Long, Recent> byLink = bounded();
    private final Map<Long, InApp> inWeChat = bounded();

    /**
     * Remembers the visit, and says whether it belongs to a burst.
     *
     * @param network the pseudonym of the network; 0, of which nothing is known, never bursts
     */
    boolean burst(long atMillis, long network, long linkId) {
        if (network == 0) {
            return false;
        }
        Recent recent = byNetwork.computeIfAbsent(network, any -> new Recent(BURST_LINKS - 1, BURST_WINDOW));
        int others = recent.others(linkId, atMillis);
        recent.add(linkId, atMillis);
        return others >= BURST_LINKS - 1;
    }

    /**
     * Remembers the visit, and says whether it is one of many from different networks at once: a link that went out by mail is
     * opened by the scanners of those who got it within seconds, and by people when they read it.
     *
     * @param network the pseudonym of the network; 0, of which nothing is known, is no network
     */
    boolean rush(long atMillis, long network, long linkId) {
        if (network == 0) {
            return false;
        }
        Recent recent = byLink.computeIfAbsent(linkId, any -> new Recent(RUSH_NETWORKS - 1, RUSH_WINDOW));
        int others = recent.others(network, atMillis);
        recent.add(network, atMillis);
        return others >= RUSH_NETWORKS - 1;
    }

    /**
     * Remembers a visit from inside WeChat; of any other, says whether it follows one on the same link, by
     * somebody else.
     */
    boolean echo(long atMillis, long network, long linkId, boolean fromWeChat) {
        if (fromWeChat) {
            inWeChat.put(linkId, new InApp(atMillis, network));
            return false;
        }
        InApp click = inWeChat.get(linkId);
        return click != null
                && click.network != network
                && Math.abs(atMillis - click.atMillis) <= ECHO_WINDOW.toMillis();
    }

    void forget() {
        byNetwork.clear();
        byLink.clear();
        inWeChat.clear();
    }

    /** What was asked for last stays. */
    static <V> Map<Long, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
                return size() > MAX_REMEMBERED;
            }
        };
    }
}

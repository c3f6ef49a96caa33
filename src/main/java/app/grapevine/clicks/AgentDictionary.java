package app.grapevine.clicks;

import app.grapevine.base.Sha256;
import app.grapevine.clicks.UserAgentDao.UserAgent;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The ids of user agents, each the first 63 bits of its SHA-256, and which of them the dictionary is known to
 * hold. Used by the writer's thread.
 */
final class AgentDictionary {
    private static final int MAX_REMEMBERED = 10_000;

    /** An agent and the last day that the dictionary has for it. */
    static final class Known {
        final long id;
        final String text;
        private long committedDay = Long.MIN_VALUE;
        private long sweep;

        private Known(String text) {
            this.text = text;
            this.id = hash(text);
        }
    }

    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    /** @param text as {@link Text#column} cleaned it */
    Known get(String text) {
        return known.get(text, Known::new);
    }

    /**
     * What the dictionary has yet to be told, in the order that {@link UserAgentDao#seen} wants.
     *
     * @param sweep the last one: what was told before it may be deleted
     */
    static List<UserAgent> unknown(Collection<Known> agents, long epochDay, long sweep) {
        return agents.stream()
                .filter(agent -> agent.committedDay < epochDay || agent.sweep != sweep)
                .map(agent -> new UserAgent(agent.id, agent.text, epochDay))
                .sorted(Comparator.comparingLong(UserAgent::id))
                .toList();
    }

    /** To be called after the commit, and not before. */
    static void committed(Collection<Known> agents, long epochDay, long sweep) {
        agents.forEach(agent -> {
            agent.committedDay = Math.max(agent.committedDay, epochDay);
            agent.sweep = sweep;
        });
    }

    void forget() {
        known.invalidateAll();
    }

    private static long hash(String text) {
        return ByteBuffer.wrap(Sha256.of(text)).getLong() >>> 1;
    }
}

package app.grapevine.clicks;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The dictionary of user agents. */
final class UserAgentDao {
    private UserAgentDao() {}

    record UserAgent(long id, String text, long lastDay) {}

    /**
     * Adds what is not there, and moves the day of what is, and takes a sweep's mark from it. In order of id, or two nodes
     * may lock each other out. Changes first: what is deleted meanwhile is added then.
     */
    static void seen(Handle handle, List<UserAgent> agents) {
        if (agents.isEmpty()) {
            return;
        }
        PreparedBatch update = handle.prepareBatch(
                "UPDATE user_agents SET last_day = ?, loose = NULL WHERE id = ? AND (last_day < ? OR loose IS NOT NULL)");
        agents.forEach(agent -> update.add(agent.lastDay(), agent.id(), agent.lastDay()));
        int[] updated = update.execute();
        PreparedBatch insert = handle.prepareBatch(
                "INSERT INTO user_agents (id, user_agent, last_day) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
        for (int i = 0; i < updated.length; i++) {
            if (updated[i] != 1) {
                UserAgent agent = agents.get(i);
                insert.add(agent.id(), agent.text(), agent.lastDay());
            }
        }
        if (insert.size() > 0) {
            insert.execute();
        }
    }

    /** Those of some ids that there are. @param ids at least one */
    static List<UserAgent> list(Handle handle, Collection<Long> ids) {
        return handle.createQuery("SELECT id, user_agent, last_day FROM user_agents WHERE id IN (<ids>)")
                .bindList("ids", ids)
                .map((row, context) -> new UserAgent(row.getLong(1), row.getString(2), row.getLong(3)))
                .list();
    }

    /** Marks agents as perhaps in use no more. */
    static void loosen(Handle handle, Collection<Long> ids) {
        PreparedBatch batch = handle.prepareBatch("UPDATE user_agents SET loose = 0 WHERE id = ?");
        ids.stream().sorted().forEach(batch::add);
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    static boolean isAnyLoose(Handle handle) {
        return handle.createQuery("SELECT 1 FROM user_agents WHERE loose IS NOT NULL LIMIT 1")
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Gives all that are marked the mark of a sweep; in order of id. */
    static void mark(Handle handle, long sweep) {
        PreparedBatch batch =
                handle.prepareBatch("UPDATE user_agents SET loose = ? WHERE id = ? AND loose IS NOT NULL");
        handle.createQuery("SELECT id FROM user_agents WHERE loose IS NOT NULL ORDER BY id")
                .mapTo(Long.class)
                .list()
                .forEach(id -> batch.add(sweep, id));
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    static Set<Long> listMarked(Handle handle, long sweep) {
        return new HashSet<>(handle.createQuery("SELECT id FROM user_agents WHERE loose = :sweep")
                .bind("sweep", sweep)
                .mapTo(Long.class)
                .list());
    }

    /** Takes its mark from those which are in use. */
    static void unmark(Handle handle, Collection<Long> ids, long sweep) {
        PreparedBatch batch = handle.prepareBatch("UPDATE user_agents SET loose = NULL WHERE id = ? AND loose = ?");
        ids.stream().sorted().forEach(id -> batch.add(id, sweep));
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** Deletes those which still have the mark of a sweep; in order of id. */
    static void deleteMarked(Handle handle, Collection<Long> ids, long sweep) {
        PreparedBatch batch = handle.prepareBatch("DELETE FROM user_agents WHERE id = ? AND loose = ?");
        ids.stream().sorted().forEach(id -> batch.add(id, sweep));
        if (batch.size() > 0) {
            batch.execute();
        }
    }
}

package app.grapevine.clicks;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The dictionary of user agents. */
final class UserAgentDao {
    private UserAgentDao() {}

    record UserAgent(long id, String text, long lastDay) {}

    /** Adds what is not there, and moves the day of what is. In order of id, or two nodes may lock each other out. */
    static void seen(Handle handle, List<UserAgent> agents) {
        if (agents.isEmpty()) {
            return;
        }
        PreparedBatch insert = handle.prepareBatch(
                "INSERT INTO user_agents (id, user_agent, last_day) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
        agents.forEach(agent -> insert.add(agent.id(), agent.text(), agent.lastDay()));
        int[] inserted = insert.execute();
        PreparedBatch update = handle.prepareBatch("UPDATE user_agents SET last_day = ? WHERE id = ? AND last_day < ?");
        for (int i = 0; i < inserted.length; i++) {
            if (inserted[i] != 1) {
                UserAgent agent = agents.get(i);
                update.add(agent.lastDay(), agent.id(), agent.lastDay());
            }
        }
        if (update.size() > 0) {
            update.execute();
        }
    }
}

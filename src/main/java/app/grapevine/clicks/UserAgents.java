package app.grapevine.clicks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The door to what visits sent as their user agents, as long as that is kept. */
public final class UserAgents {
    private UserAgents() {}

    /** Their texts by their ids; without those that are kept no more. */
    public static Map<Long, String> texts(Handle handle, Collection<Long> ids) {
        Map<Long, String> texts = new HashMap<>();
        if (!ids.isEmpty()) {
            UserAgentDao.list(handle, ids).forEach(agent -> texts.put(agent.id(), agent.text()));
        }
        return texts;
    }
}

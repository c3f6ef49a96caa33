package app.grapevine.service;

import app.grapevine.audit.Action;
import app.grapevine.audit.Actor;
import app.grapevine.audit.AuditLog;
import app.grapevine.audit.Change;
import app.grapevine.audit.Deed;
import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.ops.Settings;
import app.grapevine.security.ApiKey;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.Scope;
import app.grapevine.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * As much of the service as it takes to make and change keys beside it; what is done leaves its entry in the audit log in the
 * same transaction. Every method may throw RefusedException as {@link ApiKeys} does.
 */
public final class KeySite {
    private final Database database;
    private final ApiKeys keys;
    private final AuditLog audit;

    private KeySite(Database database, ApiKeys keys, AuditLog audit) {
        this.database = database;
        this.keys = keys;
        this.audit = audit;
    }

    public static KeySite on(OpenDatabase open, Settings settings, Clock clock) {
        return new KeySite(open.database(), new ApiKeys(open.database(), clock), open.audit(clock));
    }

    /** @param campaign null for all @param expiresAt null for never @throws RefusedException for an unknown campaign too */
    public ApiKeys.Made create(String name, Set<Scope> scopes, @Nullable String campaign, @Nullable Instant expiresAt) {
        if (campaign != null && !database.read(handle -> Campaigns.isThere(handle, campaign))) {
            throw RefusedException.invalid("campaign", FaultCode.UNKNOWN_CAMPAIGN);
        }
        String labels = scopes.stream().map(Scope::label).sorted().collect(Collectors.joining(", "));
        return database.together(() -> {
            ApiKeys.Made made = keys.create(name, scopes, new Reach(campaign), expiresAt);
            leave(
                    "create",
                    Action.KEY_CREATED,
                    made.key().id(),
                    Change.to("name", name),
                    Change.to("scopes", labels),
                    Change.to("campaign", campaign),
                    Change.to("expiresAt", expiresAt));
            return made;
        });
    }

    public List<ApiKey> list(int limit) {
        return keys.list(limit, null);
    }

    /** @param expiresAt null for never */
    public ApiKey expire(String id, @Nullable Instant expiresAt) {
        return database.together(() -> {
            Instant before = keys.get(id).expiresAt();
            ApiKey changed = keys.expire(id, expiresAt);
            leave("expire", Action.KEY_CHANGED, id, new Change("expiresAt", text(before), text(expiresAt)));
            return changed;
        });
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    public ApiKeys.Made rotate(String id, Duration overlap) {
        return database.together(() -> {
            ApiKeys.Made made = keys.rotate(id, overlap);
            leave("rotate", Action.KEY_ROTATED, id, Change.to("overlapHours", overlap.toHours()));
            return made;
        });
    }

    public void revoke(String id) {
        database.together(() -> {
            keys.revoke(id);
            leave("revoke", Action.KEY_REVOKED, id);
            return true;
        });
    }

    private void leave(String command, Action action, String id, Change... changes) {
        List<Change> told = action == Action.KEY_CHANGED
                ? List.of(changes)
                : Stream.of(changes).filter(Change::isTold).toList();
        audit.add(new Deed(Actor.command("key " + command), action, Subject.key(id), told));
    }
}

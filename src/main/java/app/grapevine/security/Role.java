package app.grapevine.security;

import app.grapevine.base.Reach;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A name for what somebody may do. It is said of scopes and reach, and not kept beside them: so a role never says other than what
 * holds, and rights that none has a name for have none.
 */
public enum Role {
    /** Sees links and reads reports. */
    READER(Scope.LINKS_READ, Scope.STATS_READ),
    /** Makes links and campaigns besides. */
    MARKETER(Scope.LINKS_READ, Scope.LINKS_WRITE, Scope.STATS_READ),
    /** Does all that there is to do in one campaign, and nothing beyond. */
    CAMPAIGN_LEAD(Scope.LINKS_READ, Scope.LINKS_WRITE, Scope.STATS_READ, Scope.CONVERSIONS_WRITE),
    ADMIN(Scope.ADMIN);

    private final Set<Scope> scopes;

    Role(Scope first, Scope... others) {
        this.scopes = Collections.unmodifiableSet(EnumSet.of(first, others));
    }

    public Set<Scope> scopes() {
        return scopes;
    }

    /** Whether it is of one campaign, which has to be named. */
    public boolean isOfCampaign() {
        return this == CAMPAIGN_LEAD;
    }

    /** As the API writes it: {@code campaign-lead}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All, by their labels. */
    public static Map<String, Role> labels() {
        Map<String, Role> labels = new TreeMap<>();
        for (Role role : values()) {
            labels.put(role.label(), role);
        }
        return labels;
    }

    /** What these rights are called; empty where nothing. An admin may do all, whatever stands beside it. */
    public static Optional<Role> of(Set<Scope> scopes, Reach reach) {
        if (scopes.contains(Scope.ADMIN)) {
            return Optional.of(ADMIN);
        }
        for (Role role : values()) {
            if (role.scopes.equals(scopes) && (!role.isOfCampaign() || !reach.isAll())) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}

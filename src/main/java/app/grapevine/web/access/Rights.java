package app.grapevine.web.access;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Reach;
import app.grapevine.security.Role;
import app.grapevine.security.Scope;
import app.grapevine.web.http.Fields;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What somebody shall be allowed, as the API takes it: a role by its name, or scopes; and the one campaign that they are limited to. */
public record Rights(Set<Scope> scopes, Reach reach) {
    /**
     * The fields {@code role} or {@code scopes}, and {@code campaign}.
     *
     * @param isCampaign whether there is a campaign with a slug
     */
    public static Rights read(Fields fields, Predicate<String> isCampaign) {
        Role role = fields.choice("role", Role.labels());
        if (fields.has("role") && fields.has("scopes")) {
            fields.fault("role", FaultCode.NOT_ALONE);
        }
        Set<Scope> scopes = fields.has("role") ? scopes(role) : ScopeLabels.read(fields);
        String campaign = fields.string("campaign");
        if (campaign != null && !isCampaign.test(campaign)) {
            fields.fault("campaign", FaultCode.UNKNOWN_CAMPAIGN);
        }
        if (campaign == null && role != null && role.isOfCampaign()) {
            fields.fault("campaign", FaultCode.MISSING);
        }
        return new Rights(scopes, new Reach(campaign));
    }

    private static Set<Scope> scopes(@Nullable Role role) {
        // Without one it is not used: that is a fault already.
        return role == null ? Set.of(Scope.STATS_READ) : role.scopes();
    }

    /** The name of rights as the API writes it; null where they have none. */
    public static @Nullable String roleOf(Set<Scope> scopes, Reach reach) {
        return Role.of(scopes, reach).map(Role::label).orElse(null);
    }
}

package app.grapevine.web.shlink;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.ReadableHost;
import app.grapevine.domains.Domain;
import app.grapevine.domains.Domains;
import app.grapevine.links.LinkSettings;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The domains that links are issued on, and where who comes for nothing is led: for Shlink's clients. */
public final class DomainsApi implements Routes {
    private static final String PATH = "/domains";
    private static final String ROOT = "baseUrlRedirect";
    private static final String UNKNOWN = "invalidShortUrlRedirect";
    private static final String OTHER = "regular404Redirect";

    private final Domains domains;
    private final LinkSettings settings;
    private final Authorities authorities;
    private final Trail trail;

    public DomainsApi(Domains domains, LinkSettings settings, Trail trail) {
        this.domains = domains;
        this.settings = settings;
        this.authorities = new Authorities(settings);
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes, ShlinkDoor.BASE)
                .patch(PATH + "/redirects", Scope.ADMIN, this::change)
                .ofCampaigns()
                .get(PATH, Scope.LINKS_READ, this::list);
    }

    /** @param regular404Redirect always null: paths that can be no code lead to a page that says so */
    record Redirects(
            @Nullable String baseUrlRedirect,
            @Nullable String regular404Redirect,
            @Nullable String invalidShortUrlRedirect) {
        static final Redirects NONE = new Redirects(null, null, null);

        static Redirects of(Domain domain) {
            return new Redirects(domain.rootDestination(), null, domain.unknownDestination());
        }
    }

    record DomainJson(String domain, boolean isDefault, Redirects redirects) {}

    record DomainList(List<DomainJson> data, Redirects defaultRedirects) {}

    record Told(DomainList domains) {}

    private void list(Context ctx) {
        List<DomainJson> all = new ArrayList<>();
        String first = settings.defaultDomain();
        all.add(new DomainJson(authorities.ofDefault(), true, Redirects.of(domains.get(first))));
        settings.domains().stream()
                .filter(domain -> !domain.equals(first))
                .forEach(domain -> all.add(new DomainJson(domain, false, Redirects.of(domains.get(domain)))));
        Json.answer(ctx, 200, new Told(new DomainList(all, Redirects.NONE)));
    }

    private void change(Context ctx) {
        Fields fields = ShlinkBodies.known(ShlinkBodies.json(ctx), Set.of("domain", ROOT, UNKNOWN, OTHER));
        String authority = fields.required("domain", fields.string("domain"));
        String root = fields.string(ROOT);
        String unknown = fields.string(UNKNOWN);
        String other = fields.string(OTHER);
        fields.finish();
        String host = authorities.domain(authority);
        if (!settings.serves(host)) {
            throw ShlinkQuery.wrong("domain", "must be one that links are issued on here");
        }
        if (other != null && !other.isEmpty()) {
            throw ShlinkQuery.wrong(OTHER, "cannot be set: who asks for what can be no code gets a page that says so");
        }
        Domain after = trail.together(() -> {
            Domain before = domains.get(host);
            Domain changed = domains.put(new Domain(
                    host,
                    fields.has(ROOT) ? orNull(root) : before.rootDestination(),
                    fields.has(UNKNOWN) ? orNull(unknown) : before.unknownDestination(),
                    before.endedDestination(),
                    before.name(),
                    before.logo(),
                    before.cardTitle(),
                    before.cardDescription()));
            trail.addIfAny(ctx, Action.DOMAIN_CHANGED, Subject.domain(host), changes(before, changed));
            return changed;
        });
        Json.answer(ctx, 200, Redirects.of(after));
    }

    private static @Nullable String orNull(@Nullable String given) {
        return given == null || given.isEmpty() ? null : given;
    }

    private static List<Change> changes(Domain before, Domain after) {
        return Stream.of(
                        change("rootDestination", before.rootDestination(), after.rootDestination()),
                        change("unknownDestination", before.unknownDestination(), after.unknownDestination()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Change> change(String name, @Nullable String before, @Nullable String after) {
        return Objects.equals(before, after) ? List.of() : List.of(new Change(name, hostOf(before), hostOf(after)));
    }

    private static @Nullable String hostOf(@Nullable String address) {
        return address == null ? null : ReadableHost.host(address);
    }
}

package app.grapevine.web.shlink;

import static java.util.Objects.requireNonNull;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.rules.Rule;
import app.grapevine.security.Scope;
import app.grapevine.shlink.AsGiven;
import app.grapevine.shlink.ShortUrls;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Routes;
import app.grapevine.web.shlink.RedirectRules.Condition;
import app.grapevine.web.shlink.RedirectRules.Told;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Where links lead instead, and when, in Shlink's words; see {@link RedirectRules} for what can be said in them. */
public final class RedirectRulesApi implements Routes {
    private static final String PATH = ShortUrlFinder.ONE + "/redirect-rules";
    private static final String FIELD = "redirectRules";

    private final ShortUrlFinder finder;
    private final ShortUrls kept;
    private final Trail trail;

    public RedirectRulesApi(ShortUrlFinder finder, ShortUrls kept, Trail trail) {
        this.finder = finder;
        this.kept = kept;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes, ShlinkDoor.BASE)
                .ofCampaigns()
                .get(PATH, Scope.LINKS_READ, this::get)
                .post(PATH, Scope.LINKS_WRITE, this::set);
    }

    record RuleJson(String longUrl, int priority, List<Condition> conditions) {}

    record Answer(String defaultLongUrl, List<RuleJson> redirectRules) {}

    private void get(Context ctx) {
        Link link = finder.get(ctx);
        Json.answer(ctx, 200, answer(link, kept.given(link)));
    }

    private static Answer answer(Link link, AsGiven given) {
        List<Told> told = shown(link, given);
        return new Answer(
                given.address(link.destination()),
                IntStream.range(0, told.size())
                        .mapToObj(i -> new RuleJson(
                                told.get(i).longUrl(), i + 1, told.get(i).conditions()))
                        .toList());
    }

    private static List<Told> shown(Link link, AsGiven given) {
        return RedirectRules.told(link.rules()).stream()
                .map(told -> new Told(given.address(told.longUrl()), told.conditions()))
                .toList();
    }

    private void set(Context ctx) {
        LinkKey key = finder.key(ctx);
        finder.get(ctx); // that there is none is told first
        List<Wanted> wanted = read(ShlinkBodies.json(ctx));
        Answer answer = finder.there(key, () -> trail.together(() -> set(ctx, key, wanted)));
        Json.answer(ctx, 200, answer);
    }

    /** A rule that is asked for, as it was given and as it is to be kept. */
    private record Wanted(Told told, Rule rule) {}

    private Answer set(Context ctx, LinkKey key, List<Wanted> wanted) {
        AtomicReference<ShortUrlTrail> before = new AtomicReference<>();
        Link changed = finder.links().change(key, Guard.reach(ctx), present -> {
            AsGiven given = kept.given(present);
            before.set(ShortUrlTrail.of(present, given.crawlable()));
            return changed(present, given, wanted);
        });
        AsGiven given = kept.keep(
                changed, asGiven -> asGiven.withAddresses(addresses(changed, wanted), ShortUrls.addresses(changed)));
        ShortUrlTrail.changed(
                trail, ctx, changed, requireNonNull(before.get()), ShortUrlTrail.of(changed, given.crawlable()));
        return answer(changed, given);
    }

    private static LinkDraft changed(Link present, AsGiven given, List<Wanted> wanted) {
        if (wanted.stream().map(Wanted::told).toList().equals(shown(present, given))) {
            return present.draft();
        }
        if (!RedirectRules.isTold(present.rules())) {
            throw ShlinkQuery.wrong(
                    FIELD, "cannot be set: the link has rules that this API has no words for, and would lose them");
        }
        Map<Told, Rule> named = new HashMap<>();
        RedirectRules.single(present.rules())
                .forEach((told, rule) -> named.put(new Told(given.address(told.longUrl()), told.conditions()), rule));
        return present.draft()
                .but()
                .rules(wanted.stream()
                        .map(one -> named.getOrDefault(one.told, one.rule))
                        .toList())
                .draft();
    }

    /** By an address as the link keeps it how it was given: rules stay in their order. */
    private static Map<String, String> addresses(Link link, List<Wanted> wanted) {
        Map<String, String> addresses = new HashMap<>();
        if (link.rules().size() == wanted.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                addresses.put(link.rules().get(i).target(), wanted.get(i).told.longUrl());
            }
        }
        return addresses;
    }

    /** @throws ShlinkException 400 @throws RefusedException INVALID */
    private static List<Wanted> read(JsonNode body) {
        Fields fields = ShlinkBodies.known(body, Set.of(FIELD));
        List<Wanted> wanted = new ArrayList<>();
        for (Fields rule : fields.objects(FIELD)) {
            wanted.add(read(rule, FIELD + "[" + wanted.size() + "]"));
        }
        if (!fields.has(FIELD)) {
            throw RefusedException.invalid(FIELD, FaultCode.MISSING);
        }
        fields.finish();
        return wanted;
    }

    private static Wanted read(Fields rule, String place) {
        String longUrl = rule.required("longUrl", rule.string("longUrl"));
        rule.number("priority"); // as it is shown; their order says it
        RedirectRules.Reading reading = new RedirectRules.Reading();
        List<Condition> conditions = new ArrayList<>();
        for (Fields one : rule.objects("conditions")) {
            String type = one.required("type", one.string("type"));
            Condition condition = new Condition(String.valueOf(type), one.string("matchKey"), one.string("matchValue"));
            String where = place + ".conditions[" + conditions.size() + "]";
            reading.take(condition).ifPresent(why -> {
                throw ShlinkQuery.wrong(where, why);
            });
            conditions.add(condition);
        }
        Told told = new Told(String.valueOf(longUrl), conditions);
        return new Wanted(told, new Rule(null, reading.when(), longUrl, null));
    }
}

package app.grapevine.web.api;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.CsvForm;
import app.grapevine.base.CsvTable;
import app.grapevine.base.Fault;
import app.grapevine.base.Faults;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Campaign;
import app.grapevine.campaigns.CampaignDraft;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.importing.CostFile;
import app.grapevine.importing.CostTable;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a campaign cost and to how many it was sent, as a file that is brought and taken away. */
public final class CostsApi implements Routes {
    private static final String PATH = CampaignsApi.ONE + "/costs";
    private static final List<String> TYPES = List.of(MediaTypes.CSV, "text/plain", "text/tab-separated-values");

    /** Whether costs of places that a file does not name stay. */
    private static final Map<String, Boolean> MODES = Map.of("merge", true, "replace-all", false);

    /** A field of a cost, as the check of a campaign names it. */
    private static final Pattern OF_COST = Pattern.compile("costs\\[(\\d+)](?:\\.cost(?=\\.))?\\.?(.*)");

    private final Campaigns campaigns;
    private final ChannelCatalogue channels;
    private final Trail trail;

    public CostsApi(Campaigns campaigns, ChannelCatalogue channels, Trail trail) {
        this.campaigns = campaigns;
        this.channels = channels;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .get(PATH, Scope.LINKS_READ, this::tell)
                .post(PATH, Scope.LINKS_WRITE, this::take);
    }

    private void tell(Context ctx) {
        Parameters parameters = Query.of(ctx);
        CsvForm form = CsvForm.of(parameters);
        parameters.finish();
        Campaign campaign = campaigns.get(CampaignsApi.slug(ctx));
        StringWriter text = new StringWriter();
        try {
            CsvTable table = new CsvTable(text, form, CostTable.COLUMNS);
            for (Campaign.Cost cost : campaign.costs()) {
                table.row(CostTable.cells(cost));
            }
            table.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (ctx.method() != HandlerType.HEAD) {
            trail.add(ctx, Action.COSTS_EXPORTED, Subject.campaign(campaign.slug()), Exports.asked(ctx, true));
        }
        ctx.header("Content-Disposition", "attachment; filename=\"costs-" + campaign.slug() + ".csv\"");
        ctx.contentType(MediaTypes.CSV_FILE).result(text.toString());
    }

    private void take(Context ctx) {
        Parameters parameters = Query.of(ctx);
        boolean merges = !Boolean.FALSE.equals(parameters.choice("mode", MODES));
        parameters.finish();
        String slug = CampaignsApi.slug(ctx);
        CostFile file = CostFile.read(Bodies.bytes(ctx, Bodies.LIMIT, TYPES), channels);
        UnaryOperator<CampaignDraft> change = present -> laid(file, present, merges);
        if (!file.faults().isEmpty()) {
            throw RefusedException.invalid(all(file, campaigns.faults(slug, change)));
        }
        Json.answer(ctx, 200, CampaignJson.of(trail.together(() -> change(ctx, slug, file, change))));
    }

    private static CampaignDraft laid(CostFile file, CampaignDraft present, boolean merges) {
        List<Campaign.Cost> costs = file.rows().stream()
                .map(row -> row.cost(present.terms().currency()))
                .toList();
        return merges ? present.withCosts(costs) : present.withOnlyCosts(costs);
    }

    private Campaign change(Context ctx, String slug, CostFile file, UnaryOperator<CampaignDraft> change) {
        AtomicReference<CampaignJson.Changeable> before = new AtomicReference<>();
        Campaign changed;
        try {
            changed = campaigns.change(slug, present -> {
                before.set(CampaignJson.Changeable.of(present));
                return change.apply(present);
            });
        } catch (RefusedException e) {
            throw e.reason() == RefusedException.Reason.INVALID ? RefusedException.invalid(all(file, e.faults())) : e;
        }
        trail.addIfAny(
                ctx,
                Action.CAMPAIGN_CHANGED,
                Subject.campaign(slug),
                CampaignsApi.CHANGES.between(
                        Json.MAPPER.valueToTree(before.get()), Json.MAPPER.valueToTree(CampaignJson.of(changed))));
        return changed;
    }

    /**
     * What is wrong with a file: what could not be read, and what the check says of lines that could. The costs of the file come first
     * in what was checked.
     */
    private static List<Fault> all(CostFile file, List<Fault> checked) {
        Faults all = new Faults();
        Set<String> unread = new HashSet<>();
        for (Fault fault : file.faults()) {
            all.add(fault);
            unread.add(fault.field().split("]", 2)[0]);
        }
        for (Fault fault : checked) {
            Matcher cost = OF_COST.matcher(fault.field());
            int row = cost.matches() ? Integer.parseInt(cost.group(1)) : -1;
            if (row < 0 || row >= file.rows().size()) {
                all.add(fault);
            } else if (!unread.contains("lines[" + file.rows().get(row).line())) {
                String name = cost.group(2).equals("cost") ? "amount" : cost.group(2);
                all.add(fault.at(file.rows().get(row).field(name)));
            }
        }
        return all.all();
    }
}

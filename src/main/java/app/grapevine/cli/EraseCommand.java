package app.grapevine.cli;

import app.grapevine.audit.Action;
import app.grapevine.audit.Actor;
import app.grapevine.audit.Change;
import app.grapevine.audit.Deed;
import app.grapevine.audit.Subject;
import app.grapevine.base.RefusedException;
import app.grapevine.client.UnreachableException;
import app.grapevine.erasure.Erasure;
import app.grapevine.erasure.ErasureDraft;
import app.grapevine.ops.Settings;
import app.grapevine.service.ErasureSite;
import app.grapevine.service.OpenDatabase;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.admin.ErasureClient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Takes away what was recorded. Where the service runs and holds the data directory, it is the service that does it, and
 * the command watches; else the command does it itself.
 */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = {
            "Take away what was recorded of a link, of a campaign, in a stretch of time, or one visit, with what it is"
                    + " counted as and what clicks led to. It cannot be undone.",
            "A link or a campaign can be combined with --from and --to. The service lists what was erased, by count."
        })
final class EraseCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 500;

    private final Surroundings surroundings;

    @Option(names = "--link", paramLabel = "CODE", description = "All that was recorded of the link with this code.")
    private @Nullable String link;

    @Option(names = "--domain", paramLabel = "HOST", description = "The link's domain. Default: that of the settings.")
    private @Nullable String domain;

    @Option(names = "--campaign", paramLabel = "SLUG", description = "All that was recorded of a campaign's links.")
    private @Nullable String campaign;

    @Option(names = "--click", paramLabel = "ID", description = "One visit, by the id that exports show.")
    private @Nullable String click;

    @Option(
            names = "--links-too",
            description = "Take the links away as well, and the campaign; their codes may be issued again then.")
    private boolean linksToo;

    @Option(names = "--yes", description = "That you mean it; without it nothing is done.")
    private boolean meant;

    @Mixin
    private final TimeRange range = new TimeRange();

    @Mixin
    private final RunningService service = new RunningService();

    EraseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = surroundings.settings();
        Instant begin = range.from();
        Instant end = range.to();
        if (!meant) {
            throw new CommandRefusedException("erasing cannot be undone: say --yes");
        }
        Erasure done = service.hereOrThere(
                settings,
                open -> {
                    try (ErasureSite site = ErasureSite.on(open, settings, surroundings.clock())) {
                        return here(site, open, begin, end);
                    }
                },
                (address, key) -> there(new ErasureClient(address, key), begin, end));
        surroundings.out().printf("erased: %,d visits, %,d links%n", done.visits(), done.links());
        return 0;
    }

    private Erasure here(ErasureSite site, OpenDatabase open, @Nullable Instant begin, @Nullable Instant end)
            throws InterruptedException {
        if (!site.drain()) {
            throw new CommandRefusedException("the database does not take the visits that wait in the journal");
        }
        LinkKey named = link == null ? null : site.link(link, domain);
        Erasure entered;
        try {
            ErasureDraft draft = new ErasureDraft(named, campaign, click, begin, end, linksToo, "grapevine erase");
            entered = open.database().together(() -> entered(site, open, draft));
        } catch (RefusedException e) {
            throw new CommandRefusedException(
                    String.valueOf(e.renamed(EraseCommand::option).getMessage()));
        }
        site.erasures().run(visits -> {});
        if (!site.wipe()) {
            surroundings.out().println("some bytes of what was erased are wiped by the service, once it runs");
        }
        return site.erasures().find(entered.id()).orElseThrow();
    }

    private Erasure entered(ErasureSite site, OpenDatabase open, ErasureDraft draft) {
        Erasure entered = site.erasures().enter(draft);
        open.audit(surroundings.clock())
                .add(new Deed(
                        Actor.command("erase"),
                        Action.ERASURE_ENTERED,
                        Subject.erasure(entered.id()),
                        entered.name() == null
                                ? List.of(Change.to("scope", entered.scope().label()))
                                : List.of(
                                        Change.to("scope", entered.scope().label()),
                                        Change.to("name", entered.name()),
                                        Change.to("linksToo", entered.linksToo()))));
        return entered;
    }

    /** The name of the option for a field of the API. */
    private static String option(String field) {
        return switch (field) {
            case "clickId" -> "--click";
            case "linksToo" -> "--links-too";
            default -> "--" + field;
        };
    }

    private Erasure there(ErasureClient client, @Nullable Instant begin, @Nullable Instant end)
            throws InterruptedException {
        Erasure erasure = client.enter(fields(begin, end), linksToo);
        try {
            while (!erasure.isFinished()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                erasure = client.get(erasure.id());
            }
            return erasure;
        } catch (UnreachableException e) {
            throw RunningService.goneAway(e, "erasures/" + erasure.id());
        }
    }

    private Map<String, String> fields(@Nullable Instant begin, @Nullable Instant end) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "link", link);
        put(fields, "domain", domain);
        put(fields, "campaign", campaign);
        put(fields, "clickId", click);
        put(fields, "from", begin);
        put(fields, "to", end);
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }
}

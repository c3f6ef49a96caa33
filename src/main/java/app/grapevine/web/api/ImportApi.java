package app.grapevine.web.api;

import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.importing.CellTimes;
import app.grapevine.importing.LinkFile;
import app.grapevine.importing.TooLongException;
import app.grapevine.links.BulkLinks;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Maker;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Problems;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.idempotency.Idempotency;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Links of a file: shown before they are made, and made, each line by itself, in one transaction.
 *
 * <p>A file, its drafts and its answer are in memory for a moment, some 200 MB at the worst; so one is handled at a time, and the
 * others wait.
 */
public final class ImportApi implements Routes {
    static final int BODY_LIMIT = 32 << 20;

    private static final int PATIENCE_SECONDS = 20;
    private static final List<String> TYPES = List.of(MediaTypes.CSV, "text/plain", "text/tab-separated-values");

    private static final Map<String, CellTimes.Order> ORDERS = Arrays.stream(CellTimes.Order.values())
            .collect(Collectors.toUnmodifiableMap(CellTimes.Order::label, Function.identity()));

    private final BulkLinks links;
    private final LinkSettings settings;
    private final ChannelCatalogue channels;
    private final Idempotency idempotency;
    private final Trail trail;
    private final Semaphore permit = new Semaphore(1, true);

    public ImportApi(
            BulkLinks links, LinkSettings settings, ChannelCatalogue channels, Idempotency idempotency, Trail trail) {
        this.links = links;
        this.settings = settings;
        this.channels = channels;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().post("/links/import", Scope.LINKS_WRITE, this::take);
    }

    /**
     * What a request asks for beside the file.
     *
     * @param listed how many of the right lines are told at most
     * @param common what the lines are to have that do not say it themselves; its tags are added to theirs
     */
    private record Wish(boolean dryRun, CellTimes times, int listed, LinkDraft common) {
        static Wish of(Context ctx) {
            Parameters parameters = Query.of(ctx);
            Wish wish = new Wish(
                    parameters.flag("dryRun", false),
                    new CellTimes(zone(parameters), parameters.choice("dates", ORDERS)),
                    parameters.number("limit", 0, BulkLinks.MOST_AT_ONCE, BulkLinks.MOST_AT_ONCE),
                    new LinkDraft.Builder()
                            .channel(parameters.single("channel"))
                            .campaign(parameters.single("campaign"))
                            .tags(parameters.all("tag"))
                            .draft());
            parameters.finish();
            return wish;
        }

        private static ZoneId zone(Parameters parameters) {
            String name = parameters.single("tz");
            if (name != null && ZoneId.getAvailableZoneIds().contains(name)) {
                return ZoneId.of(name);
            }
            if (name != null) {
                parameters.fault("tz", FaultCode.UNKNOWN_ZONE);
            }
            return ZoneId.of("UTC");
        }

        LinkDraft with(LinkDraft draft) {
            return draft.but()
                    .channel(draft.channel() == null ? common.channel() : draft.channel())
                    .campaign(draft.campaign() == null ? common.campaign() : draft.campaign())
                    .tags(Stream.concat(draft.tags().stream(), common.tags().stream())
                            .distinct()
                            .toList())
                    .draft();
        }
    }

    private record FileJson(String charset, @Nullable String separator, List<LinkFile.Read> columns, int rows) {}

    private record AnswerJson(boolean dryRun, FileJson file, int made, int refused, List<ImportedJson> rows) {}

    private void take(Context ctx) throws InterruptedException {
        Wish wish = Wish.of(ctx);
        if (!permit.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw Problems.unavailable("Another file of links is being handled.");
        }
        try {
            byte[] body = Bodies.bytes(ctx, BODY_LIMIT, TYPES);
            if (wish.dryRun()) {
                Json.answer(ctx, 200, answer(ctx, wish, read(body, wish)));
            } else {
                idempotency.answer(ctx, body, () -> ApiAnswer.ok(answer(ctx, wish, read(body, wish))));
            }
        } finally {
            permit.release();
        }
    }

    /** @throws ProblemException 413 for a file of more lines than links can be made of at once */
    private LinkFile read(byte[] body, Wish wish) {
        try {
            return LinkFile.read(body, settings, channels, wish.times(), BulkLinks.MOST_AT_ONCE);
        } catch (TooLongException e) {
            throw ProblemException.of(
                    ProblemType.TOO_LARGE, "A file may have at most 50,000 links, and 1,048,576 lines.");
        }
    }

    private AnswerJson answer(Context ctx, Wish wish, LinkFile file) {
        List<LinkDraft> drafts = file.rows().stream()
                .filter(LinkFile.Row::isReadable)
                .flatMap(row -> Stream.ofNullable(row.draft()))
                .map(wish::with)
                .toList();
        Maker maker = Makers.of(ctx);
        List<ImportedJson> rows = wish.dryRun()
                ? rehearsed(file, links.rehearse(drafts, maker), row -> refused(row, wish, maker))
                : made(ctx, file, links.createAll(drafts, maker), row -> refused(row, wish, maker));
        int made = (int) rows.stream().filter(ImportedJson::isRight).count();
        return new AnswerJson(
                wish.dryRun(),
                new FileJson(file.charset(), file.separator(), file.columns(), rows.size()),
                made,
                rows.size() - made,
                listed(rows, wish.listed()));
    }

    /** A line of which something could not be read, with what is wrong with the rest of it as well. */
    private ImportedJson refused(LinkFile.Row row, Wish wish, Maker maker) {
        List<Fault> unread = row.refusal() == null ? List.of() : row.refusal().faults();
        LinkDraft draft = row.draft();
        Stream<Fault> others = draft == null ? Stream.of() : links.faults(wish.with(draft), maker).stream();
        return ImportedJson.refused(
                row,
                RefusedException.invalid(Stream.concat(
                                unread.stream(),
                                others.filter(fault -> unread.stream()
                                        .noneMatch(one -> one.field().equals(fault.field()))))
                        .toList()));
    }

    private List<ImportedJson> rehearsed(
            LinkFile file, List<BulkLinks.Rehearsed> results, Function<LinkFile.Row, ImportedJson> refused) {
        return rows(file, results, (row, result) -> ImportedJson.of(row, result, settings), refused);
    }

    private List<ImportedJson> made(
            Context ctx, LinkFile file, List<BulkLinks.Result> results, Function<LinkFile.Row, ImportedJson> refused) {
        List<Link> made = results.stream()
                .flatMap(result -> Stream.ofNullable(result.link()))
                .toList();
        BulkApi.leave(trail, ctx, made);
        return rows(file, results, (row, result) -> ImportedJson.of(row, result, settings), refused);
    }

    private interface Telling<R> {
        ImportedJson of(LinkFile.Row row, R result);
    }

    /** Each line with what it came to; there is a result for each that could be read. */
    private static <R> List<ImportedJson> rows(
            LinkFile file, List<R> results, Telling<R> telling, Function<LinkFile.Row, ImportedJson> refused) {
        List<ImportedJson> rows = new ArrayList<>(file.rows().size());
        int next = 0;
        for (LinkFile.Row row : file.rows()) {
            rows.add(row.isReadable() ? telling.of(row, results.get(next++)) : refused.apply(row));
        }
        return rows;
    }

    /** All lines that are refused, and the first of the others. */
    private static List<ImportedJson> listed(List<ImportedJson> rows, int most) {
        List<ImportedJson> listed = new ArrayList<>();
        int right = 0;
        for (ImportedJson row : rows) {
            if (!row.isRight() || right++ < most) {
                listed.add(row);
            }
        }
        return listed;
    }
}

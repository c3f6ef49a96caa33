package app.grapevine.web.moving;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.CsvForm;
import app.grapevine.base.OwnerOnly;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.links.LinkSettings;
import app.grapevine.moves.Move;
import app.grapevine.moves.MoveEntries;
import app.grapevine.moves.MoveJobs;
import app.grapevine.moves.MoveLine;
import app.grapevine.moves.MoveOrder;
import app.grapevine.moving.MoveSums;
import app.grapevine.security.Caller;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.audit.FilePieces;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ListJson;
import app.grapevine.web.http.Problems;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Bringing another program's links while the service runs, for admins: it is looked at what would become of them, and then they are
 * brought. Keys are in no answer, no log and no entry.
 */
public final class MovesApi implements Routes {
    private static final String PATH = "/moves";
    private static final List<String> TYPES = List.of("application/octet-stream");
    /** Tables are read whole, as those of the bulk import are; what Sink exports a link at a time, which may be as large as the file. */
    private static final Map<String, Long> LIMITS = Map.of("sink", 64L << 20, "yourls", 1L << 30);

    private static final long LIMIT_OF_TABLES = 32L << 20;
    /** How often it is looked whether the disk has room for more. */
    private static final long BETWEEN_LOOKS = 16L << 20;

    private static final FilePieces.Lines<MoveLine> LINES =
            new FilePieces.Lines<>(List.of("outcome", "place", "shortUrl", "destination", "why"), line ->
                    new Object[] {line.outcome(), line.place(), line.shortUrl(), line.destination(), line.why()});

    private final MoveJobs jobs;
    private final LinkSettings links;
    private final Exports exports;
    private final Trail trail;
    /** One file at a time takes room on the disk. */
    private final Semaphore permit = new Semaphore(1);

    public MovesApi(MoveJobs jobs, LinkSettings links, Turns turns, Trail trail) {
        this.jobs = jobs;
        this.links = links;
        this.exports = new Exports(trail, turns);
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .get(PATH, Scope.ADMIN, this::list)
                .post(PATH, Scope.ADMIN, this::createFromAddress)
                .post(PATH + "/files", Scope.ADMIN, this::createFromFile)
                .get(PATH + "/{id}", Scope.ADMIN, this::get)
                .post(PATH + "/{id}/run", Scope.ADMIN, this::run)
                .get(PATH + "/{id}/report", Scope.ADMIN, this::report)
                .delete(PATH + "/{id}", Scope.ADMIN, this::end);
    }

    private void list(Context ctx) {
        Query.none(ctx);
        Json.answer(
                ctx, 200, new ListJson<>(jobs.list().stream().map(MoveJson::of).toList(), null));
    }

    private void get(Context ctx) {
        Query.none(ctx);
        Move move =
                jobs.find(Query.id(ctx, "id")).orElseThrow(() -> RefusedException.notFound("there is no such move"));
        Json.answer(ctx, 200, MoveJson.of(move));
    }

    private void createFromAddress(Context ctx) {
        Query.none(ctx);
        Fields fields = Fields.of(Bodies.parse(Bodies.jsonBytes(ctx)));
        MoveOrder order = MoveRequest.ofAddress(fields, links, jobs);
        begin(ctx, place -> order);
    }

    private void createFromFile(Context ctx) {
        MoveRequest.OfFile wish = MoveRequest.ofFile(Query.of(ctx), links);
        if (!permit.tryAcquire()) {
            throw Problems.unavailable("Another file is being uploaded.");
        }
        try {
            begin(ctx, place -> {
                take(ctx, place, LIMITS.getOrDefault(wish.kind(), LIMIT_OF_TABLES));
                return wish.order(place.file());
            });
        } finally {
            permit.release();
        }
    }

    /** Writes the body to its file, while there is room. */
    private void take(Context ctx, MoveJobs.Place place, long limit) {
        requireRoom();
        try (FileChannel file = OwnerOnly.open(place.file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Bodies.pour(ctx, limit, TYPES, (bytes, length) -> write(file, bytes, length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(FileChannel file, byte[] bytes, int length) {
        try {
            if (file.position() % BETWEEN_LOOKS < length) {
                requireRoom();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        } catch (IOException e) {
            throw noRoom();
        }
    }

    private void requireRoom() {
        if (jobs.room() <= 0) {
            throw noRoom();
        }
    }

    private static RefusedException noRoom() {
        return new RefusedException(
                RefusedException.Reason.BUSY, "this machine's disk has no room for the file beside what visits need");
    }

    /** @param order what is wanted of what is laid into a place */
    private void begin(Context ctx, Function<MoveJobs.Place, MoveOrder> order) {
        MoveJobs.Place place = jobs.place();
        boolean isBegun = false;
        try {
            Move move = begin(ctx, place, order.apply(place));
            isBegun = true;
            answer(ctx, move);
        } finally {
            if (!isBegun) {
                jobs.leave(place);
            }
        }
    }

    private Move begin(Context ctx, MoveJobs.Place place, MoveOrder order) {
        Entries entries = new Entries(trail, Guard.admission(ctx).caller(), place.id());
        return jobs.begin(
                place,
                order,
                entries,
                () -> trail.togetherOnly(() -> trail.add(
                        ctx,
                        Action.MOVE_REHEARSED,
                        Subject.move(place.id()),
                        Change.to("kind", order.source().kind()),
                        Change.to("place", order.place()))));
    }

    private static void answer(Context ctx, Move move) {
        ctx.header("Location", ApiRoutes.BASE + PATH + "/" + move.id());
        Json.answer(ctx, 202, MoveJson.of(move));
    }

    private void run(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        answer(ctx, jobs.run(id, () -> leave(ctx, Action.MOVE_BEGUN, id)));
    }

    private void leave(Context ctx, Action action, String id) {
        trail.togetherOnly(() -> trail.add(ctx, action, Subject.move(id)));
    }

    private void end(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        Optional<Move> working = jobs.end(id, () -> leave(ctx, Action.MOVE_DELETED, id));
        if (working.isPresent()) {
            answer(ctx, working.get());
        } else {
            ctx.status(204);
        }
    }

    private void report(Context ctx) {
        String id = Query.id(ctx, "id");
        Parameters parameters = Query.of(ctx);
        CsvForm form = CsvForm.of(parameters);
        parameters.finish();
        FilePieces<MoveLine> file = exports.begin(() -> new FilePieces<>(jobs.report(id), LINES, form));
        trail.togetherOnly(() -> exports.leave(ctx, Action.LINKS_EXPORTED, true));
        exports.send(ctx, "grapevine-move", file);
    }

    /** On behalf of who began it. */
    private record Entries(Trail trail, Caller caller, String id) implements MoveEntries {
        @Override
        public void made(List<String> codes) {
            trail.add(
                    caller,
                    Action.LINKS_CREATED,
                    Subject.NONE,
                    Change.to("count", codes.size()),
                    Change.to("firstCode", codes.get(0)),
                    Change.to("lastCode", codes.get(codes.size() - 1)));
        }

        @Override
        public void ended(Move move) {
            MoveSums sums = move.sums();
            trail.togetherOnly(() -> trail.add(
                    caller,
                    Action.MOVE_ENDED,
                    Subject.move(id),
                    Change.to("kind", move.kind()),
                    Change.to("place", move.place()),
                    Change.to("state", move.state().label()),
                    Change.to("made", sums.made()),
                    Change.to("changed", sums.changed()),
                    Change.to("there", sums.there()),
                    Change.to("refused", sums.refused())));
        }
    }
}

package app.grapevine.web.audit;

import app.grapevine.audit.Action;
import app.grapevine.base.CsvForm;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ListJson;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.Turns;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A list of a resource: as JSON by the page; as CSV or lines of JSON all that match, to be taken away and told in the audit log. Safe
 * for use by many threads.
 */
public final class Listing<T> {
    private static final List<String> TYPES = List.of(Json.CONTENT_TYPE, MediaTypes.NDJSON, MediaTypes.CSV);

    /** What is listed. Safe for use by many threads. */
    public interface Source<T> {
        /** @throws app.grapevine.base.RefusedException INVALID with every fault of the parameters */
        Page<T> page(Parameters parameters);

        /**
         * All that match: some at a time, some milliseconds of work, and none at the end.
         *
         * @throws app.grapevine.base.RefusedException INVALID with every fault of the parameters, at once
         */
        Supplier<List<T>> all(Parameters parameters);

        /** One as the API writes it. */
        Object json(T one);

        /** The columns of a table. */
        List<String> columns();

        /** One as a line of that table. */
        @Nullable
        Object[] cells(T one);
    }

    private final String name;
    private final Action exported;
    private final FilePieces.Lines<T> lines;
    private final Source<T> source;
    private final Turns turns;
    private final Exports exports;

    /**
     * @param name of a file, without its ending
     * @param exported what is told of one that is taken away
     */
    public Listing(String name, Action exported, Source<T> source, Turns turns, Trail trail) {
        this.name = name;
        this.exported = exported;
        this.lines = new FilePieces.Lines<>(source.columns(), source::cells, one -> Json.text(source.json(one)));
        this.source = source;
        this.turns = turns;
        this.exports = new Exports(trail, turns);
    }

    /** Answers a request. @param parameters its own, as far as its caller may ask */
    public void answer(Context ctx, Parameters parameters) {
        String type = MediaTypes.choose(ctx, TYPES);
        if (type.equals(Json.CONTENT_TYPE)) {
            Page<T> page = turns.take(() -> source.page(parameters));
            Json.answer(
                    ctx,
                    200,
                    new ListJson<>(page.items().stream().map(source::json).toList(), page.next()));
        } else {
            export(ctx, parameters, type.equals(MediaTypes.CSV));
        }
    }

    private void export(Context ctx, Parameters parameters, boolean csv) {
        @Nullable CsvForm form = csv ? CsvForm.of(parameters) : null;
        Supplier<List<T>> all = source.all(parameters);
        // Before anything is read: who takes the audit log away is in what is taken.
        exports.leave(ctx, exported, csv);
        exports.send(ctx, name, exports.begin(() -> new FilePieces<>(all, lines, form)));
    }
}

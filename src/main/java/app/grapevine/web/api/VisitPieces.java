package app.grapevine.web.api;

import app.grapevine.base.CsvForm;
import app.grapevine.base.CsvTable;
import app.grapevine.stats.CsvFiles;
import app.grapevine.stats.RecordedVisit;
import app.grapevine.stats.Visits;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An export of visits, written in pieces: one is made in memory, then sent, then the next is made. For one thread. */
final class VisitPieces {
    /** In a piece: some milliseconds of work, a quarter of a megabyte. */
    private static final int VISITS = 500;

    private final Visits.Export export;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private final Writer text = new BufferedWriter(new OutputStreamWriter(piece, StandardCharsets.UTF_8));
    private final @Nullable CsvTable table;
    private boolean ended;

    /** @param form of a file of CSV; null for lines of JSON */
    VisitPieces(Visits.Export export, @Nullable CsvForm form) {
        this.export = export;
        try {
            this.table = form == null ? null : CsvFiles.visits(text, form);
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    /** Makes the next piece. @return false where there was nothing left */
    boolean next() {
        if (ended) {
            return false;
        }
        piece.reset();
        try {
            for (int i = 0; i < VISITS && !ended; i++) {
                Optional<RecordedVisit> visit = export.next();
                ended = visit.isEmpty();
                if (visit.isPresent()) {
                    write(visit.get());
                }
            }
            if (table != null) {
                table.flush();
            }
            text.flush();
        } catch (IOException e) {
            throw impossible(e);
        }
        return true;
    }

    private static UncheckedIOException impossible(IOException e) {
        return new UncheckedIOException("memory takes what is written", e);
    }

    private void write(RecordedVisit visit) throws IOException {
        if (table != null) {
            table.row(CsvFiles.cells(visit));
        } else {
            text.write(VisitJson.text(visit));
            text.write('\n');
        }
    }

    void sendTo(OutputStream out) throws IOException {
        piece.writeTo(out);
    }
}

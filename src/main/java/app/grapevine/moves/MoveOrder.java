package app.grapevine.moves;

import app.grapevine.moving.MoveSettings;
import app.grapevine.moving.SourceSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants brought.
 *
 * @param source with the key in it, so that this goes when the run ends
 * @param how without single visits: they go past the journal, which is the service's as long as it runs
 * @param place what it is called where it is told of: the address, or the name of the file as its owner has it
 * @param file that was uploaded for it, and goes with it; null for an address
 */
public record MoveOrder(
        SourceSettings source,
        MoveSettings how,
        String place,
        @Nullable Path file) {
    public MoveOrder {
        if (how.singleVisits()) {
            throw new IllegalArgumentException("single visits are brought by the command alone");
        }
    }
}

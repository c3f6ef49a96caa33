package app.grapevine.views;

import app.grapevine.security.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report that is narrowed and of a time, under a name.
 *
 * @param id rising with the time of making
 * @param place of the page that shows it, such as {@code /campaigns/may}
 * @param question what it is narrowed to and of which time, as the query of that place
 * @param campaign the one that it is about alone; null for one that is about all
 * @param shared whether it is everybody's who may read what it is about, or its maker's alone
 */
public record SavedView(
        String id,
        String name,
        String place,
        String question,
        @Nullable String campaign,
        boolean shared,
        Maker maker,
        Instant createdAt) {
    /** @param name as it was when the view was saved */
    public record Maker(Caller.KnownBy knownBy, String id, String name) {
        static Maker of(Caller caller) {
            return new Maker(caller.knownBy(), caller.id(), caller.name());
        }
    }

    /** Whether somebody made it. */
    public boolean isOf(Caller caller) {
        return maker.knownBy() == caller.knownBy() && maker.id().equals(caller.id());
    }

    SavedView changed(String toName, boolean toShared) {
        return new SavedView(id, toName, place, question, campaign, toShared, maker, createdAt);
    }
}

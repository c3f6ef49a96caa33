package app.grapevine.conversions;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Sees conversions in the unit of work that takes them, so that what it writes of them is kept with them or not at all. Called
 * by any thread; what it throws undoes the whole.
 */
public interface ConversionWitness {
    /** For who has nobody to tell. */
    ConversionWitness NONE = new ConversionWitness() {
        @Override
        public void recorded(Handle handle, Conversion conversion, long linkId) {}

        @Override
        public void cancelled(Handle handle, Cancellation cancellation, @Nullable Conversion conversion, long linkId) {}
    };

    /**
     * One was taken and its click is known, or that it has none, which may be later than it was taken.
     *
     * @param linkId below 1 where it has none
     */
    void recorded(Handle handle, Conversion conversion, long linkId);

    /**
     * One was called off.
     *
     * @param conversion which; null where it is yet to come
     * @param linkId below 1 where that is not known yet, or there is none
     */
    void cancelled(Handle handle, Cancellation cancellation, @Nullable Conversion conversion, long linkId);
}

package app.grapevine.base;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Which of many pieces that follow one another are to become one: those of about the same size, so that each piece is
 * written anew as often as the logarithm of all there is, however many there are.
 *
 * @param smallest below this, pieces are of one size
 * @param growth by how much one size differs from the next, and how many of a size are many
 * @param large from this on a piece is left as it is
 */
public record SizeTiers(long smallest, int growth, long large) {
    /**
     * The first that follow one another, are of a size or below it, and are many, or large together; the smallest size
     * first.
     *
     * @param pieces those that may become one
     * @return empty where there is nothing to do
     */
    public <T> List<T> due(List<T> pieces, ToLongFunction<T> sizeOf) {
        for (long most = smallest; most / growth < large; most *= growth) {
            long limit = Math.min(most, large);
            List<T> run = new ArrayList<>();
            long size = 0;
            for (T piece : pieces) {
                if (sizeOf.applyAsLong(piece) >= limit) {
                    run.clear();
                    size = 0;
                    continue;
                }
                run.add(piece);
                size += sizeOf.applyAsLong(piece);
                if (run.size() > 1 && (run.size() >= growth || size >= large)) {
                    return run;
                }
            }
        }
        return List.of();
    }
}

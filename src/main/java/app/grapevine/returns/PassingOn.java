package app.grapevine.returns;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of links that recipients passed on.
 *
 * <p>Who passes a link on makes a link of their own, one generation further; whom they sent it to visits that. So the visitors of that
 * link are the further visitors of one who shared. Nobody is told apart: who passes a link on to two chats, each by its own button, is two
 * who shared; who copies the address by hand is none, and whoever comes by it is counted where it was copied. So what is here is the least.
 *
 * @param generations from those that were issued on, each that there are links of
 * @param further visitors for each who shared, of all generations together; null where it is withheld
 */
public record PassingOn(
        List<Generation> generations, @Nullable MeanOfCounts further) {
    public PassingOn {
        generations = List.copyOf(generations);
    }

    /**
     * Links that are equally far from those that were issued.
     *
     * @param generation 0 for those that were issued
     * @param links how many, the deleted ones too
     * @param further visitors for each of the links; null of generation 0, whose links nobody passed on, and where it is withheld
     * @param hidden whether its figures are not to be shown
     */
    public record Generation(
            int generation,
            long links,
            Brought brought,
            @Nullable MeanOfCounts further,
            boolean hidden) {}
}

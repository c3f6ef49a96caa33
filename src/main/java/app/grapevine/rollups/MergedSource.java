package app.grapevine.rollups;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The sum of several sources. Not safe for use by many threads. */
final class MergedSource implements LinkSource {
    /** Takes the counts of a link, which are valid during the call. */
    interface Reader {
        void link(long link, Cells cells);
    }

    private final PriorityQueue<LinkSource> waiting;
    /** Those that stand at the link. */
    private final List<LinkSource> here = new ArrayList<>();

    private long link;

    MergedSource(List<? extends LinkSource> sources) {
        waiting = new PriorityQueue<>(sources.size() + 1, Comparator.comparingLong(LinkSource::link));
        here.addAll(sources);
    }

    @Override
    public boolean next() {
        for (LinkSource source : here) {
            if (source.next()) {
                waiting.add(source);
            }
        }
        here.clear();
        if (waiting.isEmpty()) {
            return false;
        }
        link = waiting.element().link();
        while (!waiting.isEmpty() && waiting.element().link() == link) {
            here.add(waiting.remove());
        }
        return true;
    }

    @Override
    public long link() {
        return link;
    }

    @Override
    public void into(Cells cells) {
        here.forEach(source -> source.into(cells));
    }

    /** Shows each link, once, with all its counts. */
    void forEach(Reader reader) {
        Cells cells = new Cells();
        boolean more = next();
        while (more) {
            long at = link;
            cells.clear();
            // A link that goes on in another part comes again.
            do {
                into(cells);
                more = next();
            } while (more && link == at);
            reader.link(at, cells);
        }
    }
}

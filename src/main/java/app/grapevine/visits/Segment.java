package app.grapevine.visits;

import app.grapevine.base.PackedInput;
import app.grapevine.base.PackedOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code visit_segments}: visits that a node recorded one after another, in groups by link and time. Never
 * changed: what is changed of it is another segment, with an id of its own.
 *
 * @param fromAt when the first of its visits was, in milliseconds
 * @param toAt when the last was
 */
record Segment(
        long id,
        long node,
        long firstSequence,
        long lastSequence,
        long fromAt,
        long toAt,
        int visits,
        List<Group> groups) {
    Segment {
        groups = List.copyOf(groups);
    }

    /** A row of {@code visit_groups}: how many visits it has, on which links, and when they were. */
    record Group(long id, int visits, long firstLink, long lastLink, long fromAt, long toAt) {
        boolean mayHold(VisitRange range) {
            return toAt >= range.from() && fromAt < range.to() && mayHold(range.links());
        }

        boolean mayHold(@Nullable Set<Long> links) {
            if (links == null) {
                return true;
            }
            if (links.size() == 1) {
                long link = links.iterator().next();
                return link >= firstLink && link <= lastLink;
            }
            return links.stream().anyMatch(link -> link >= firstLink && link <= lastLink);
        }
    }

    boolean overlaps(VisitRange range) {
        return toAt >= range.from() && fromAt < range.to() && (range.node() == null || range.node() == node);
    }

    /** The groups as the column {@code directory} holds them: numbers, of links the differences. */
    byte[] directory() {
        PackedOutput out = new PackedOutput();
        out.number(groups.size());
        long link = 0;
        long at = 0;
        for (Group group : groups) {
            out.number(group.id);
            out.number(group.visits);
            out.number(group.firstLink - link);
            out.number(group.lastLink - group.firstLink);
            out.signed(group.fromAt - at);
            out.number(group.toAt - group.fromAt);
            link = group.lastLink;
            at = group.fromAt;
        }
        return out.toBytes();
    }

    static List<Group> groups(byte[] directory) {
        PackedInput in = new PackedInput(directory);
        List<Group> groups = new ArrayList<>();
        long link = 0;
        long at = 0;
        for (long left = in.number(); left > 0; left--) {
            long id = in.number();
            int visits = (int) in.number();
            long first = link + in.number();
            link = first + in.number();
            at += in.signed();
            groups.add(new Group(id, visits, first, link, at, at + in.number()));
        }
        return groups;
    }
}

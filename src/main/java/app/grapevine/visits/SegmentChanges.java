package app.grapevine.visits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Changes visits in segments: writes the groups anew that have any of them. In the caller's unit of work. */
final class SegmentChanges {
    private final Handle handle;
    /** By node and sequence what is to be in a visit's place; empty where nothing is. */
    private final Map<Long, TreeMap<Long, Optional<ClickRow>>> wanted = new HashMap<>();

    private final Map<VisitKey, Long> links = new HashMap<>();
    private final Set<VisitKey> done = new HashSet<>();

    SegmentChanges(Handle handle) {
        this.handle = handle;
    }

    void replace(ClickRow visit) {
        want(visit.click(), Optional.of(visit));
    }

    void delete(Click visit) {
        want(visit, Optional.empty());
    }

    private void want(Click visit, Optional<ClickRow> instead) {
        wanted.computeIfAbsent(visit.node(), node -> new TreeMap<>()).put(visit.sequence(), instead);
        links.put(VisitKey.of(visit), visit.linkId());
    }

    /** Does all that was asked for. @return which of the visits were there */
    Set<VisitKey> apply() {
        if (!wanted.isEmpty()) {
            for (Segment segment : SegmentDao.list(handle)) {
                TreeMap<Long, Optional<ClickRow>> ofNode = wanted.get(segment.node());
                if (ofNode != null) {
                    Map<Long, Optional<ClickRow>> changes =
                            ofNode.subMap(segment.firstSequence(), true, segment.lastSequence(), true);
                    if (!changes.isEmpty()) {
                        apply(segment, changes);
                    }
                }
            }
        }
        return done;
    }

    private void apply(Segment segment, Map<Long, Optional<ClickRow>> changes) {
        Set<Long> touched = new HashSet<>();
        changes.keySet().forEach(sequence -> touched.add(links.get(new VisitKey(segment.node(), sequence))));
        List<Segment.Group> groups = new ArrayList<>();
        List<Long> gone = new ArrayList<>();
        List<SegmentDao.Content> contents = new ArrayList<>();
        for (Segment.Group group : segment.groups()) {
            List<ClickRow> changed = group.mayHold(touched) ? changed(segment, group, touched, changes) : null;
            if (changed == null) {
                groups.add(group);
            } else {
                gone.add(group.id());
                if (!changed.isEmpty()) {
                    SegmentDao.Content content =
                            new SegmentDao.Content(SegmentDao.newId(), VisitGroupWriter.write(changed));
                    contents.add(content);
                    groups.add(SegmentDao.group(content.id(), changed));
                }
            }
        }
        if (gone.isEmpty()) {
            return;
        }
        SegmentDao.deleteSegments(handle, List.of(segment));
        SegmentDao.deleteGroups(handle, gone);
        if (!groups.isEmpty()) {
            Segment now = SegmentDao.segment(segment.node(), segment.firstSequence(), segment.lastSequence(), groups);
            SegmentDao.insert(handle, new SegmentDao.Draft(now, contents));
        }
    }

    /** The visits of a group as they are to be; null where nothing of it changes. */
    private @Nullable List<ClickRow> changed(
            Segment segment, Segment.Group group, Set<Long> touched, Map<Long, Optional<ClickRow>> changes) {
        byte[] content = SegmentDao.content(handle, group.id());
        if (!VisitGroup.holds(content, touched)) {
            return null;
        }
        boolean any = false;
        List<ClickRow> rows = new ArrayList<>();
        for (ClickRow row : VisitGroup.decode(content, segment.node(), null)) {
            Optional<ClickRow> instead = changes.get(row.click().sequence());
            if (instead == null) {
                rows.add(row);
            } else {
                any = true;
                done.add(VisitKey.of(row.click()));
                instead.ifPresent(rows::add);
            }
        }
        return any ? rows : null;
    }
}

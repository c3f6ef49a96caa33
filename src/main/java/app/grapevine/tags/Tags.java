package app.grapevine.tags;

import app.grapevine.base.Characters;
import app.grapevine.base.Cursors;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Page;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.storage.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The tags that links have, of all campaigns: listed, renamed, merged, taken away. Links are not changed by it but in their
 * tags. Safe for use by many threads. Every method may throw DatabaseUnavailableException.
 */
public final class Tags {
    /** How many tags can be merged into one at once. */
    public static final int MOST_MERGED = 100;

    private static final int MOST_SEARCHED = 64;

    private final Database database;

    public Tags(Database database) {
        this.database = database;
    }

    private record Row(String folded, Tag tag) {}

    /**
     * The tags of links within {@code reach} that are not deleted, in the order of their letters.
     *
     * @param search what they contain, whatever its case; null for any
     * @throws RefusedException INVALID for a cursor that is not of this list
     */
    public Page<Tag> list(Reach reach, @Nullable String search, int limit, @Nullable String cursor) {
        Faults faults = new Faults();
        String wanted = faults.line("search", search, MOST_SEARCHED);
        faults.refuseIfAny();
        String list = "tags " + reach.campaign() + " " + wanted;
        String after = cursor == null ? "" : position(list, cursor);
        List<Row> rows = database.read(handle -> handle.createQuery("""
                        SELECT g.folded, g.tag, COUNT(*) FROM tags g
                        JOIN link_tags t ON t.tag = g.tag
                        JOIN links l ON l.id = t.link_id
                        WHERE l.deleted_at IS NULL AND g.folded > :after AND g.folded LIKE :search ESCAPE '!'
                        AND (:within = '' OR l.campaign = :within)
                        GROUP BY g.folded, g.tag ORDER BY g.folded LIMIT :limit
                        """)
                .bind("after", after)
                .bind("search", containing(wanted))
                .bind("within", reach.isAll() ? "" : reach.campaign())
                .bind("limit", limit + 1)
                .map((row, context) -> new Row(row.getString(1), new Tag(row.getString(2), row.getLong(3))))
                .list());
        boolean more = rows.size() > limit;
        return new Page<>(
                rows.stream().limit(limit).map(Row::tag).toList(),
                more ? Cursors.write(list, rows.get(limit - 1).folded) : null);
    }

    private static String position(String list, String cursor) {
        return Cursors.read(list, cursor)
                .filter(position -> position.chars().noneMatch(Character::isISOControl))
                .orElseThrow(() -> RefusedException.invalid("cursor", FaultCode.UNKNOWN_CURSOR));
    }

    private static String containing(@Nullable String text) {
        return text == null
                ? "%"
                : "%"
                        + Characters.folded(text)
                                .replace("!", "!!")
                                .replace("%", "!%")
                                .replace("_", "!_") + "%";
    }

    /**
     * Gives a tag another name, or spells it otherwise.
     *
     * @throws RefusedException NOT_FOUND; INVALID; TAKEN where other links have the new name: they are merged by
     *     {@link #merge} alone, as that cannot be undone
     */
    public Tag rename(String tag, @Nullable String to) {
        Faults faults = new Faults();
        String name = Tag.checked(faults, "tag", to);
        faults.refuseIfAny();
        return database.write(handle -> {
            String present = get(handle, tag);
            String wanted = String.valueOf(name);
            Optional<String> taken =
                    LinkTags.find(handle, wanted).filter(other -> !other.equals(present) && isOfLinks(handle, other));
            if (taken.isPresent()) {
                throw new RefusedException(
                        RefusedException.Reason.TAKEN,
                        "there is a tag " + taken.get() + ": merge the two",
                        List.of(new Fault("tag", FaultCode.TAKEN)));
            }
            forget(handle, present);
            forget(handle, wanted);
            LinkTags.spell(handle, wanted);
            LinkTags.move(handle, present, wanted);
            return new Tag(wanted, count(handle, wanted));
        });
    }

    /**
     * Makes one of several tags: their links have {@code into} instead, which is written as it was first.
     *
     * @throws RefusedException NOT_FOUND for one that no link has; INVALID
     */
    public Tag merge(List<String> tags, @Nullable String into) {
        Faults faults = new Faults();
        String name = Tag.checked(faults, "into", into);
        if (tags.isEmpty()) {
            faults.add("tags", FaultCode.NONE_NAMED);
        }
        if (tags.size() > MOST_MERGED) {
            faults.add("tags", FaultCode.TOO_MANY, Map.of("most", MOST_MERGED));
        }
        faults.refuseIfAny();
        return database.write(handle -> {
            List<String> present = new ArrayList<>();
            tags.forEach(tag -> present.add(get(handle, tag)));
            String kept = LinkTags.written(handle, List.of(String.valueOf(name)))
                    .values()
                    .iterator()
                    .next();
            for (String tag : present) {
                if (!tag.equals(kept)) {
                    LinkTags.move(handle, tag, kept);
                    forget(handle, tag);
                }
            }
            return new Tag(kept, count(handle, kept));
        });
    }

    /** Takes a tag from all links. @throws RefusedException NOT_FOUND */
    public Tag delete(String tag) {
        return database.write(handle -> {
            String present = get(handle, tag);
            Tag deleted = new Tag(present, count(handle, present));
            handle.execute("DELETE FROM link_tags WHERE tag = ?", present);
            forget(handle, present);
            return deleted;
        });
    }

    /** How a tag is written that links have, the deleted ones too. */
    private static String get(Handle handle, String tag) {
        return LinkTags.find(handle, Characters.clean(tag))
                .filter(found -> isOfLinks(handle, found))
                .orElseThrow(() -> RefusedException.notFound("there is no tag " + Faults.shown(tag)));
    }

    private static boolean isOfLinks(Handle handle, String written) {
        return handle.createQuery("SELECT 1 FROM link_tags WHERE tag = :tag LIMIT 1")
                .bind("tag", written)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private static long count(Handle handle, String written) {
        return handle.createQuery("""
                        SELECT COUNT(*) FROM link_tags t JOIN links l ON l.id = t.link_id
                        WHERE t.tag = :tag AND l.deleted_at IS NULL
                        """).bind("tag", written).mapTo(Long.class).one();
    }

    private static void forget(Handle handle, String tag) {
        handle.execute("DELETE FROM tags WHERE folded = ?", Characters.folded(tag));
    }
}

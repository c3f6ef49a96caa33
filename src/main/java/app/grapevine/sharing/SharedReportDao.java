package app.grapevine.sharing;

import app.grapevine.security.Caller.KnownBy;
import app.grapevine.security.Maker;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The rows of {@code shared_reports}. */
final class SharedReportDao {
    private SharedReportDao() {}

    private static SharedReport report(ResultSet row) throws SQLException {
        @Nullable Long openedDay = number(row, "opened_day");
        return new SharedReport(
                row.getString("id"),
                draft(row),
                new Maker(
                        KnownBy.valueOf(row.getString("creator_kind").toUpperCase(Locale.ROOT)),
                        row.getString("creator_id"),
                        row.getString("creator_name")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                openedDay == null ? null : LocalDate.ofEpochDay(openedDay),
                row.getInt("opened_days"));
    }

    private static SharedReportDraft draft(ResultSet row) throws SQLException {
        @Nullable Long expiresAt = number(row, "expires_at");
        return new SharedReportDraft(
                row.getString("name"),
                row.getString("question"),
                row.getString("campaign"),
                sections(row.getString("sections")),
                row.getBoolean("costs"),
                row.getInt("small_cells"),
                row.getString("password_hash"),
                expiresAt == null ? null : Instant.ofEpochMilli(expiresAt));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** Without what a later version has more. */
    private static Set<Section> sections(String labels) {
        return Stream.of(labels.split(","))
                .map(Section.BY_LABEL::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Section.class)));
    }

    private static <S extends SqlStatement<S>> S bound(S statement, SharedReportDraft draft) {
        Instant expiresAt = draft.expiresAt();
        return statement
                .bind("name", draft.name())
                .bind("question", draft.question())
                .bind("campaign", draft.campaign())
                .bind("sections", draft.sections().stream().map(Section::label).collect(Collectors.joining(",")))
                .bind("costs", draft.costs())
                .bind("smallCells", draft.smallCells())
                .bind("passwordHash", draft.passwordHash())
                .bind("expiresAt", expiresAt == null ? null : expiresAt.toEpochMilli());
    }

    static void insert(Handle handle, SharedReport report, byte[] hash) {
        bound(handle.createUpdate("""
                        INSERT INTO shared_reports (id, name, hash, question, campaign, sections, costs, small_cells,
                            password_hash, expires_at, creator_kind, creator_id, creator_name, created_at, opened_days)
                        VALUES (:id, :name, :hash, :question, :campaign, :sections, :costs, :smallCells,
                            :passwordHash, :expiresAt, :kind, :creator, :creatorName, :createdAt, 0)"""), report.draft())
                .bind("id", report.id())
                .bind("hash", hash)
                .bind("kind", report.maker().knownBy().label())
                .bind("creator", report.maker().id())
                .bind("creatorName", report.maker().name())
                .bind("createdAt", report.createdAt().toEpochMilli())
                .execute();
    }

    static void update(Handle handle, String id, SharedReportDraft draft) {
        bound(handle.createUpdate("""
                        UPDATE shared_reports SET name = :name, question = :question, campaign = :campaign,
                            sections = :sections, costs = :costs, small_cells = :smallCells,
                            password_hash = :passwordHash, expires_at = :expiresAt
                        WHERE id = :id"""), draft).bind("id", id).execute();
    }

    static Optional<SharedReport> findByHash(Handle handle, byte[] hash) {
        return handle.createQuery("SELECT * FROM shared_reports WHERE hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> report(row))
                .findOne();
    }

    static Optional<SharedReport> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM shared_reports WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> report(row))
                .findOne();
    }

    /**
     * In the order of their making.
     *
     * @param maker whose alone; null for everybody's
     * @param after the id before the first to list, or null
     */
    static List<SharedReport> list(Handle handle, @Nullable Maker maker, int limit, @Nullable String after) {
        return handle.createQuery("""
                        SELECT * FROM shared_reports
                        WHERE id > :after AND (:creator = '' OR (creator_id = :creator AND creator_kind = :kind))
                        ORDER BY id LIMIT :limit""")
                .bind("after", after == null ? "" : after)
                .bind("creator", maker == null ? "" : maker.id())
                .bind("kind", maker == null ? "" : maker.knownBy().label())
                .bind("limit", limit)
                .map((row, context) -> report(row))
                .list();
    }

    /** Counts a day on which it was opened, once. @return whether it was the first such note of that day */
    static boolean opened(Handle handle, String id, long day) {
        return handle.createUpdate("""
                                UPDATE shared_reports SET opened_day = :day, opened_days = opened_days + 1
                                WHERE id = :id AND (opened_day IS NULL OR opened_day < :day)""").bind("day", day).bind("id", id).execute() == 1;
    }

    static void delete(Handle handle, String id) {
        handle.execute("DELETE FROM shared_reports WHERE id = ?", id);
    }

    static void deleteOf(Handle handle, String campaign) {
        handle.execute("DELETE FROM shared_reports WHERE campaign = ?", campaign);
    }
}

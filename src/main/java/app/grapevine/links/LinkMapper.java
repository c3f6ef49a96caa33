package app.grapevine.links;

import app.grapevine.attribution.Visibility;
import app.grapevine.channels.ChannelCatalogue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads a row of {@link LinkDao#COLUMNS}. Safe for use by many threads. */
final class LinkMapper implements RowMapper<StoredLink> {
    private final ChannelCatalogue channels;

    LinkMapper(ChannelCatalogue channels) {
        this.channels = channels;
    }

    @Override
    public StoredLink map(ResultSet row, StatementContext context) throws SQLException {
        @Nullable String channel = row.getString("channel");
        @Nullable String own = row.getString("visibility");
        @Nullable Visibility ownVisibility = own == null ? null : Visibility.valueOf(own);
        Link link = new Link(
                row.getLong("id"),
                row.getString("domain"),
                row.getString("code"),
                row.getString("destination"),
                channel,
                StoredLink.visibility(ownVisibility, channel, channels),
                row.getString("audience"),
                row.getString("campaign"),
                tags(row.getString("tags")),
                row.getString("title"),
                row.getString("share_set"),
                new Link.Lineage(number(row, "parent"), row.getString("parent_code"), row.getInt("generation")),
                row.getBoolean("forwarding"),
                time(row, "valid_from"),
                time(row, "valid_until"),
                number(row, "max_clicks"),
                row.getString("expired_destination"),
                row.getBoolean("forward_query"),
                new Link.Utm(
                        row.getString("utm_source"),
                        row.getString("utm_medium"),
                        row.getString("utm_campaign"),
                        row.getString("utm_term"),
                        row.getString("utm_content")),
                new Link.Card(
                        row.getString("card_title"), row.getString("card_description"), row.getString("card_image")),
                row.getBoolean("track_conversions"),
                row.getBoolean("disabled"),
                row.getLong("uses"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
        return new StoredLink(link, ownVisibility);
    }

    private static List<String> tags(@Nullable String lines) {
        return lines == null ? List.of() : lines.lines().sorted().toList();
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        @Nullable Long millis = number(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}

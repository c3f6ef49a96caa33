package app.grapevine.links;

import app.grapevine.attribution.Visibility;
import app.grapevine.base.ReadableUrl;
import app.grapevine.brought.OpeningBalance;
import app.grapevine.campaigns.Utm;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.rules.RuleText;
import app.grapevine.rules.RuleTraces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code links}: what stands in each column, and the link that a row is. Its statements name the columns and
 * their values alike. Safe for use by many threads.
 */
final class LinkRow implements RowMapper<Link> {
    /** A column, and what a link has there. */
    private record Column(String name, Function<Link, @Nullable Object> value) {}

    private static final List<Column> SET_ONCE = List.of(
            new Column("domain", Link::domain),
            new Column("code", Link::code),
            new Column("share_set", Link::shareSet),
            new Column("parent", link -> link.lineage().parentId()),
            new Column("generation", link -> link.lineage().generation()),
            new Column("creator_kind", link -> ofCreator(link, Link.Creator::kind)),
            new Column("creator_id", link -> ofCreator(link, Link.Creator::id)),
            new Column("creator_name", link -> ofCreator(link, Link.Creator::name)),
            new Column("uses", Link::uses),
            new Column("utm_slug", link -> true),
            new Column("created_at", link -> link.createdAt().toEpochMilli()));

    private static final List<Column> CHANGEABLE = List.of(
            new Column("destination", Link::destination),
            new Column("destination_words", link -> ReadableUrl.folded(link.destination())),
            new Column("channel", Link::channel),
            new Column("visibility", link -> name(link.draft().visibility())),
            new Column("audience", Link::audience),
            new Column("people", Link::people),
            new Column("campaign", Link::campaign),
            new Column("title", Link::title),
            new Column("title_order", link -> LinkSort.titleOrder(link.title())),
            new Column("forwarding", link -> !Boolean.FALSE.equals(link.draft().forwarding())),
            new Column("valid_from", link -> millis(link.validFrom())),
            new Column("valid_until", link -> millis(link.validUntil())),
            new Column("max_clicks", Link::maxClicks),
            new Column("expired_destination", Link::expiredDestination),
            new Column("rules", link -> RuleText.write(link.rules())),
            new Column("rule_words", link -> RuleTraces.words(link.rules())),
            new Column("rule_hosts", link -> RuleTraces.hosts(link.rules())),
            new Column(
                    "forward_query", link -> link.forwardQuery() == null ? null : is(link, LinkDraft.ForwardQuery.ALL)),
            new Column("forward_ids", link -> is(link, LinkDraft.ForwardQuery.IDS)),
            new Column("forwarded_wins", Link::forwardedWins),
            new Column("utm_source", link -> link.utm().source()),
            new Column("utm_medium", link -> link.utm().medium()),
            new Column("utm_campaign", link -> link.utm().campaign()),
            new Column("utm_term", link -> link.utm().term()),
            new Column("utm_content", link -> link.utm().content()),
            new Column("utm_off", link -> link.utm().off()),
            new Column("card_title", link -> link.card().title()),
            new Column("card_description", link -> link.card().description()),
            new Column("card_image", link -> link.card().image()),
            new Column("track_conversions", Link::trackConversions),
            new Column("disabled", Link::disabled),
            new Column("archived", Link::archived),
            new Column("password_hash", Link::passwordHash),
            new Column("placeholders", link -> link.draft().placeholders()),
            new Column("updated_at", link -> link.updatedAt().toEpochMilli()));

    /** To be bound by {@link #bindAll}. */
    static final String INSERT = "INSERT INTO links (id, folded, %s) VALUES (:id, :folded, %s) ON CONFLICT DO NOTHING"
            .formatted(all(Column::name), all(column -> ":" + column.name()));

    /** To be bound by {@link #bindChangeable}. */
    static final String UPDATE = "UPDATE links SET %s WHERE id = :id"
            .formatted(list(CHANGEABLE.stream(), column -> column.name() + " = :" + column.name()));

    /** What is read of {@code links l}. Tags and codes hold no control character, so a line feed tells them apart. */
    static final String SELECT = """
            SELECT l.*, (SELECT STRING_AGG(t.tag, U&'\\000A') FROM link_tags t WHERE t.link_id = l.id) AS tags,
                (SELECT STRING_AGG(a.code, U&'\\000A') FROM link_aliases a
                    WHERE a.link_id = l.id AND a.removed_at IS NULL) AS aliases,
                (SELECT CONCAT_WS(' ', o.visits, COALESCE(CAST(o.visitors AS VARCHAR), '-'), o.until_at, o.source)
                    FROM opening_balances o WHERE o.link_id = l.id) AS balance,
                (SELECT p.code FROM links p WHERE p.id = l.parent) AS parent_code
            FROM links l
            """;

    /** The same with what the campaign says, to be read by {@link #mapWithUtm}. */
    static final String SELECT_WITH_UTM = SELECT.replace(
            "FROM links l\n",
            ", (SELECT c.utm FROM campaigns c WHERE c.slug = l.campaign) AS utm_of_campaign\nFROM links l\n");

    private final ChannelCatalogue channels;

    LinkRow(ChannelCatalogue channels) {
        this.channels = channels;
    }

    private static String all(Function<Column, String> part) {
        return list(Stream.concat(SET_ONCE.stream(), CHANGEABLE.stream()), part);
    }

    private static String list(Stream<Column> columns, Function<Column, String> part) {
        return columns.map(part).collect(Collectors.joining(", "));
    }

    /** @param folded see {@link LinkDao.NewLink#folded} */
    static <S extends SqlStatement<S>> S bindAll(S statement, Link link, @Nullable String folded) {
        statement.bind("folded", folded);
        SET_ONCE.forEach(column -> statement.bind(column.name, column.value.apply(link)));
        return bindChangeable(statement, link);
    }

    static <S extends SqlStatement<S>> S bindChangeable(S statement, Link link) {
        CHANGEABLE.forEach(column -> statement.bind(column.name, column.value.apply(link)));
        return statement.bind("id", link.id());
    }

    Link.Found mapWithUtm(ResultSet row, StatementContext context) throws SQLException {
        return new Link.Found(
                map(row, context), Utm.ofLines(row.getString("utm_of_campaign")), row.getBoolean("utm_slug"));
    }

    @Override
    public Link map(ResultSet row, StatementContext context) throws SQLException {
        LinkDraft draft = new LinkDraft.Builder()
                .destination(row.getString("destination"))
                .code(row.getString("code"))
                .aliases(inOrder(row.getString("aliases")))
                .domain(row.getString("domain"))
                .channel(row.getString("channel"))
                .visibility(visibility(row.getString("visibility")))
                .audience(row.getString("audience"))
                .people(number(row, "people"))
                .campaign(row.getString("campaign"))
                .tags(inOrder(row.getString("tags")))
                .title(row.getString("title"))
                .forwarding(row.getBoolean("forwarding") ? null : false)
                .validFrom(time(row, "valid_from"))
                .validUntil(time(row, "valid_until"))
                .maxClicks(number(row, "max_clicks"))
                .expiredDestination(row.getString("expired_destination"))
                .rules(RuleText.read(row.getString("rules")))
                .forwardQuery(forwardQuery(row))
                .forwardedWins(row.getBoolean("forwarded_wins"))
                .utm(new Utm(
                        row.getString("utm_source"),
                        row.getString("utm_medium"),
                        row.getString("utm_campaign"),
                        row.getString("utm_term"),
                        row.getString("utm_content"),
                        row.getBoolean("utm_off")))
                .card(new Card(
                        row.getString("card_title"), row.getString("card_description"), row.getString("card_image")))
                .trackConversions(row.getBoolean("track_conversions"))
                .disabled(row.getBoolean("disabled"))
                .archived(row.getBoolean("archived"))
                .passwordHash(row.getString("password_hash"))
                .placeholders(row.getBoolean("placeholders"))
                .draft();
        return new Link(
                row.getLong("id"),
                draft,
                draft.visibility(channels),
                row.getString("share_set"),
                new Link.Lineage(number(row, "parent"), row.getString("parent_code"), row.getInt("generation")),
                creator(row),
                row.getLong("uses"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")),
                OpeningBalance.ofWords(row.getString("balance")));
    }

    private static @Nullable String ofCreator(Link link, Function<Link.Creator, String> part) {
        Link.Creator creator = link.creator();
        return creator == null ? null : part.apply(creator);
    }

    private static Link.@Nullable Creator creator(ResultSet row) throws SQLException {
        String kind = row.getString("creator_kind");
        return kind == null ? null : new Link.Creator(kind, row.getString("creator_id"), row.getString("creator_name"));
    }

    private static boolean is(Link link, LinkDraft.ForwardQuery what) {
        return link.forwardQuery() == what;
    }

    /** What is neither all nor said to be of ids alone is none, or the setting's where it is null. */
    private static LinkDraft.@Nullable ForwardQuery forwardQuery(ResultSet row) throws SQLException {
        if (row.getBoolean("forward_ids")) {
            return LinkDraft.ForwardQuery.IDS;
        }
        boolean all = row.getBoolean("forward_query");
        if (row.wasNull()) {
            return null;
        }
        return all ? LinkDraft.ForwardQuery.ALL : LinkDraft.ForwardQuery.NONE;
    }

    private static List<String> inOrder(@Nullable String lines) {
        return lines == null ? List.of() : lines.lines().sorted().toList();
    }

    private static @Nullable Visibility visibility(@Nullable String name) {
        return name == null ? null : Visibility.valueOf(name);
    }

    private static @Nullable String name(@Nullable Visibility visibility) {
        return visibility == null ? null : visibility.name();
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        @Nullable Long millis = number(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}

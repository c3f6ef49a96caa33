package app.grapevine.importing;

import app.grapevine.attribution.Visibility;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.campaigns.Utm;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.Card;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a draft of the cells of a line. Words are those that spreadsheets and people write, in the languages of the page; what none
 * of them is, is a fault or left for {@code links} to refuse. Immutable.
 */
final class RowReader {
    private static final Pattern SHORT_URL =
            Pattern.compile("(?:https?://)?([^/?#]+)/([^?#]*?)/?(?:[?#].*)?", Pattern.CASE_INSENSITIVE);
    /** As programs write a list into one cell: {@code ["a", "b"]}. */
    private static final Pattern LIST = Pattern.compile("\\[(.*)]");

    private static final Pattern LISTED =
            Pattern.compile("\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|([^,\"']+))\\s*(?:,|$)");
    private static final Choice<Boolean> YES_OR_NO = new Choice<>(
            "true, false",
            Words.of(Map.of(
                    true, "true yes y 1 x sì si vero attivo on sí verdadero activo ja wahr aktiv oui vrai actif",
                    false, "false no n 0 falso off nein falsch inaktiv non faux inactif")));
    private static final Choice<LinkDraft.ForwardQuery> FORWARD_QUERY =
            new Choice<>("true, false, ids", forwardQuery());
    private static final Choice<Boolean> FORWARDED =
            new Choice<>("yields, wins", Map.of("yields", false, "wins", true));
    private static final Choice<Boolean> DISABLED = new Choice<>(
            "active, scheduled, expired, used-up, disabled",
            Words.of(Map.of(
                    false, "active scheduled expired used-up attivo enabled activo aktiv actif",
                    true, "disabled disattivato disabilitato desactivado deshabilitado deaktiviert désactivé")));
    /** Shlink's word for its own first domain. */
    private static final String DEFAULT_DOMAIN = "DEFAULT";

    private static final Choice<Visibility> VISIBILITIES = new Choice<>(
            "private, public, unknown",
            Words.of(Map.of(
                    Visibility.PRIVATE, "private privato privata privado privada privat privé privée",
                    Visibility.PUBLIC, "public pubblico pubblica público pública öffentlich publique",
                    Visibility.UNKNOWN,
                            "unknown sconosciuto sconosciuta desconocido desconocida unbekannt inconnu inconnue")));

    private static final List<Column> UTM_PARTS =
            List.of(Column.UTM_SOURCE, Column.UTM_MEDIUM, Column.UTM_CAMPAIGN, Column.UTM_TERM, Column.UTM_CONTENT);

    /**
     * What a cell can say.
     *
     * @param known what is told to who wrote something else: the API's own words, for those of all languages are too many to
     *     choose from
     */
    private record Choice<T>(String known, Map<String, T> words) {
        @Nullable
        T find(String text) {
            return words.get(text.toLowerCase(Locale.ROOT));
        }
    }

    private final LinkSettings settings;
    private final CellTimes times;
    private final ChannelNames channels;

    RowReader(LinkSettings settings, ChannelCatalogue catalogue, CellTimes times) {
        this.settings = settings;
        this.times = times;
        this.channels = new ChannelNames(catalogue);
    }

    private static Map<String, LinkDraft.ForwardQuery> forwardQuery() {
        Map<String, LinkDraft.ForwardQuery> words = new HashMap<>();
        YES_OR_NO
                .words()
                .forEach(
                        (word, yes) -> words.put(word, yes ? LinkDraft.ForwardQuery.ALL : LinkDraft.ForwardQuery.NONE));
        words.put("ids", LinkDraft.ForwardQuery.IDS);
        return Map.copyOf(words);
    }

    /** @param ours whether the line is of a table that {@link LinkTable} wrote */
    LinkDraft draft(Faults faults, RowCells cells, boolean ours) {
        LinkDraft.Builder draft = new LinkDraft.Builder()
                .destination(cells.get(Column.DESTINATION))
                .channel(channels.id(cells.get(Column.CHANNEL)))
                .visibility(word(faults, cells, Column.VISIBILITY, VISIBILITIES))
                .audience(cells.get(Column.AUDIENCE))
                .people(number(faults, cells, Column.PEOPLE))
                .campaign(cells.get(Column.CAMPAIGN))
                .tags(tags(cells.get(Column.TAGS), ours))
                .aliases(tags(cells.get(Column.ALIASES), ours))
                .title(cells.get(Column.TITLE))
                .forwarding(word(faults, cells, Column.FORWARDING, YES_OR_NO))
                .validFrom(time(faults, cells, Column.VALID_FROM))
                .validUntil(time(faults, cells, Column.VALID_UNTIL))
                .maxClicks(number(faults, cells, Column.MAX_CLICKS))
                .expiredDestination(cells.get(Column.EXPIRED_DESTINATION))
                .forwardQuery(word(faults, cells, Column.FORWARD_QUERY, FORWARD_QUERY))
                .forwardedWins(is(faults, cells, Column.FORWARDED, FORWARDED))
                .trackConversions(is(faults, cells, Column.TRACK_CONVERSIONS, YES_OR_NO))
                .disabled(is(faults, cells, Column.STATUS, DISABLED) | is(faults, cells, Column.BANNED, YES_OR_NO))
                .archived(is(faults, cells, Column.ARCHIVED, YES_OR_NO))
                .utm(utm(faults, cells))
                .card(new Card(
                        cells.get(Column.CARD_TITLE),
                        cells.get(Column.CARD_DESCRIPTION),
                        cells.get(Column.CARD_IMAGE)));
        checkPassword(faults, cells.get(Column.PASSWORD));
        return coded(draft, cells).draft();
    }

    /** A link that another service had guarded must not be made open without anybody's knowing. */
    private static void checkPassword(Faults faults, @Nullable String text) {
        if (text != null && !Boolean.FALSE.equals(YES_OR_NO.find(text))) {
            faults.add(Column.PASSWORD.field(), FaultCode.NOT_OF_MANY);
        }
    }

    /** Nothing is added where {@code utm} says so, and then no other column may say what is. */
    private static Utm utm(Faults faults, RowCells cells) {
        Utm utm = new Utm(
                cells.get(Column.UTM_SOURCE),
                cells.get(Column.UTM_MEDIUM),
                cells.get(Column.UTM_CAMPAIGN),
                cells.get(Column.UTM_TERM),
                cells.get(Column.UTM_CONTENT));
        if (!Boolean.FALSE.equals(word(faults, cells, Column.UTM, YES_OR_NO))) {
            return utm;
        }
        UTM_PARTS.stream()
                .filter(part -> cells.get(part) != null)
                .forEach(part ->
                        faults.add(part.field(), FaultCode.NOT_WITH, Map.of("other", Column.UTM.field() + " = false")));
        return Utm.OFF;
    }

    static boolean isDefaultDomain(String domain) {
        return DEFAULT_DOMAIN.equalsIgnoreCase(domain);
    }

    /** Code and domain, or what a short URL has of them; another service's host is none of ours, and left out. */
    private LinkDraft.Builder coded(LinkDraft.Builder draft, RowCells cells) {
        String domain = cells.get(Column.DOMAIN);
        draft.code(cells.get(Column.CODE)).domain(domain == null || isDefaultDomain(domain) ? null : domain);
        String shortUrl = cells.get(Column.SHORT_URL);
        if (shortUrl == null || cells.get(Column.CODE) != null) {
            return draft;
        }
        Matcher parts = SHORT_URL.matcher(shortUrl);
        if (!parts.matches()) {
            return draft.code(shortUrl);
        }
        String host = parts.group(1).toLowerCase(Locale.ROOT);
        if (cells.get(Column.DOMAIN) == null && settings.serves(host)) {
            draft.domain(host);
        }
        return draft.code(parts.group(2));
    }

    private static List<String> tags(@Nullable String text, boolean ours) {
        if (text == null) {
            return List.of();
        }
        if (ours) {
            return LinkTable.tags(text);
        }
        Matcher list = LIST.matcher(text);
        return (list.matches() ? listed(list.group(1)) : Stream.of(text.split("[,;|]", -1)))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    private static Stream<String> listed(String items) {
        return LISTED.matcher(items)
                .results()
                .map(item -> Stream.of(item.group(1), item.group(2), item.group(3))
                        .filter(text -> text != null)
                        .map(text -> text.replaceAll("\\\\(.)", "$1"))
                        .findFirst()
                        .orElse(""));
    }

    private static @Nullable Long number(Faults faults, RowCells cells, Column column) {
        String text = cells.get(column);
        return text == null ? null : CellNumbers.whole(faults, column.field(), text);
    }

    private static boolean is(Faults faults, RowCells cells, Column column, Choice<Boolean> words) {
        return Boolean.TRUE.equals(word(faults, cells, column, words));
    }

    private static <T> @Nullable T word(Faults faults, RowCells cells, Column column, Choice<T> choice) {
        String text = cells.get(column);
        T value = text == null ? null : choice.find(text);
        if (text != null && value == null) {
            faults.add(column.field(), FaultCode.NOT_ONE_OF, Map.of("known", choice.known()));
        }
        return value;
    }

    private @Nullable Instant time(Faults faults, RowCells cells, Column column) {
        String text = cells.get(column);
        return text == null ? null : times.read(faults, column.field(), text);
    }
}

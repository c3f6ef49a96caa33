package app.grapevine.importing;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a column of a file can be taken for: a field of a link, under the names that it has here, in Italian, and in the exports of
 * other shorteners (Bitly, Dub, Kutt, Rebrandly, Short.io, Shlink, Sink, TinyURL, YOURLS). Names are compared without case, accents,
 * and all that is neither letter nor digit.
 */
enum Column {
    DESTINATION(
            "destination",
            "destination url, destination link, link destination, url, long url, long link, original url, original link, full url,"
                    + " target, target url, redirect url, website, website url, web address, link url, page url, landing page,"
                    + " destinazione, url di destinazione, link di destinazione, url lungo, link lungo, url originale,"
                    + " link originale, url completo, indirizzo di destinazione, indirizzo web, sito, sito web, pagina web"),
    CODE(
            "code",
            "short code, keyword, slug, slashtag, back half, custom back half, custom slug, custom alias, alias, path, key, codice,"
                    + " codice breve, parola chiave, back half personalizzato"),
    SHORT_URL(
            "shortUrl",
            "short url, short link, bitlink, custom bitlink, tiny url, link breve, url breve, link corto, url corto, link abbreviato"),
    DOMAIN("domain", "domain name, dominio"),
    CHANNEL("channel", "canale"),
    VISIBILITY("visibility", "visibilità"),
    AUDIENCE("audience", "group, gruppo, pubblico, destinatari"),
    PEOPLE("people", "persone"),
    CAMPAIGN("campaign", "campaign name, campagna, nome campagna, nome della campagna"),
    TAGS("tags", "tag, labels, etichette, etichetta"),
    TITLE("title", "name, link title, link name, titolo, nome, titolo del link, nome del link"),
    FORWARDING("forwarding", "inoltro"),
    VALID_FROM("validFrom", "valid since, starts at, start date, valido dal, valido da, data di inizio"),
    VALID_UNTIL(
            "validUntil",
            "expires, expires at, expires on, expire in, expiration, expiration date, expiry, expiry date, end date, valido fino"
                    + " al, valido fino a, scadenza, data di scadenza, scade il, data di fine"),
    MAX_CLICKS(
            "maxClicks",
            "max visits, click limit, clicks limit, clic massimi, massimo clic, numero massimo di clic, limite di clic"),
    EXPIRED_DESTINATION("expiredDestination", "expired url, destinazione dopo la scadenza"),
    FORWARD_QUERY("forwardQuery", ""),
    FORWARDED("forwarded", ""),
    TRACK_CONVERSIONS("trackConversions", ""),
    STATUS("status", "stato"),
    ARCHIVED("archived", "archiviato, archiviati"),
    /** What another service had switched off. */
    BANNED("status", "banned, disabled, disabilitato, disattivato"),
    /** Of which a file can say nothing: what has one would be open to everybody without it. */
    PASSWORD("password", ""),
    /** Whether anything is added at all. */
    UTM("utm", ""),
    UTM_SOURCE("utm.source", "campaign source, sorgente campagna, sorgente della campagna"),
    UTM_MEDIUM("utm.medium", "campaign medium, mezzo campagna, mezzo della campagna"),
    UTM_CAMPAIGN("utm.campaign", ""),
    UTM_TERM("utm.term", "campaign term"),
    UTM_CONTENT("utm.content", "campaign content"),
    CARD_TITLE("card.title", ""),
    CARD_DESCRIPTION("card.description", ""),
    CARD_IMAGE("card.image", ""),
    /** Of which nothing is taken. */
    OTHER("", "");

    /**
     * Names that mean the destination where no other column has it, and else something shorter: Kutt calls the code
     * {@code address} and the short URL {@code link}.
     */
    private static final Map<String, Column> AMBIGUOUS =
            Map.of("address", CODE, "indirizzo", CODE, "link", SHORT_URL, "collegamento", SHORT_URL);

    private static final Map<String, Column> BY_NAME = byName();
    private static final Set<String> OUR_CODES = Set.of("code", "codice");

    /** No name that is known is longer, whatever stands between its letters. */
    private static final int LONGEST = 200;

    private final String field;
    private final String names;

    Column(String field, String names) {
        this.field = field;
        this.names = names;
    }

    /** The field of a link, as the API calls it; {@code shortUrl} stands for code and domain. */
    String field() {
        return field;
    }

    /** Whether it has addresses, of which none is cut where the next one begins. */
    boolean isAddress() {
        return this == DESTINATION || this == EXPIRED_DESTINATION || this == SHORT_URL || this == CARD_IMAGE;
    }

    /** What each column of a file is taken for, by the names in its first line. */
    static List<Column> of(List<String> header) {
        List<String> names = header.stream()
                .map(name -> name.length() > LONGEST ? "" : plain(name))
                .toList();
        boolean named = names.stream().anyMatch(name -> BY_NAME.get(name) == DESTINATION);
        return names.stream()
                .map(name -> !named && AMBIGUOUS.containsKey(name)
                        ? DESTINATION
                        : BY_NAME.getOrDefault(name, AMBIGUOUS.getOrDefault(name, OTHER)))
                .toList();
    }

    /** Whether the codes of a file, and so its domains, are those of another service, by what it calls them. */
    static boolean isOfAnother(List<String> header, List<Column> columns) {
        return columns.contains(DOMAIN)
                && (columns.contains(CODE) || columns.contains(SHORT_URL))
                && header.stream().map(Column::plain).noneMatch(OUR_CODES::contains);
    }

    private static Map<String, Column> byName() {
        Map<String, Column> columns = new HashMap<>();
        for (Column column : values()) {
            String own = column == BANNED ? "" : column.field;
            Arrays.stream((own + "," + column.names).split(",", -1))
                    .map(Column::plain)
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> columns.put(name, column));
        }
        return Map.copyOf(columns);
    }

    /** A name without case, accents, spaces and marks. */
    static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }
}

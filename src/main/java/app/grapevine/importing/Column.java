package app.grapevine.importing;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a column of a file can be taken for: a field of a link, under the names that it has here, in Italian, and in the exports of
 * other shorteners (Bitly, Dub, Kutt, Rebrandly, Short.io, Shlink, Sink, YOURLS). Names are compared without case, accents, and
 * all that is neither letter nor digit.
 */
enum Column {
    DESTINATION(
            "destination",
            "destination url, url, long url, long link, original url, target, target url, destinazione, url di destinazione,"
                    + " url lungo, link lungo, url originale, indirizzo di destinazione"),
    CODE(
            "code",
            "short code, keyword, slug, slashtag, back half, custom back half, custom slug, custom alias, alias, path, codice,"
                    + " codice breve, parola chiave, back half personalizzato"),
    SHORT_URL(
            "shortUrl",
            "short url, short link, bitlink, custom bitlink, link breve, url breve, link corto, url corto, link abbreviato"),
    DOMAIN("domain", "dominio"),
    CHANNEL("channel", "canale"),
    VISIBILITY("visibility", "visibilità"),
    AUDIENCE("audience", "pubblico, destinatari"),
    PEOPLE("people", "persone"),
    CAMPAIGN("campaign", "campagna"),
    TAGS("tags", "tag, labels, etichette, etichetta"),
    TITLE("title", "name, titolo, nome"),
    FORWARDING("forwarding", "inoltro"),
    VALID_FROM("validFrom", "valid since, valido dal, valido da"),
    VALID_UNTIL("validUntil", "expires, expires at, expire in, expiration, valido fino al, valido fino a, scadenza"),
    MAX_CLICKS("maxClicks", "max visits, clic massimi"),
    EXPIRED_DESTINATION("expiredDestination", "expired url, destinazione dopo la scadenza"),
    FORWARD_QUERY("forwardQuery", ""),
    FORWARDED("forwarded", ""),
    TRACK_CONVERSIONS("trackConversions", ""),
    STATUS("status", "stato"),
    /** Whether anything is added at all. */
    UTM("utm", ""),
    UTM_SOURCE("utm.source", ""),
    UTM_MEDIUM("utm.medium", ""),
    UTM_CAMPAIGN("utm.campaign", ""),
    UTM_TERM("utm.term", ""),
    UTM_CONTENT("utm.content", ""),
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

    private static Map<String, Column> byName() {
        Map<String, Column> columns = new HashMap<>();
        for (Column column : values()) {
            Arrays.stream((column.field + "," + column.names).split(",", -1))
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

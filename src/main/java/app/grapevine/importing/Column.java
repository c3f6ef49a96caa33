package app.grapevine.importing;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a column of a file can be taken for: a field of a link, under the names that it has here, in the languages of the page, and in
 * the exports of other shorteners (Bitly, Dub, Kutt, Rebrandly, Short.io, Shlink, Sink, TinyURL, YOURLS). Names are compared without
 * case, accents, and all that is neither letter nor digit.
 */
enum Column {
    DESTINATION(
            "destination",
            "destination url, destination link, link destination, url, long url, long link, original url, original link, full url,"
                    + " target, target url, redirect url, website, website url, web address, link url, page url, landing page,"
                    + " destinazione, url di destinazione, link di destinazione, url lungo, link lungo, url originale,"
                    + " link originale, url completo, indirizzo di destinazione, indirizzo web, sito, sito web, pagina web,"
                    + " destino, url de destino, enlace de destino, dirección de destino, página de destino, url larga, enlace largo,"
                    + " enlace original, url completa, dirección web, sitio, sitio web, página web,"
                    + " ziel, ziel url, ziellink, zieladresse, zielseite, lange url, langer link, ursprüngliche url, originallink,"
                    + " originaladresse, vollständige url, webadresse, internetadresse, webseite,"
                    + " url de destination, lien de destination, adresse de destination, page de destination, url longue, lien long,"
                    + " url originale, url d'origine, lien d'origine, url complète, adresse web, site web, page web"),
    CODE(
            "code",
            "short code, keyword, slug, slashtag, back half, custom back half, custom slug, custom alias, alias, path, key, codice,"
                    + " codice breve, parola chiave, back half personalizzato, código, código corto, palabra clave, kurzcode, kürzel,"
                    + " schlüsselwort, code court, mot clé"),
    SHORT_URL(
            "shortUrl",
            "short url, short link, bitlink, custom bitlink, tiny url, link breve, url breve, link corto, url corto, link abbreviato,"
                    + " enlace corto, url corta, enlace acortado, enlace abreviado, kurzlink, kurz url, kurze url, kurzer link,"
                    + " kurzadresse, lien court, url courte, lien raccourci, url raccourcie"),
    DOMAIN("domain", "domain name, dominio, nombre de dominio, domäne, domainname, domaine, nom de domaine"),
    CHANNEL("channel", "canale, canal, kanal"),
    VISIBILITY("visibility", "visibilità, visibilidad, sichtbarkeit, visibilité"),
    AUDIENCE(
            "audience",
            "group, gruppo, pubblico, destinatari, grupo, audiencia, público, destinatarios, gruppe, zielgruppe, empfänger, groupe,"
                    + " destinataires"),
    PEOPLE(
            "people",
            "sent to people, persone, inviato a persone, personas, enviado a personas, personen, gesendet an personen, personnes,"
                    + " envoyé à personnes"),
    CAMPAIGN(
            "campaign",
            "campaign name, campagna, nome campagna, nome della campagna, campaña, nombre de la campaña, kampagne, kampagnenname,"
                    + " name der kampagne, campagne, nom de la campagne"),
    TAGS(
            "tags",
            "tag, label, labels, etichette, etichetta, etiquetas, etiqueta, schlagwörter, schlagwort, etiketten, étiquettes, étiquette"),
    ALIASES("aliases", ""),
    TITLE(
            "title",
            "name, link title, link name, titolo, nome, titolo del link, nome del link, título, nombre, título del enlace,"
                    + " nombre del enlace, titel, linktitel, linkname, bezeichnung, titre, nom, titre du lien, nom du lien"),
    FORWARDING("forwarding", "inoltro, reenvío, weitergabe, transmission"),
    VALID_FROM(
            "validFrom",
            "valid since, active from, starts at, start date, valido dal, valido da, attivo dal, data di inizio, válido desde,"
                    + " válido a partir de, activo desde, fecha de inicio, gültig ab, gültig von, aktiv ab, startdatum, beginn, valable du,"
                    + " valable à partir du, valide à partir du, actif à partir du, actif dès, date de début"),
    VALID_UNTIL(
            "validUntil",
            "active until, expires, expires at, expires on, expire in, expiration, expiration date, expiry, expiry date, end date, valido fino"
                    + " al, valido fino a, attivo fino al, scadenza, data di scadenza, scade il, data di fine, válido hasta, activo hasta,"
                    + " caduca, caduca el, caducidad, fecha de caducidad, vence, vence el, vencimiento, fecha de vencimiento, expira,"
                    + " expira el, fecha de fin, gültig bis, aktiv bis, läuft ab, läuft ab am, ablauf, ablaufdatum, verfallsdatum,"
                    + " enddatum, ende, valable jusqu'au, valide jusqu'au, actif jusqu'au, expire, expire le, date d'expiration, date de fin"),
    MAX_CLICKS(
            "maxClicks",
            "max visits, click limit, clicks limit, clic massimi, massimo clic, numero massimo di clic, limite di clic,"
                    + " límite de clics, clics máximos, máximo de clics, número máximo de clics, klicklimit, maximale klicks, klicks maximal,"
                    + " höchstzahl der klicks, limite de clics, clics maximum, nombre maximum de clics, nombre maximal de clics"),
    EXPIRED_DESTINATION(
            "expiredDestination",
            "expired url, afterwards lead to, destinazione dopo la scadenza, dopo porta a, destino tras la caducidad, después llevar a,"
                    + " ziel nach ablauf, führt danach zu, destination après expiration, ensuite mener à"),
    FORWARD_QUERY("forwardQuery", ""),
    FORWARDED("forwarded", ""),
    TRACK_CONVERSIONS(
            "trackConversions",
            "traccia le conversioni, seguimiento de conversiones, conversions erfassen, suivre les conversions"),
    STATUS("status", "stato, estado, statut, état"),
    ARCHIVED("archived", "archiviato, archiviati, archivado, archivados, archiviert, archivé, archivés"),
    /** What another service had switched off. */
    BANNED("status", "banned, disabled, disabilitato, disattivato, desactivado, deshabilitado, deaktiviert, désactivé"),
    /** Of which a file can say nothing: what has one would be open to everybody without it. */
    PASSWORD("password", "contraseña, passwort, kennwort, mot de passe"),
    /** Whether anything is added at all. */
    UTM("utm", ""),
    UTM_SOURCE(
            "utm.source",
            "campaign source, sorgente campagna, sorgente della campagna, fuente de la campaña, kampagnenquelle, source de la campagne"),
    UTM_MEDIUM(
            "utm.medium",
            "campaign medium, mezzo campagna, mezzo della campagna, medio de la campaña, kampagnenmedium, support de la campagne"),
    UTM_CAMPAIGN("utm.campaign", ""),
    UTM_TERM("utm.term", "campaign term, término de la campaña, kampagnenbegriff, terme de la campagne"),
    UTM_CONTENT("utm.content", "campaign content, contenido de la campaña, kampagneninhalt, contenu de la campagne"),
    CARD_TITLE("card.title", ""),
    CARD_DESCRIPTION("card.description", ""),
    CARD_IMAGE("card.image", ""),
    /** Of which nothing is taken. */
    OTHER("", "");

    /**
     * Names that mean the destination where no other column has it, and else something shorter: Kutt calls the code
     * {@code address} and the short URL {@code link}.
     */
    private static final Map<String, Column> AMBIGUOUS = Words.of(Map.of(
            CODE, "address indirizzo direccion adresse",
            SHORT_URL, "link collegamento enlace lien"));

    private static final Map<String, Column> BY_NAME = byName();
    private static final Set<String> OUR_CODES = Set.of("code", "codice", "codigo");

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

package app.grapevine.importing;

import static java.util.Map.entry;

import app.grapevine.attribution.Channel;
import app.grapevine.channels.ChannelCatalogue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Channels as people write them in a cell: by id, by name, or as they are called beside. Immutable. */
final class ChannelNames {
    /** What people call channels beside their names; a channel of the catalogue that is called so goes first. */
    private static final Map<String, String> BESIDE = Words.of(Map.ofEntries(
            entry("email", "mail postaelettronica correo correoelectronico courriel"),
            entry("whatsapp", "wa whatsappbusiness"),
            entry("messenger", "facebookmessenger fbmessenger"),
            entry("facebook", "fb"),
            entry("instagram", "ig"),
            entry("x", "twitter xtwitter"),
            entry("teams", "msteams"),
            entry("sms", "textmessage"),
            entry("qr", "codiceqr codigoqr codeqr"),
            entry("copy", "copiaeincolla copiarypegar kopierenundeinfugen copiercoller"),
            entry("steam", "chatdisteam chatdesteam chatsteam"),
            entry(
                    "print",
                    "poster flyer leaflet stampa manifesto locandina volantino impreso cartel folleto octavilla"
                            + " druck gedruckt plakat flugblatt handzettel imprime affiche tract prospectus")));

    private final Map<String, String> ids = new HashMap<>();

    ChannelNames(ChannelCatalogue catalogue) {
        catalogue.all().forEach(channel -> ids.put(Column.plain(channel.name()), channel.id()));
        catalogue.all().stream().map(Channel::id).forEach(id -> ids.put(Column.plain(id), id));
    }

    /** A channel's id; a text that is none is left for others to refuse. */
    @Nullable
    String id(@Nullable String text) {
        String plain = text == null ? "" : Column.plain(text);
        return text == null ? null : ids.getOrDefault(plain, BESIDE.getOrDefault(plain, text));
    }
}

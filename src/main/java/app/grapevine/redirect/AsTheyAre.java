package app.grapevine.redirect;

import app.grapevine.base.HostName;
import app.grapevine.base.ReadableHost;
import java.util.Locale;
import java.util.Set;

/**
 * Destinations to which nothing is added, because no page reads it and something may break by it: addresses whose query is a
 * message ({@code mailto:}, {@code sms:}) or does not exist ({@code tel:}), and addresses by which an app opens a chat, which
 * have parameters of their own. To an app's own address in a rule it is added: the app reads what its pages in the web read.
 */
final class AsTheyAre {
    /**
     * Hosts whose every address opens a chat's app, as these say:
     *
     * <ul>
     *   <li>WhatsApp: faq.whatsapp.com/5913398998672934 (click to chat), and the invitations to its groups
     *   <li>Telegram: core.telegram.org/api/links
     *   <li>Messenger: developers.facebook.com/docs/messenger-platform/discovery/m-me-links
     *   <li>Instagram: developers.facebook.com/docs/messenger-platform/instagram/features/ig-me-links
     *   <li>Signal: AndroidManifest.xml of github.com/signalapp/Signal-Android
     *   <li>LINE: developers.line.biz/en/docs/messaging-api/using-line-url-scheme and …/sharing-bot
     * </ul>
     */
    private static final Set<String> HOSTS = Set.of(
            "wa.me",
            "api.whatsapp.com",
            "web.whatsapp.com",
            "chat.whatsapp.com",
            "t.me",
            "telegram.me",
            "telegram.dog",
            "m.me",
            "ig.me",
            "signal.me",
            "signal.group",
            "line.me",
            "liff.line.me",
            "miniapp.line.me",
            "lin.ee");

    /** The same of these apps' own, as the same documents say. */
    private static final Set<String> SCHEMES =
            Set.of("mailto", "tel", "sms", "whatsapp", "tg", "fb-messenger", "sgnl", "line");

    private static final String WWW = "www.";
    /** Behind a name of its own, each name on Telegram is a host: {@code name.t.me}. */
    private static final String OF_TELEGRAM = ".t.me";

    private AsTheyAre() {}

    static boolean is(String destination) {
        if (!ReadableHost.isWeb(destination)) {
            int colon = destination.indexOf(':');
            return colon > 0 && SCHEMES.contains(destination.substring(0, colon).toLowerCase(Locale.ROOT));
        }
        String host = HostName.plain(ReadableHost.host(destination));
        return host.endsWith(OF_TELEGRAM) || HOSTS.contains(host.startsWith(WWW) ? host.substring(WWW.length()) : host);
    }
}

package app.grapevine.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From whom letters come: {@code grapevine@example.com}, or {@code Grapevine <grapevine@example.com>}.
 *
 * @param name that readers see beside the address; null for none
 */
public record Sender(MailAddress address, @Nullable String name) {
    private static final Pattern NAMED = Pattern.compile("([^<>\\p{Cntrl}]{1,100})<([^<>]*)>");

    /** @throws IllegalArgumentException if it is no such sender */
    public static Sender of(String text) {
        Matcher named = NAMED.matcher(text.strip());
        String name = named.matches() ? named.group(1).strip().replace("\"", "") : "";
        MailAddress address = MailAddress.find(named.matches() ? named.group(2) : text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be an address such as grapevine@example.com, or Grapevine <grapevine@example.com>"));
        return new Sender(address, name.isEmpty() ? null : name);
    }
}

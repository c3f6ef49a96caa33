package app.grapevine.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A letter to one reader.
 *
 * @param id by which mail programs know it again: letters, digits, dots; the same whenever it is sent anew
 * @param subject one line; what would end it is left out when it is sent
 * @param html the same as {@code text}, for who sees it
 * @param unsubscribe an address that ends what the letter is one of, when it is posted to (RFC 8058); null where there is none
 * @param at when it was written
 */
public record Letter(
        String id,
        MailAddress to,
        String subject,
        String text,
        String html,
        @Nullable String unsubscribe,
        Instant at) {
    /** @throws IllegalArgumentException for an id that is none, or an address to post to with a line end in it */
    public Letter {
        if (!id.matches("[A-Za-z0-9.]{1,100}")) {
            throw new IllegalArgumentException("no id of a letter");
        }
        if (unsubscribe != null && !unsubscribe.matches("[!-~&&[^<>]]+")) {
            throw new IllegalArgumentException("no address to post to");
        }
    }
}

package app.grapevine.security;

import app.grapevine.base.Characters;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import java.util.Map;

/**
 * Passwords of links, which their owners send to recipients by another way than the link. They are hashed like those of
 * accounts, and wait for turns of their own: whoever tries them keeps nobody from signing in, and no redirect waits for either.
 * Safe for use by many threads.
 *
 * <p>They are compared without blanks around them and without what nobody sees, which the keyboards of phones and the
 * clipboard add, and have no rule but their length: what is guessed is limited by how often one may try
 * ({@link RateLimits#password}).
 */
public final class LinkPasswords {
    /** In characters as people see them. */
    public static final int LEAST = 6;

    public static final int MOST = 128;

    /** One at a time: beside the sign-ins' half of the processors there is something left for redirects. */
    private static final Passwords.Turns TURNS =
            new Passwords.Turns(1, "Too many passwords of links are looked at in this moment.");

    private LinkPasswords() {}

    /** Whether a password can be one, else what is wrong with it. */
    public static boolean isFit(Faults faults, String field, String password) {
        String clean = Characters.clean(password);
        int length = Characters.count(clean);
        if (length < LEAST || length > MOST) {
            faults.add(field, FaultCode.WRONG_LENGTH, Map.of("least", LEAST, "most", MOST));
            return false;
        }
        return faults.isFit(field, clean);
    }

    /** @throws RefusedException BUSY if too many wait for theirs */
    public static String hash(String password) {
        return Passwords.hash(Characters.clean(password), TURNS);
    }

    /**
     * Whether {@code password} is the one that was hashed.
     *
     * @throws RefusedException BUSY if too many wait for theirs
     */
    public static boolean matches(String password, String hash) {
        String clean = Characters.clean(password);
        // What can be no password takes no turn.
        return isFit(new Faults(), "", clean) && Passwords.matches(clean, hash, TURNS);
    }
}

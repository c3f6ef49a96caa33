package app.grapevine.security;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.lang.ref.SoftReference;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords are among those that are tried first: by how many guesses zxcvbn says that one takes (D. L. Wheeler, USENIX
 * Security 2016), which knows passwords that leaked, names, words, dates, keys beside each other, and what people make of them.
 * Safe for use by many threads.
 *
 * <p>Its word lists take some 20 MB and a fraction of a second to load. Passwords are set so rarely that they are loaded for the
 * first of them, and given up when the memory is needed.
 */
final class CommonPasswords {
    /** Of 0 to 4; below it, fewer than 10^8 guesses are thought to do. */
    private static final int LEAST_SCORE = 3;
    /** What is behind is not looked at, for the time that a measure takes rises faster than the length. */
    private static final int MEASURED = 64;

    private static final List<String> OF_THE_SERVICE =
            List.of("grapevine", "dashboard", "campaign", "link", "links", "share", "marketing", "admin", "account");

    /** The fewest letters and digits of it that are in no word of the service, and not in the name. */
    private static final int LEAST_LEFT = 5;

    private static final int LEAST_WORD = 3;

    private static SoftReference<Zxcvbn> loaded = new SoftReference<>(null);

    private CommonPasswords() {}

    private static synchronized Zxcvbn zxcvbn() {
        @Nullable Zxcvbn present = loaded.get();
        if (present == null) {
            present = new Zxcvbn();
            loaded = new SoftReference<>(present);
        }
        return present;
    }

    private static int leftOf(String password, List<String> words) {
        String left = password.toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (word.length() >= LEAST_WORD) {
                left = left.replace(word.toLowerCase(Locale.ROOT), " ");
            }
        }
        return (int) left.codePoints().filter(Character::isLetterOrDigit).count();
    }

    /** @param name of the account, which counts as a common word */
    static boolean isTriedFirst(String password, String name) {
        String plain = Normalizer.normalize(password, Normalizer.Form.NFKC);
        List<String> words = new ArrayList<>(OF_THE_SERVICE);
        words.add(name);
        words.addAll(List.of(name.split("[^\\p{L}\\p{N}]+")));
        words.removeIf(String::isBlank);
        if (leftOf(plain, words) < LEAST_LEFT) {
            return true;
        }
        String measured = plain.substring(0, Math.min(MEASURED, plain.length()));
        return zxcvbn().measure(measured, words).getScore() < LEAST_SCORE;
    }
}

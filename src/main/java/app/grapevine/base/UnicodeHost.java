package app.grapevine.base;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Names of hosts in all letters, turned into ASCII and back as browsers do: UTS #46, nontransitional, with the checks
 * of bidirectional text and of joiners and without those of hyphens and lengths (WHATWG URL Standard, section 3.3).
 * Java's own {@code IDN} is IDNA 2003, to which some names are another host.
 *
 * <p>What is ASCII needs none of this, and does not load ICU, whose tables take some 80 ms of a processor the first time.
 */
public final class UnicodeHost {
    private static final String PREFIX = "xn--";

    private UnicodeHost() {}

    /** Loaded with the first name that is not plain. */
    private static final class Icu {
        static final IDNA UTS_46 = IDNA.getUTS46Instance(IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ
                | IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE);

        /** What browsers let pass: CheckHyphens and VerifyDnsLength are false. */
        static final Set<IDNA.Error> PASSED = EnumSet.of(
                IDNA.Error.EMPTY_LABEL,
                IDNA.Error.LABEL_TOO_LONG,
                IDNA.Error.DOMAIN_NAME_TOO_LONG,
                IDNA.Error.LEADING_HYPHEN,
                IDNA.Error.TRAILING_HYPHEN,
                IDNA.Error.HYPHEN_3_4);

        private Icu() {}

        static Optional<String> result(StringBuilder name, IDNA.Info info) {
            return PASSED.containsAll(info.getErrors()) ? Optional.of(name.toString()) : Optional.empty();
        }
    }

    /**
     * The name in ASCII and lower case; empty for what is no name to browsers. Which characters of ASCII a host may
     * have is not looked at.
     */
    public static Optional<String> toAscii(String host) {
        if (isPlain(host)) {
            return Optional.of(host.toLowerCase(Locale.ROOT));
        }
        IDNA.Info info = new IDNA.Info();
        return Icu.result(Icu.UTS_46.nameToASCII(host, new StringBuilder(), info), info);
    }

    /** The name as people read it: empty for what is no name to browsers. */
    public static Optional<String> toUnicode(String host) {
        if (isPlain(host)) {
            return Optional.of(host.toLowerCase(Locale.ROOT));
        }
        IDNA.Info info = new IDNA.Info();
        return Icu.result(Icu.UTS_46.nameToUnicode(host, new StringBuilder(), info), info);
    }

    /** Whether it is the same in ASCII and in Unicode, but for capitals. */
    public static boolean isPlain(String host) {
        return host.chars().allMatch(character -> character < 0x80)
                && !host.toLowerCase(Locale.ROOT).contains(PREFIX);
    }
}

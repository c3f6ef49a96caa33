package app.grapevine.base;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses by which a device writes a mail ({@code mailto:}, RFC 6068), calls a number ({@code tel:}, RFC 3966) or writes a
 * text message ({@code sms:}, RFC 5724). They come out as they went in, but for what no address has as it is, which is
 * percent-encoded, and for the host of a mail address, which is written in ASCII.
 *
 * <p>Taken is less than the RFCs let through, and in one place more:
 *
 * <ul>
 *   <li>of a mail's fields the recipients, the subject and the body. Others are dangerous where a program heeds them (RFC 6068,
 *       section 7: {@code attach} has sent files)
 *   <li>line ends in the body alone, and no other control character (section 5 there)
 *   <li>a number without the codes that phones carry out ({@code *}, {@code #})
 *   <li>a short number of 3 to 8 digits as people dial it, an emergency call or a service's, where RFC 3966 asks for a {@code
 *       phone-context}, which phones do not understand
 * </ul>
 */
public final class ContactAddress {
    /** Their schemes, in lower case. */
    public static final Set<String> SCHEMES = Set.of("mailto", "tel", "sms");

    private static final Pattern NUMBER = Pattern.compile("\\+?+[-.()0-9]++");
    private static final Pattern SHORT_NUMBER = Pattern.compile("[0-9]{3,8}");
    /** E.164, section 6.1, as a number with its country's code has at most. */
    private static final int MOST_DIGITS = 15;

    private static final int LEAST_DIGITS = 3;
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z0-9-]{1,40}+)(?:=([A-Za-z0-9%.~_!$&'()*+:/-]{1,100}+))?+");
    private static final Pattern CONTEXT = Pattern.compile("\\+[-.()0-9]++|[A-Za-z0-9.-]++");
    private static final String PHONE_CONTEXT = "phone-context";

    private static final Pattern LOCAL_PART = Pattern.compile("(?:[A-Za-z0-9!$'*+_.~{}-]|%[0-9A-Fa-f]{2})++");
    private static final Pattern HOST = Pattern.compile("[a-z0-9_-]{1,63}+(?:\\.[a-z0-9_-]{1,63}+)*+");
    private static final Pattern VALUE = Pattern.compile("(?:[^%#]|%[0-9A-Fa-f]{2})*+");
    private static final Pattern CONTROL = Pattern.compile("%(?:[01][0-9A-Fa-f]|7[Ff])");
    private static final Pattern LINE_END = Pattern.compile("%0[Dd]%0[Aa]|%0[AaDd9]");

    private static final Set<String> FIELDS_OF_MAIL = Set.of("to", "cc", "bcc", "subject", "body");
    private static final Set<String> ADDRESSES = Set.of("to", "cc", "bcc");
    private static final String BODY = "body";

    /** What stands in an address as it is: all characters of URIs but the hash, and braces, which stand for something here. */
    private static final String AS_IT_IS = "-._~!$&'()*+,;=:@/?{}%";

    private ContactAddress() {}

    /**
     * An address as it is kept; empty where it is none.
     *
     * @param scheme one of {@link #SCHEMES}
     * @param rest what stands behind the scheme and its colon
     */
    public static Optional<String> canonical(String scheme, String rest) {
        if (rest.indexOf('#') >= 0) {
            return Optional.empty();
        }
        Optional<String> kept = switch (scheme) {
            case "mailto" -> mail(rest);
            case "sms" -> message(encoded(rest));
            default -> isPhone(rest) ? Optional.of(rest) : Optional.empty();
        };
        return kept.map(text -> scheme + ":" + text);
    }

    /** What is wrong with what is no address of a scheme. */
    public static FaultCode fault(String scheme) {
        return switch (scheme) {
            case "mailto" -> FaultCode.NOT_MAILTO;
            case "sms" -> FaultCode.NOT_SMS;
            default -> FaultCode.NOT_TEL;
        };
    }

    private static boolean isPhone(String text) {
        List<String> parts = List.of(text.split(";", -1));
        String number = parts.get(0);
        boolean hasContext = false;
        for (String parameter : parts.subList(1, parts.size())) {
            Matcher shape = PARAMETER.matcher(parameter);
            if (!shape.matches()) {
                return false;
            }
            String name = shape.group(1).toLowerCase(Locale.ROOT);
            String value = shape.group(2);
            boolean isContext = name.equals(PHONE_CONTEXT);
            boolean isFit = switch (name) {
                case PHONE_CONTEXT -> value != null && CONTEXT.matcher(value).matches();
                case "ext" -> value != null && NUMBER.matcher(value).matches();
                case BODY -> false; // what some phones took for a message's text, once
                default -> true;
            };
            if (!isFit) {
                return false;
            }
            hasContext |= isContext;
        }
        long digits = number.chars().filter(c -> c >= '0' && c <= '9').count();
        if (!NUMBER.matcher(number).matches()) {
            return false;
        }
        return number.startsWith("+")
                ? digits >= LEAST_DIGITS && digits <= MOST_DIGITS
                : SHORT_NUMBER.matcher(number).matches() || (hasContext && digits > 0);
    }

    /** Numbers, or none where there is a text that is yet to be sent to somebody. */
    private static Optional<String> message(String rest) {
        String[] parts = rest.split("\\?", 2);
        boolean named = List.of(parts[0].split(",", -1)).stream().allMatch(ContactAddress::isPhone);
        boolean open = parts[0].isEmpty() && parts.length == 2;
        boolean texts = parts.length == 1 || areFields(parts[1], Set.of(BODY));
        return (named || open) && texts ? Optional.of(rest) : Optional.empty();
    }

    private static Optional<String> mail(String rest) {
        String[] parts = rest.split("\\?", 2);
        List<String> addresses = new ArrayList<>();
        for (String address : parts[0].isEmpty() ? new String[0] : parts[0].split(",", -1)) {
            Optional<String> kept = mailAddress(address);
            if (kept.isEmpty()) {
                return Optional.empty();
            }
            addresses.add(kept.get());
        }
        if (parts.length == 1) {
            return addresses.isEmpty() ? Optional.empty() : Optional.of(String.join(",", addresses));
        }
        String fields = encoded(parts[1]);
        return areFields(fields, FIELDS_OF_MAIL)
                ? Optional.of(String.join(",", addresses) + "?" + fields)
                : Optional.empty();
    }

    private static Optional<String> mailAddress(String given) {
        int at = given.lastIndexOf('@');
        String local = at < 0 ? "" : encoded(given.substring(0, at));
        boolean dotted = local.startsWith(".") || local.endsWith(".") || local.contains("..");
        if (dotted
                || !LOCAL_PART.matcher(local).matches()
                || CONTROL.matcher(local).find()) {
            return Optional.empty();
        }
        return UnicodeHost.toAscii(given.substring(at + 1))
                .filter(host -> HOST.matcher(host).matches())
                .map(host -> local + "@" + host);
    }

    private static boolean areFields(String fields, Set<String> known) {
        for (String field : fields.split("&", -1)) {
            int equals = field.indexOf('=');
            String name = equals < 0 ? "" : field.substring(0, equals).toLowerCase(Locale.ROOT);
            String value = field.substring(equals + 1);
            boolean isText = name.equals(BODY);
            String seen = isText ? LINE_END.matcher(value).replaceAll("") : value;
            if (!known.contains(name)
                    || !VALUE.matcher(value).matches()
                    || CONTROL.matcher(seen).find()
                    || (ADDRESSES.contains(name) && !areAddresses(value))) {
                return false;
            }
        }
        return true;
    }

    /** In a field the commas and signs of addresses may be encoded. */
    private static boolean areAddresses(String value) {
        String plain = value.replaceAll("%2[Cc]", ",").replace("%40", "@");
        return List.of(plain.split(",", -1)).stream()
                .allMatch(address -> mailAddress(address).isPresent());
    }

    private static String encoded(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean isPlain = (character >= 'A' && character <= 'Z')
                    || (character >= 'a' && character <= 'z')
                    || (character >= '0' && character <= '9')
                    || AS_IT_IS.indexOf(character) >= 0;
            if (isPlain) {
                result.append(character);
            } else {
                result.append('%').append(String.format("%02X", octet));
            }
        }
        return result.toString();
    }
}

package app.grapevine.base;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kinds of faults that a field or a parameter can have. Their labels are kept: programs decide by them, and the
 * page has a text for each in each of its languages. There are as many as are to be told apart, and no more.
 *
 * <p>The words follow a field's name. In them {@code {name}} stands for a value as it is, {@code {name,number}} for a
 * number with its thousands parted.
 */
public enum FaultCode {
    // Whether it is there, and how often
    MISSING("must be given"),
    EMPTY("must not be empty"),
    NONE_NAMED("must name at least one"),
    NOT_ALONE("must be given alone"),
    NOT_WITH("cannot be given with {other}"),
    ONLY_WITH("can only be given with {other}"),
    ONE_OF_THESE("must be given, or one of {known}"),
    REPEATED("must be given once"),
    TOO_MANY("must have at most {most,number} values"),
    UNKNOWN_FIELD("is not a field of this"),
    UNKNOWN_PARAMETER("is not a parameter here; there are {known}"),

    // Of what type it is
    NOT_A_STRING("must be a string"),
    NOT_A_BOOLEAN("must be true or false"),
    NOT_A_WHOLE_NUMBER("must be a whole number"),
    NOT_A_LIST("must be a list"),
    NOT_AN_OBJECT("must be a JSON object"),
    NOT_A_TIME("must be a time in RFC 3339, such as 2026-05-01T12:00:00Z"),
    NOT_A_DATE("must be a date such as 2026-05-01"),
    NOT_A_MOMENT("must be a date such as 2026-10-25, or a time such as 2026-10-25T00:00:00Z"
            + " (a + in an address is written %2B)"),
    NOT_AN_AMOUNT("must be a string such as \"49.90\""),
    NOT_ONE_OF("must be one of {known}"),
    NOT_A_WORD("must be a word such as \"whatsapp\"; for several, repeat the parameter"),
    NOT_UTF_8("is not percent-encoded UTF-8, or contains NUL"),

    // How long or how large it is
    TOO_LONG("must have at most {most,number} characters"),
    TOO_LONG_ENCODED("must have at most {most,number} characters once percent-encoded"),
    WRONG_LENGTH("must have {least} to {most} characters"),
    UNFIT_CHARACTER("must not contain the character {character}"),
    OUT_OF_RANGE("must be a whole number from {least} to {most}"),
    TOO_SMALL("must be at least {least}"),
    NEGATIVE("must not be negative"),
    AMOUNT_OUT_OF_RANGE("must be less than 10^14, with at most 4 decimals"),

    // Pictures
    NOT_A_COLOUR("must be a colour such as #1a2b3c"),
    LOW_CONTRAST("must be much darker than light: scanners need two fifths of white's brightness between them"),
    NO_LOGO("needs a logo that is set for the link's domain, and none is"),
    NOT_A_PICTURE("must be a PNG or JPEG picture of at most {most,number} pixels a side"),
    NOT_A_CARD_PICTURE("must be a PNG, JPEG, WebP or GIF picture of at most {most,number} pixels"),

    // Times
    YEAR_OUT_OF_RANGE("must lie in the years {least} to {most}"),
    NOT_BEFORE_TO("must be before to, which is the first moment that is not counted"),
    NOT_PAST("must be before to, and in the past"),
    NOT_AFTER_VALID_FROM("must be after validFrom"),
    NOT_LATER("must be later than after, which is the first moment"),
    BEFORE_STARTS_ON("must not be before startsOn"),
    IN_THE_PAST("must be in the future"),
    IN_THE_FUTURE("must not be in the future"),
    BEFORE_CLICK("must not be before the click"),

    // Addresses
    NOT_HTTP("must be a whole address, beginning with http:// or https://"),
    HAS_SPACES("must not contain spaces: write %20"),
    HAS_USER_INFO("must not contain a user name or password"),
    NOT_A_HOST("must name a valid host"),
    NOT_IPV4("must write an IPv4 address as four decimal numbers"),
    NOT_A_PORT("must have a port from 1 to 65535, or none"),
    OWN_ADDRESS("must not lead back to this service"),
    PRIVATE_ADDRESS("must not lead to this machine or into a private network, unless destinations.private=allowed"),
    BLOCKED_HOST("must not lead to {host}, which is blocked here (destinations.blocked)"),
    OTHER_SHORTENER("must not lead to {host}, another shortener: link to where that leads (destinations.shorteners)"),
    UNLISTED_HOST("must not lead to {host}: here links may lead to listed hosts alone (destinations.allowed)"),
    NOT_HTTPS("must begin with https://, unless webhooks.hosts names its host"),
    PRIVATE_RECEIVER("must not lead to this machine or into a private network, unless webhooks.hosts names its host"),
    CARDS_OFF("is asked nothing here: whoever runs this service lets no page be asked (cards.fetch)"),
    PRIVATE_PAGE(
            "is on this machine, in a private network or on an unusual port, where no page is asked, unless cards.hosts names its host"),
    PAGE_UNREACHABLE("cannot be reached, or does not answer in time"),
    PAGE_REFUSED("answers with the status {status}"),
    NOT_A_PAGE("answers with no page of HTML"),
    IMPORT_OFF("is not asked: whoever runs this service lets no other program be asked for its links (import.fetch)"),
    PRIVATE_SOURCE(
            "must begin with https://, without a port, and lead to a public host, unless import.hosts names its host"),
    UNKNOWN_PLACEHOLDER("has braces that are none of {known}"),

    SCHEME_NOT_ALLOWED("begins with {scheme}:, which links may not lead to here (destinations.schemes)"),
    NOT_AN_INTENT("must be an intent with a scheme, such as intent://item/4711#Intent;scheme=myapp;end, and without"
            + " S.browser_fallback_url: that is what fallback is for"),
    NEEDS_DEVICE("is an app's address: the rule must be for device {known} alone"),
    NEEDS_APP("is for rules whose destination is an app's address"),
    NOT_MAILTO(
            "must be mailto: and addresses such as name@example.com, with commas between; and behind a ? no fields but to,"
                    + " cc, bcc, subject and body, in which # is written %23 and % is written %25"),
    NOT_TEL("must be tel: and a number with its country, such as +390212345678, or a short one of 3 to 8 digits"),
    NOT_SMS(
            "must be sms: and numbers such as +390212345678 or 48555, with commas between; and behind a ? no field but body, in"
                    + " which # is written %23 and % is written %25"),

    // What it names
    NOT_A_CODE("must be 3 to 64 of A-Z a-z 0-9 - _"),
    NOT_A_PREFIX("must be 1 to {most} of A-Z a-z 0-9 - _"),
    NOT_A_PATH(
            "must be 1 to 100 characters that can stand in a path: without blanks, ?, # and \\, and without ., .. or nothing"
                    + " as segments"),
    NOT_A_SLUG("must be 1 to 64 of a-z 0-9 -"),
    MEANS_NONE("must not be none, which stands for no value in reports"),
    RESERVED("is reserved"),
    TAKEN("is taken: choose another"),
    NOT_A_LOGO(
            "must be a picture of at most 32 KiB and 1024 pixels a side, as data:image/png;base64,… (or jpeg, webp)"),
    TAKEN_FOR_GOOD("is taken, or was once: choose another"),
    UNKNOWN_DOMAIN("is not one of this service's"),
    UNKNOWN_CHANNEL("is not a channel of the catalogue"),
    UNKNOWN_APP("is not an app that links can be passed on through"),
    UNKNOWN_CAMPAIGN("is not a campaign that is known here"),
    UNKNOWN_PICTURE("is not a picture that is kept here: upload it again"),
    UNKNOWN_CLICK("is not a click that is known here: must be the value of gv_click"),
    UNKNOWN_CONVERSION("is not the externalId of a conversion that is known here"),
    UNKNOWN_CURRENCY("must be a currency's code of ISO 4217, such as EUR"),
    UNKNOWN_COUNTRY("must be a country's two letters (ISO 3166-1)"),
    UNKNOWN_LANGUAGE("must be a language's letters, such as \"de\""),
    UNKNOWN_SCOPE("is not a scope"),
    UNKNOWN_EVENT("is not an event; there are {known}"),
    UNKNOWN_ZONE("must be a zone of the IANA time zone database, such as Europe/Berlin"),
    NOT_A_HEAD("must be where a chain stood, as the head of a verification was written: chain:sequence:hash"),
    NOT_A_PLACE("must be a place of the page that has a report, such as /campaigns/may"),
    UNKNOWN_CURSOR("is not one of this list: leave it out to begin at the start"),

    // What cannot be, beside something else
    FIXED("cannot be changed"),
    READ_ONLY("cannot be set"),
    NOT_OF_ALL("cannot be set of all links at once: use {use}"),
    CHANNEL_OF_SET("cannot be taken from a link of a share set"),
    FORWARDING_LIMITED("cannot be true with maxClicks: each copy would have all of them"),
    FORWARDING_PROTECTED("cannot be true with a password: the page to pass it on would tell where it leads"),
    NOT_OF_MANY("cannot be given where many links are made: set it of each link by itself"),
    PERSONAL_LINK(
            "makes a link for one person, whose behaviour would be recorded: that is possible only where whoever runs this service allows it with links.personal"),
    OTHER_CAMPAIGN("must be {campaign}, the one campaign that this key is limited to"),
    NOT_SHARED("is not shared by this address"),
    NOT_OF_REPORT("can be shared only where the report is of one campaign and narrowed to nothing else"),
    BEYOND_OWN_RIGHTS("goes beyond what you may do yourself"),
    NOT_FOR_ADMINS("cannot be given with the scope admin, which goes beyond campaigns"),
    RUN_UNDER_WAY("cannot be true while visits are judged anew by the run {run}: ask again when that is finished"),
    MOVE_UNDER_WAY("has to wait: links are being brought already; end that first, or wait for its end"),
    MOVE_NOT_READY("can be brought once it was looked at, and only once"),
    COST_TWICE("has a cost already"),
    LINKS_AN_HOUR(
            "is more than the {most,number} links that you may make in an hour (limit.links): try again in {seconds,number}"
                    + " seconds"),
    MANY_WEBHOOKS("would be one more than the {most,number} webhooks that there can be: delete one first"),
    TOO_MANY_LINKS("make more than {most,number} links with these channels"),
    WRONG_PASSWORD("is not your present password"),
    WRONG_REPORT_PASSWORD("is not the password of this report"),
    COMMON_PASSWORD(
            "is among what is tried first: take four or more words that do not belong together, or what a password"
                    + " manager makes up; not this account's name, and not the words of this service"),
    NOT_VISIBLE_ASCII("must be 1 to 255 visible ASCII characters without spaces"),

    // Notices
    NO_MAIL("cannot be mail here: whoever runs this service has named no server of mail (mail.host)"),
    NOT_A_MAIL_ADDRESS("must be an address of mail such as name@example.com"),
    NOT_THEIR_WEBHOOK("must be the address of an incoming webhook, at {known}"),
    NEEDS_ACCOUNT("is for who is signed in to an account, or has a key with the scope admin"),
    MOST_NOTICES("would be more than the {most,number} notices that one may have: delete one first"),
    MOST_KEYS("would be more than the {most,number} keys of one's own that one may have: revoke one first"),
    MOST_VIEWS("would be more than the {most,number} views that one may save: delete one first"),
    ASKED_TOO_OFTEN("was written to {most,number} times within a day, to ask whether it agrees: try again tomorrow"),
    UNCONFIRMED("is yet to be confirmed, by the letter that was sent there"),

    // Files of links
    NO_DESTINATION_COLUMN("is in no column of the first line ({columns}): call one destination, url or Long URL"),
    NO_COST_COLUMN("is in no column of the first line ({columns}): call one amount, or one sent"),
    UNKNOWN_COLUMN("has a column that is none of {known}: call it one of these, or leave it out"),
    NOT_A_SEPARATOR("is not what cells can be parted by: write sep=, or sep=; or sep=| or sep= and a tab"),
    SURPLUS_CELLS(
            "has {cells} cells where the first line has {columns}: put a text that has the separator in it in quotes"),
    CUT_AT_SEPARATOR("seems to be cut at a \"{separator}\": put the address in quotes"),
    OPEN_QUOTE("has a quote that is not closed where its cell ends: within quotes, write each quote twice"),
    UNREADABLE("has a character that cannot be read as {charset}: save the file as UTF-8"),
    NOT_A_TEXT("is a file of a spreadsheet or of another program, and no text: save it as CSV (UTF-8) and send that"),
    TWO_DAYS("could be two days: write 2026-06-05, or say the order of day and month with dates=dmy or dates=mdy"),
    TWO_AMOUNTS("could be two amounts: write 1249.00 or 1.2490"),

    // Reports
    UNKNOWN_DIMENSION("\"{word}\" is not a dimension; there are {known}"),
    SAME_DIMENSION("must be two different dimensions"),
    INTERVAL_WITHOUT_TIME("goes with by=time only"),
    TOO_MANY_STEPS("this range has more than {most,number} {interval}s; ask for a shorter range or a longer interval"),
    TOO_MANY_ROWS("this would give more than {most,number} rows; narrow it by a filter or a shorter range"),
    VISITS_NOT_KEPT(
            "must not be before {kept}: these dimensions can be combined as far back as single visits are kept");

    private static final Pattern VALUE = Pattern.compile("\\{(\\w+)(,number)?}");

    private final String words;

    FaultCode(String words) {
        this.words = words;
    }

    /** As the API writes it: {@code too-long}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FaultCode> find(String label) {
        return Arrays.stream(values())
                .filter(code -> code.label().equals(label))
                .findFirst();
    }

    /** What is said of a field, with the names of values in it. */
    public String words() {
        return words;
    }

    /** The names of the values that the words have a place for, in their order. */
    public List<String> valueNames() {
        return VALUE.matcher(words)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    String message(Map<String, Object> given) {
        return VALUE.matcher(words).replaceAll(found -> Matcher.quoteReplacement(text(found, given)));
    }

    private static String text(MatchResult found, Map<String, Object> given) {
        Object value = given.get(found.group(1));
        return found.group(2) != null && value instanceof Number number
                ? String.format(Locale.ROOT, "%,d", number.longValue())
                : String.valueOf(value);
    }
}

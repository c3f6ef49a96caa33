package app.grapevine.notices;

import app.grapevine.conversions.Money;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words, numbers, money and dates of one language. Immutable. */
final class Wording {
    private static final Map<Language, Properties> TEXTS =
            Arrays.stream(Language.values()).collect(Collectors.toUnmodifiableMap(Function.identity(), Wording::texts));
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Language language;

    Wording(Language language) {
        this.language = language;
    }

    private static Properties texts(Language language) {
        Properties texts = new Properties();
        String file = language.label() + ".properties";
        try (var in = Objects.requireNonNull(Wording.class.getResourceAsStream(file), file);
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    Language language() {
        return language;
    }

    /** A text, in which each {@code {0}} stands for the value at its place; no value is looked at for more of them. */
    String text(String key, String... values) {
        String text = Objects.requireNonNull(TEXTS.get(language)).getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no text " + key);
        }
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', from)) {
            int value = text.charAt(at + 1) - '0';
            filled.append(text, from, at).append(values[value]);
            from = at + 3;
        }
        return filled.append(text.substring(from)).toString();
    }

    String number(long number) {
        return NumberFormat.getIntegerInstance(language.locale()).format(number);
    }

    /** To the tenth, where there is one. */
    String number(double number) {
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        format.setMaximumFractionDigits(1);
        return format.format(number);
    }

    String money(BigDecimal amount, String currency) {
        NumberFormat format = NumberFormat.getCurrencyInstance(language.locale());
        format.setCurrency(Currency.getInstance(currency));
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(
                Math.max(digits, amount.stripTrailingZeros().scale()));
        return format.format(amount);
    }

    /** What was earned, in each currency in which something was. */
    String money(Money first, List<Money> others) {
        StringBuilder all = new StringBuilder();
        if (first.amount().signum() != 0 || others.isEmpty()) {
            all.append(money(first.amount(), first.currency()));
        }
        for (Money other : others) {
            all.append(all.isEmpty() ? "" : " + ").append(money(other.amount(), other.currency()));
        }
        return all.toString();
    }

    /** How much more or less, in whole percent of what was before; a dash where that was nothing. */
    String change(BigDecimal now, BigDecimal before) {
        if (before.signum() <= 0) {
            return "–";
        }
        BigDecimal percent = now.subtract(before).multiply(HUNDRED).divide(before, 0, RoundingMode.HALF_UP);
        NumberFormat format = NumberFormat.getPercentInstance(language.locale());
        String text = format.format(percent.abs().movePointLeft(2));
        return percent.signum() > 0 ? "+" + text : percent.signum() < 0 ? "−" + text : text;
    }

    String change(long now, long before) {
        return change(BigDecimal.valueOf(now), BigDecimal.valueOf(before));
    }

    String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(language.locale())
                .format(date);
    }

    String moment(Instant moment, ZoneId zone) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(language.locale())
                .format(moment.atZone(zone).toLocalDateTime());
    }
}

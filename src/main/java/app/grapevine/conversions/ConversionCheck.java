package app.grapevine.conversions;

import app.grapevine.conversions.ConversionRefusedException.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a draft by itself, without the database: every fault is gathered. Used once, by one thread. */
final class ConversionCheck {
    /** What clocks of shops may differ from ours. */
    static final Duration CLOCKS = Duration.ofMinutes(5);

    private static final int MAX_EVENT = 100;
    private static final int MAX_EXTERNAL_ID = 200;
    private static final int MAX_DECIMALS = 4;
    /** The column has 18 digits, 4 of them decimals. */
    private static final BigDecimal LIMIT = new BigDecimal("100000000000000");

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final List<Fault> faults = new ArrayList<>();

    static List<Fault> faults(ConversionDraft draft, Instant now) {
        ConversionCheck check = new ConversionCheck();
        if (draft.clickId() == null) {
            check.fault("clickId", "must be given: the value of gv_click");
        }
        if (draft.event() == null) {
            check.fault("event", "must be given, such as \"sale\"");
        } else {
            check.text("event", draft.event(), MAX_EVENT);
        }
        if (draft.externalId() != null) {
            check.text("externalId", draft.externalId(), MAX_EXTERNAL_ID);
        }
        check.value(draft.amount(), draft.currency());
        check.time(draft.occurredAt(), now);
        return check.faults;
    }

    private void fault(String field, String message) {
        faults.add(new Fault(field, message));
    }

    private void text(String field, String text, int most) {
        if (text.isBlank() || text.length() > most) {
            fault(field, "must have 1 to " + most + " characters");
        }
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            fault(field, "must not have control characters");
        }
    }

    private void value(@Nullable BigDecimal amount, @Nullable String currency) {
        if ((amount == null) != (currency == null)) {
            fault(amount == null ? "value.amount" : "value.currency", "must be given with the other");
        }
        if (amount != null
                && (amount.signum() < 0
                        || amount.stripTrailingZeros().scale() > MAX_DECIMALS
                        || amount.compareTo(LIMIT) >= 0)) {
            fault("value.amount", "must be 0 or more, with at most 14 digits and " + MAX_DECIMALS + " decimals");
        }
        if (currency != null && !isCurrency(currency)) {
            fault("value.currency", "must be a currency's three letters (ISO 4217)");
        }
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(code));
    }

    private void time(@Nullable Instant occurredAt, Instant now) {
        if (occurredAt != null && occurredAt.isAfter(now.plus(CLOCKS))) {
            fault("occurredAt", "must not be in the future");
        }
        if (occurredAt != null && occurredAt.isBefore(EARLIEST)) {
            fault("occurredAt", "must not be before the click");
        }
    }
}

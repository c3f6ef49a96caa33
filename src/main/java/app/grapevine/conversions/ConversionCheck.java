package app.grapevine.conversions;

import app.grapevine.attribution.Channel;
import app.grapevine.base.Characters;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.RefusedException;
import app.grapevine.campaigns.Labels;
import app.grapevine.channels.ChannelCatalogue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a draft by itself, without the database: every fault is gathered. Used once, by one thread. */
final class ConversionCheck {
    /** What clocks of shops may differ from ours. */
    static final Duration CLOCKS = Duration.ofMinutes(5);

    /** More taps of one person are not told apart. */
    private static final int MOST_CLICKS = 20;

    private static final int MAX_EVENT = 100;
    private static final int MAX_HEARD_FROM = 100;
    private static final int MAX_EXTERNAL_ID = 200;
    private static final int MAX_DECIMALS = 4;
    /** The column has 18 digits, 4 of them decimals. */
    private static final BigDecimal LIMIT = new BigDecimal("100000000000000");

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final Faults faults = new Faults();

    /**
     * @return the draft, with the event and where the person heard of it as reports group them: without what nobody sees, and each
     *     channel written one way
     * @throws RefusedException INVALID with every faulty field
     */
    static ConversionDraft check(ConversionDraft draft, ChannelCatalogue channels, Instant now) {
        ConversionCheck check = new ConversionCheck();
        if (draft.clickIds().size() > MOST_CLICKS) {
            check.faults.add("clickIds", FaultCode.TOO_MANY, Map.of("most", MOST_CLICKS));
        }
        String event = draft.event() == null ? null : Characters.clean(draft.event());
        if (event == null) {
            check.faults.add("event", FaultCode.MISSING);
        } else {
            check.text("event", event, Characters.count(event), MAX_EVENT);
        }
        if (draft.externalId() != null) {
            check.text("externalId", draft.externalId(), draft.externalId().length(), MAX_EXTERNAL_ID);
        }
        check.value(draft.amount(), draft.currency());
        check.time(draft.occurredAt(), now);
        String heardFrom = Labels.label(check.faults, "heardFrom", draft.heardFrom(), MAX_HEARD_FROM);
        if (draft.campaign() != null) {
            Labels.slug(check.faults, "campaign", draft.campaign());
        }
        check.faults.refuseIfAny();
        return new ConversionDraft(
                draft.clickIds(),
                event,
                draft.amount(),
                draft.currency(),
                draft.externalId(),
                draft.occurredAt(),
                heardFrom == null ? null : channel(channels, heardFrom),
                draft.campaign());
    }

    /** The id of the channel that is called so, or these words. */
    private static String channel(ChannelCatalogue channels, String words) {
        return channels.all().stream()
                .filter(channel ->
                        channel.id().equalsIgnoreCase(words) || channel.name().equalsIgnoreCase(words))
                .findFirst()
                .map(Channel::id)
                .orElse(words);
    }

    /** @throws RefusedException INVALID with every faulty field */
    static void check(Cancellation cancellation, Instant now) {
        ConversionCheck check = new ConversionCheck();
        String externalId = cancellation.externalId();
        check.text("cancels", externalId, externalId.length(), MAX_EXTERNAL_ID);
        check.time(cancellation.occurredAt(), now);
        check.faults.refuseIfAny();
    }

    /** @param length of a word of people's in their characters, of a program's in its own */
    private void text(String field, String text, int length, int most) {
        if (text.isBlank() || length > most) {
            faults.add(field, FaultCode.WRONG_LENGTH, Map.of("least", 1, "most", most));
        }
        faults.isFit(field, text);
    }

    private void value(@Nullable BigDecimal amount, @Nullable String currency) {
        if ((amount == null) != (currency == null)) {
            faults.add(amount == null ? "value.amount" : "value.currency", FaultCode.MISSING);
        }
        if (amount != null
                && (amount.stripTrailingZeros().scale() > MAX_DECIMALS
                        || amount.abs().compareTo(LIMIT) >= 0)) {
            faults.add("value.amount", FaultCode.AMOUNT_OUT_OF_RANGE);
        }
        if (currency != null && !isCurrency(currency)) {
            faults.add("value.currency", FaultCode.UNKNOWN_CURRENCY);
        }
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(code));
    }

    private void time(@Nullable Instant occurredAt, Instant now) {
        if (occurredAt != null && occurredAt.isAfter(now.plus(CLOCKS))) {
            faults.add("occurredAt", FaultCode.IN_THE_FUTURE);
        }
        if (occurredAt != null && occurredAt.isBefore(EARLIEST)) {
            faults.add("occurredAt", FaultCode.BEFORE_CLICK);
        }
    }
}

package app.grapevine.conversions;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Conversions and what they brought, by currency, without what came to nothing; and how it is read out of what the API answers. */
record ConversionSum(long conversions, Map<String, BigDecimal> revenue) {
    static final ConversionSum NOTHING = new ConversionSum(0, Map.of());

    /** @param currency null where there is no amount */
    ConversionSum plus(long more, String currency, BigDecimal amount) {
        Map<String, BigDecimal> sums = new TreeMap<>(revenue);
        if (currency != null) {
            sums.merge(currency, amount, BigDecimal::add);
            // So that those are equal which are worth the same.
            sums.replaceAll((any, sum) -> sum.stripTrailingZeros());
            sums.values().removeIf(sum -> sum.signum() == 0);
        }
        return new ConversionSum(conversions + more, sums);
    }

    private ConversionSum plus(JsonNode money) {
        return plus(
                0,
                money.path("currency").asText(),
                new BigDecimal(money.path("amount").asText()));
    }

    /** By the codes of links, out of the answer of {@code /stats} by link. */
    static Map<String, ConversionSum> reported(JsonNode stats) {
        Map<String, ConversionSum> sums = new TreeMap<>();
        for (JsonNode row : stats.path("rows")) {
            ConversionSum sum =
                    NOTHING.plus(row.path("conversions").asLong(), null, null).plus(row.path("revenue"));
            for (JsonNode other : row.path("otherRevenue")) {
                sum = sum.plus(other);
            }
            sums.put(row.path("link").asText(), sum);
        }
        sums.values().removeIf(NOTHING::equals);
        return sums;
    }

    /** By a field of those of {@code /conversions} that have it and were not called off. */
    static Map<String, ConversionSum> listed(List<JsonNode> all, String field) {
        Map<String, ConversionSum> sums = new TreeMap<>();
        for (JsonNode one : all) {
            if (one.path(field).isTextual() && !isCancelled(one)) {
                ConversionSum sum = sums.getOrDefault(one.path(field).asText(), NOTHING);
                JsonNode value = one.path("value");
                boolean isConversion =
                        value.isNull() || !value.path("amount").asText().startsWith("-");
                sum = sum.plus(isConversion ? 1 : 0, null, null);
                sums.put(one.path(field).asText(), value.isNull() ? sum : sum.plus(value));
            }
        }
        sums.values().removeIf(NOTHING::equals);
        return sums;
    }

    static boolean isCancelled(JsonNode conversion) {
        return !conversion.path("cancelledAt").isNull();
    }
}
